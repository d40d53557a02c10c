"""What the person at this session knows: kept in the session and in the link."""

import streamlit as st

from app.atlas import Atlas


def known_concepts(atlas: Atlas) -> list[str]:
    """Ids of known concepts of this build, those of the link included at first sight."""
    if "known" not in st.session_state:
        st.session_state["known"] = ids_in_link(atlas, "known")
    return [c for c in st.session_state["known"] if atlas.has(c)]


def set_known(concepts: list[str]) -> None:
    """Replace what is known."""
    st.session_state["known"] = list(dict.fromkeys(concepts))
    keep_in_link("known", st.session_state["known"])


def mark_known(concept: str) -> None:
    """Add one concept to what is known."""
    set_known([*st.session_state.get("known", []), concept])


def ids_in_link(atlas: Atlas, name: str) -> list[str]:
    """Concept ids of a query parameter, found by any name; those of no concept left out."""
    asked = st.query_params.get(name, "").split(",")
    return [c for c in dict.fromkeys(map(atlas.resolve, asked)) if c]


def keep_in_link(name: str, concepts: list[str]) -> None:
    """Write concept ids into the link."""
    if concepts:
        st.query_params[name] = ",".join(concepts)
    else:
        st.query_params.pop(name, None)
