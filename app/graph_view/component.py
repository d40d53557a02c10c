"""The Streamlit component: library, data and view are three mounts; each goes to the browser only when it changed."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import streamlit as st

from app.wording import Wording

_SCRIPTS = ("theme", "tooltip", "legend", "placement", "download", "drawing", "keyboard", "toolbar", "view")
_EVENTS = ("select", "relation", "expand", "dismiss", "others", "undo", "hidden")
_WORDS = (
    "fit", "zoom_in", "zoom_out", "rearrange", "undo", "dismiss", "dismiss_others", "png", "svg", "labels", "legend",
    "areas", "marks", "types", "statuses", "canvas", "keys", "more",
)  # fmt: skip


def graph_view(
    data: dict[str, Any],
    say: Wording,
    *,
    selected: str = "",
    height: int = 600,
    editable: bool = True,
    on_event: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Draw `data` of `network.view_data`; `on_event` gets one of _EVENTS with its value, e.g. {"select": id}."""
    # data go as a list of one: in a dict, Streamlit looks for tables, for which it imports pandas (1.3 s)
    key = data["key"]
    heard = {name: _listener(key, name, on_event) for name in _EVENTS}
    control = {
        "key": key,
        "rev": data["rev"],
        "selected": selected,
        "height": height,
        "editable": editable,
        "words": {name: say(f"graph.{name}") for name in _WORDS},
    }
    _view()(key=key, data=[control], **{f"on_{name}_change": call for name, call in heard.items()})
    with st.container(height=1, border=False, key=f"{key}-parts"):
        _library()(key=f"{key}-lib")
        _data()(key=f"{key}-data", data=[data])


def _listener(key: str, name: str, on_event: Callable[[dict[str, Any]], None] | None) -> Callable[[], None]:
    def hear() -> None:
        value = st.session_state[key].get(name)
        if on_event is not None and value is not None:
            on_event({name: value.get("id", value) if isinstance(value, dict) and name != "hidden" else value})

    return hear


@cache
def _view() -> Any:
    folder = files("app.graph_view")
    js = "\n".join(folder.joinpath(f"js/{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    css = folder.joinpath("view.css").read_text(encoding="utf-8")
    return st.components.v2.component("gradus_graph_view", js=js, css=css)


@cache
def _data() -> Any:
    js = files("app.graph_view").joinpath("js/data.js").read_text(encoding="utf-8")
    return st.components.v2.component("gradus_graph_data", js=js)


@cache
def _library() -> Any:
    source = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    lines = [line for line in source.split("\n") if "sourceMappingURL" not in line]
    return st.components.v2.component("gradus_vis", js="\n".join([*lines, "export default function () {}\n"]))
