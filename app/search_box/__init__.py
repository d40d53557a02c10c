"""The search box: one component that finds concepts while a person types, without asking the server."""

from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

from app.atlas import Atlas, area_name
from app.search_box.pinyin import initials
from app.wording import Lang, Wording

_WORDS = ("label", "placeholder", "nothing", "found")


def search_box(atlas: Atlas, say: Wording, *, key: str = "search") -> str:
    """The id of a concept picked in this run, else an empty string."""
    data = {
        "entries": _entries(atlas, say.lang),
        "words": {name: say(f"search.{name}") for name in _WORDS},
    }
    picked = _component()(key=key, data=[data], on_pick_change=lambda: None).get("pick")
    return str(picked["id"]) if picked and atlas.has(str(picked["id"])) else ""


@st.cache_data(max_entries=4, show_spinner=False, hash_funcs={Atlas: lambda a: a.build_id})
def _entries(atlas: Atlas, lang: Lang) -> list[list[Any]]:
    """[id, name, other name, area, further names, weight] of each concept."""
    rows = []
    for concept in atlas.graph.concepts:
        names = [concept.name, concept.name_zh] if lang == "en" else [concept.name_zh or concept.name, concept.name]
        other = names[1] if names[1] != names[0] else ""
        further = [*concept.aliases, initials(concept.name_zh)]
        weight = len(atlas.relations_of.get(concept.id, ()))
        rows.append([concept.id, names[0], other, area_name(concept.area, lang), [n for n in further if n], weight])
    return rows


@cache
def _component() -> Any:
    folder = files("app.search_box")
    js, css = (folder.joinpath(name).read_text(encoding="utf-8") for name in ("search.js", "search.css"))
    return st.components.v2.component("gradus_search", js=js, css=css)
