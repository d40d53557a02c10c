"""Cypher: named queries as forms, free read-only queries, results as table, graph and chart."""

import time

import streamlit as st

from app import session
from app.cypher_form import free_form, named_form, title
from app.cypher_results import found_in, numeric_columns, rows_of
from app.graph_view.component import graph_view
from app.graph_view.network import view_data
from app.graph_view.pictures import web
from app.page_errors import page
from app.plain_text import plain
from app.schema_help import schema_help
from graph.errors import GradusError, StoreError
from graph.store import Limits, Value
from queries.catalog import catalog
from queries.execute import Answer, run_query
from queries.formats import render

START = (
    "MATCH (a:Concept)-[r:EXTENDS]->(b:Concept)\nRETURN a.name AS newer, b.name AS older, r.status AS status\n"
    "ORDER BY newer LIMIT 25"
)
_HISTORY = 30


def run(source: str, params: dict[str, Value]) -> None:
    """Run and keep the answer and the query in the session; errors become a sentence on the page."""
    limits = Limits(timeout_s=float(st.session_state.get("cypher-seconds", 10)), max_rows=1000)
    began = time.perf_counter()
    try:
        with st.spinner(session.words()("cypher.running")):
            answer = run_query(session.store(), source, params, limits=limits)
        outcome: dict[str, object] = {"answer": answer, "seconds": time.perf_counter() - began}
    except StoreError:
        st.session_state.pop("cypher-outcome", None)
        raise
    except GradusError as error:
        outcome = {"error": str(error)}
    st.session_state["cypher-outcome"] = outcome
    past: list[str] = st.session_state.setdefault("cypher-history", [])
    st.session_state["cypher-history"] = [source, *(q for q in past if q != source)][:_HISTORY]


def named() -> None:
    say, queries = session.words(), catalog()
    asked = st.query_params.get("query", "")
    if asked in queries:
        st.session_state.setdefault("cypher-named", asked)
    name = st.selectbox(
        say("cypher.named"), list(queries), format_func=lambda n: f"{title(queries[n], say)}  ({n})", key="cypher-named"
    )
    if name is None:
        return
    query = queries[name]
    about = (query.about_zh or query.about) if say.lang == "zh" else query.about
    st.caption(plain(about))
    params = named_form(query, session.atlas(), say)
    if st.button(say("cypher.run"), key="run-named", type="primary", icon=":material/play_arrow:"):
        run(name, params)
    with st.expander(say("source.title"), icon=":material/terminal:"):
        st.code(query.cypher, language="cypher", wrap_lines=True)


def free() -> None:
    say = session.words()
    linked = st.query_params.get("q")
    if linked and st.session_state.get("cypher-linked") != linked:
        st.session_state.update({"cypher-linked": linked, "cypher-text": linked})
    st.session_state.setdefault("cypher-text", START)
    recall()
    text = st.text_area(say("cypher.free"), key="cypher-text", height=170, help=say("cypher.free_help"))
    params = free_form(text, say)
    with st.container(horizontal=True, vertical_alignment="bottom", key="cypher-actions"):
        pressed = st.button(
            say("cypher.run"), key="run-free", type="primary", icon=":material/play_arrow:", shortcut="Ctrl+Enter"
        )
        st.button(say("cypher.favourite"), key="favour", icon=":material/star:", on_click=favour, args=(text,))
        st.number_input(say("cypher.seconds"), 1, 60, 10, key="cypher-seconds", width=150)
    if pressed and text.strip():
        run(text, params)


def favour(text: str) -> None:
    kept: list[str] = st.session_state.setdefault("cypher-favourites", [])
    if text.strip() and text not in kept:
        kept.append(text)


def recall() -> None:
    """Earlier queries and favourites of this session."""
    say = session.words()
    favourites: list[str] = st.session_state.get("cypher-favourites", [])
    past = [q for q in st.session_state.get("cypher-history", []) if q not in catalog()]
    earlier = [*(f"★ {q}" for q in favourites), *past]
    if not earlier:
        return

    def take() -> None:
        chosen = st.session_state["cypher-recall"]
        if chosen:
            st.session_state["cypher-text"] = chosen.removeprefix("★ ")
            st.session_state["cypher-recall"] = None

    st.selectbox(
        say("cypher.history"), earlier, index=None, key="cypher-recall", on_change=take,
        format_func=lambda q: " ".join(q.split())[:110], placeholder=say("cypher.history_hint"),
    )  # fmt: skip


def show_outcome() -> None:
    say, outcome = session.words(), st.session_state.get("cypher-outcome")
    if outcome is None:
        st.caption(say("cypher.empty"))
        return
    if "error" in outcome:
        st.error(plain(outcome["error"]), icon=":material/error:")
        st.caption(say("cypher.error_help"))
        return
    answer: Answer = outcome["answer"]
    count = len(answer.table.rows)
    st.caption(say("cypher.rows", count=count, seconds=f"{outcome['seconds']:.2f}"))
    for note in answer.notes:
        st.info(plain(note))
    if answer.table.truncated:
        st.warning(say("cypher.truncated", count=count))
    if not count:
        st.info(say("cypher.no_rows"))
        return
    show_answer(answer)


def show_answer(answer: Answer) -> None:
    say, atlas = session.words(), session.atlas()
    rows, found, numbers = rows_of(answer.table), found_in(answer.table, atlas), numeric_columns(answer.table)
    names = [say("cypher.as_table"), *([say("cypher.as_graph")] if found.concepts else [])]
    names += [say("cypher.as_chart")] if numbers else []
    tabs = dict(zip(names, st.tabs(names), strict=True))
    with tabs[say("cypher.as_table")]:
        st.dataframe(rows, hide_index=True, key="cypher-rows", alt=say("cypher.as_table"))
        with st.container(horizontal=True):
            st.download_button("CSV", render(answer.table, "csv"), "gradus.csv", "text/csv", on_click="ignore")
            st.download_button(
                "JSON", render(answer.table, "json"), "gradus.json", "application/json", on_click="ignore"
            )
    if found.concepts:
        with tabs[say("cypher.as_graph")]:
            name = "cypher|" + ",".join(found.concepts)
            picture = web(atlas, found.concepts, found.relations, say.lang, layout=name)
            graph_view(view_data(picture, atlas, say.lang, key="cypher-graph"), say, height=480, editable=False)
    if numbers:
        with tabs[say("cypher.as_chart")]:
            label = next((c for c in rows[0] if c not in numbers), None)
            st.bar_chart(rows, x=label, y=numbers[0], horizontal=True, height=max(240, min(900, 26 * len(rows))))


with page("cypher"):
    main, side = st.columns([7, 3], gap="large")
    with side:
        schema_help(session.atlas(), session.words())
    with main:
        words = session.words()
        modes = {"named": words("cypher.mode_named"), "free": words("cypher.mode_free")}
        st.session_state.setdefault("cypher-mode", "free" if st.query_params.get("q") else "named")
        if st.query_params.get("q") and st.session_state.get("cypher-linked") != st.query_params["q"]:
            st.session_state["cypher-mode"] = "free"
        st.segmented_control(
            words("cypher.mode"), list(modes), format_func=modes.get, key="cypher-mode", required=True,
            label_visibility="collapsed",
        )  # fmt: skip
        (free if st.session_state["cypher-mode"] == "free" else named)()
        show_outcome()
