"""The app: language, search and the pages. Run by `gradus up`."""

from pathlib import Path

import streamlit as st

from app import session
from app.admission import admitted
from app.navigation import PAGES, open_concept, page_of, start_page
from app.search_box import search_box
from app.wording import LANGUAGES
from graph.errors import BuildError

_HERE = Path(__file__).parent


def _language_switch() -> None:
    lang = session.language()
    say = session.words()
    st.session_state.setdefault("lang-choice", lang)
    st.segmented_control(
        say("app.language"),
        LANGUAGES,
        format_func=lambda code: {"zh": "中文", "en": "English"}[code],
        key="lang-choice",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: st.session_state.update(lang=st.session_state["lang-choice"]),
    )


def main() -> None:
    """Draw the frame around the chosen page, then the page."""
    say = session.words()
    st.set_page_config(page_title="Gradus", page_icon=str(_HERE / "icon.svg"), layout="wide")
    st.html(_HERE / "page.css")
    pages = [page_of(name, title=say(f"nav.{name}")) for name in PAGES]
    current = st.navigation([start_page(), *pages], position="top")
    st.query_params["lang"] = session.language()
    if not admitted(say):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="frame"):
        with st.container(width="stretch", key="frame-search"):
            try:
                picked = search_box(session.atlas(), say)
            except BuildError:
                picked = ""
        with st.container(width="content", key="frame-language"):
            _language_switch()
    if picked:
        open_concept(current, picked)
    current.run()


main()
