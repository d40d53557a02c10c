"""The query behind a view."""

import streamlit as st

from app.navigation import link
from app.wording import Wording


def cypher_source(cypher: str, say: Wording, *, key: str = "source") -> None:
    """The Cypher that gives what the page shows, and the way into the console."""
    with st.expander(say("source.title"), icon=":material/terminal:", key=f"{key}-cypher"):
        st.code(cypher, language="cypher", wrap_lines=True)
        link("cypher", say("source.open"), icon=":material/terminal:", q=cypher)
