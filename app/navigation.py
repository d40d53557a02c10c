"""The pages, and the links between them."""

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app import session
from app.plain_text import plain

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

PAGES = {
    "explore": ":material/hub:",
    "concept": ":material/article:",
    "study": ":material/stairs_2:",
    "compare": ":material/compare_arrows:",
    "lineage": ":material/timeline:",
    "questions": ":material/quiz:",
    "cypher": ":material/terminal:",
    "notes": ":material/description:",
    "build": ":material/construction:",
    "review": ":material/fact_check:",
}
_FOLDER = Path(__file__).parent / "pages"
_TAKES_CONCEPT = {"explore": "concept", "concept": "concept", "lineage": "concept", "study": "goal"}


def page_of(name: str, *, title: str | None = None) -> "StreamlitPage":
    """The page called `name`."""
    return st.Page(_FOLDER / f"{name}.py", title=title, icon=PAGES[name], url_path=name)


def start_page() -> "StreamlitPage":
    """What is served at /: it leads on to Explore, because Streamlit serves a default page nowhere else."""
    return st.Page(_to_first_page, title="Gradus", url_path="start", default=True, visibility="hidden")


def link(name: str, label: str, *, icon: str | None = None, **params: str) -> None:
    """A link to a page with query parameters; the language goes along."""
    st.page_link(page_of(name), label=label, icon=icon, query_params={"lang": session.language(), **params})


def go(name: str, **params: str) -> None:
    """Leave for another page."""
    st.switch_page(page_of(name), query_params={"lang": session.language(), **params})


def open_concept(current: "StreamlitPage", concept: str) -> None:
    """What picking a concept in the search box does: the page at hand shows it if it can, else Explore does."""
    name = current.url_path
    if name == "study":
        goals = [g for g in st.query_params.get("goal", "").split(",") if g]
        st.query_params["goal"] = ",".join(dict.fromkeys([*goals, concept]))
    elif name in _TAKES_CONCEPT:
        st.query_params["concept"] = concept
    else:
        go("explore", concept=concept)


def concept_in_link(default: str = "") -> str:
    """The concept that the link names, else the one last looked at; kept for the next page.

    Stops the page with a sentence and a way on where the link names none that exists.
    """
    atlas, say = session.atlas(), session.words()
    asked = st.query_params.get("concept") or st.session_state.get("concept") or default
    concept = atlas.resolve(asked)
    if not concept:
        st.query_params.pop("concept", None)
        near = atlas.index.near(asked) if asked else ()
        st.warning(say("errors.unknown_concept", name=plain(asked)))
        st.session_state.pop("concept", None)
        if near:
            st.write(say("errors.did_you_mean"))
        for name in near:
            found = atlas.index.find(name)
            st.button(name, key=f"near-{found.id}", on_click=lambda c=found.id: st.query_params.update(concept=c))
        st.stop()
    st.query_params["concept"] = concept
    st.session_state["concept"] = concept
    return concept


def _to_first_page() -> None:
    go(next(iter(PAGES)), **{k: v for k, v in st.query_params.items() if k != "lang"})
