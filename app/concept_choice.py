"""A field to choose one concept by any of its names."""

import streamlit as st

from app.atlas import Atlas, both_names
from app.wording import Wording


def concept_choice(atlas: Atlas, say: Wording, title: str, *, key: str, link: str) -> str:
    """The id chosen in the field; it starts from the link's parameter and is kept there."""
    names = {c.id: both_names(c, say.lang) for c in atlas.graph.concepts}
    asked = atlas.resolve(st.query_params.get(link))
    if asked and st.session_state.get(f"{key}-linked") != asked:
        st.session_state.update({f"{key}-linked": asked, key: asked})
    options = sorted(names, key=lambda c: (-len(atlas.relations_of.get(c, ())), c))
    st.session_state.setdefault(key, None)
    chosen = st.selectbox(title, options, format_func=names.get, key=key, placeholder=say("search.label"))
    if chosen:
        st.session_state[f"{key}-linked"] = chosen
        st.query_params[link] = chosen
    return chosen or ""
