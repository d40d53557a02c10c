"""What a browser session sees: its build, its store, its language."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app.atlas import Atlas
from app.settings import Settings
from app.texts import Texts
from app.wording import LANGUAGES, Lang, Wording, language_of, wording
from graph.build_folder import read_build, read_concepts_and_relations, read_manifest
from graph.store import GraphStore, open_store


@dataclass(frozen=True, slots=True)
class Workspace:
    """A build and the store that holds it."""

    build_folder: Path
    store_url: str
    private: bool = False
    """True where this session made it from uploaded notes."""


def workspace() -> Workspace:
    """The build that this session looks at: its own where it made one, else the shared one."""
    own: Workspace | None = st.session_state.get("workspace")
    if own is not None:
        return own
    settings = Settings()
    return Workspace(settings.build_folder, settings.store_url)


def atlas() -> Atlas:
    """The graph of this session's build. Raises BuildError."""
    folder = workspace().build_folder
    return _atlas(str(folder), str(read_manifest(folder)["build_id"]))


def texts() -> Texts:
    """The texts of this session's build. Raises BuildError."""
    folder = workspace().build_folder
    return _texts(str(folder), str(read_manifest(folder)["build_id"]))


def store() -> GraphStore:
    """The store of this session's build; shared by all sessions that read it. Raises StoreError."""
    return _store(workspace().store_url)


def language() -> Lang:
    """The session's language: chosen, else from the link, else the browser's."""
    if "lang" not in st.session_state:
        linked = st.query_params.get("lang")
        st.session_state["lang"] = linked if linked in LANGUAGES else language_of(st.context.locale)
    lang: Lang = st.session_state["lang"]
    return lang


def words() -> Wording:
    """The sentences of the session's language."""
    return wording(language())


@st.cache_resource(max_entries=4, show_spinner=False)
def _atlas(folder: str, build_id: str) -> Atlas:
    return Atlas(read_concepts_and_relations(Path(folder)), build_id)


@st.cache_resource(max_entries=4, show_spinner=False)
def _texts(folder: str, build_id: str) -> Texts:
    return Texts(read_build(Path(folder)))


@st.cache_resource(max_entries=8, show_spinner=False, on_release=lambda opened: opened.close())
def _store(url: str) -> GraphStore:
    settings = Settings()
    return open_store(url, user=settings.neo4j_user, password=settings.neo4j_password.get_secret_value())
