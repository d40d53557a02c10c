"""What the person knows: kept in the learner's file, and taken from a link at first sight."""

from collections.abc import Iterable

import streamlit as st

from app.atlas import Atlas
from app.settings import Settings
from graph.progress import Progress, State


def progress() -> Progress:
    """The learner's file, beside the build."""
    return Progress(Settings().home / "progress.sqlite")


def known_concepts(atlas: Atlas) -> list[str]:
    """Ids of known concepts of this build: those of the learner's file, then those of the link. Raises StoreError."""
    linked: list[str] = st.session_state.setdefault("known-linked", ids_in_link(atlas, "known"))
    return [c for c in dict.fromkeys([*sorted(progress().known()), *linked]) if atlas.has(c)]


def states(atlas: Atlas) -> dict[str, State]:
    """What is kept of each concept of this build, where it is not new. Raises StoreError."""
    entries = progress().entries()
    return {c: e.state for c, e in entries.items() if e.state is not State.NEW and atlas.has(c)}


def set_known(atlas: Atlas, concepts: Iterable[str]) -> None:
    """Make exactly these the known concepts of this build. Raises StoreError."""
    wanted, before = set(concepts), set(known_concepts(atlas))
    change = dict.fromkeys(sorted(wanted - before), State.KNOWN) | dict.fromkeys(sorted(before - wanted), State.NEW)
    progress().mark(change)
    st.session_state["known-linked"] = [c for c in st.session_state["known-linked"] if c in wanted]


def mark(concepts: Iterable[str], state: State) -> None:
    """Set the state of concepts. Raises StoreError."""
    progress().mark(dict.fromkeys(concepts, state))


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
