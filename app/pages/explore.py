"""Explore: the neighbourhood of a concept, grown by hand."""

from dataclasses import replace
from typing import Any

import streamlit as st

from app import session
from app.atlas import Atlas
from app.concept_card import concept_card
from app.concept_table import concept_rows
from app.cypher_source import cypher_source
from app.evidence import relation_rows, show_relation
from app.graph_view import exploration as steps
from app.graph_view.component import graph_view
from app.graph_view.cypher import cypher_of
from app.graph_view.exploration import DEPTHS, DIRECTIONS, LENSES, Exploration
from app.graph_view.explore_events import after
from app.graph_view.network import view_data
from app.graph_view.pictures import picture_of
from app.navigation import concept_in_link
from app.page_errors import page
from app.start import start_concept
from app.wording import Lang

KEY = "explore-graph"


def current(atlas: Atlas) -> Exploration:
    """The session's exploration, moved to the concept of the link where that changed."""
    concept = concept_in_link(start_concept(atlas))
    state: Exploration | None = st.session_state.get("exploration")
    if state is None or not atlas.has(state.focus):
        lens = st.query_params.get("lens", "relations")
        state = Exploration(concept, lens if lens in LENSES else "relations", selected=concept)
    elif state.focus != concept:
        state = steps.focus_on(state, concept)
    return keep(state)


def keep(state: Exploration) -> Exploration:
    st.session_state["exploration"] = state
    st.session_state["concept"] = state.focus
    st.query_params["concept"] = state.focus
    st.query_params["lens"] = state.lens
    st.session_state.update({"explore-lens": state.lens, "explore-depth": state.depth, "explore-way": state.direction})
    return state


def on_event(event: dict[str, Any]) -> None:
    if "hidden" in event:
        st.session_state["explore-hidden"] = frozenset(event["hidden"])
        return
    keep(after(session.atlas(), st.session_state["exploration"], event))


def on_control() -> None:
    state: Exploration = st.session_state["exploration"]
    chosen = {
        "lens": st.session_state["explore-lens"] or state.lens,
        "depth": st.session_state.get("explore-depth") or state.depth,
        "direction": st.session_state.get("explore-way") or state.direction,
    }
    keep(steps.look(state, **chosen))


def controls(state: Exploration) -> None:
    say = session.words()
    with st.container(horizontal=True, vertical_alignment="bottom", key="explore-controls"):
        st.segmented_control(
            say("explore.lens"),
            LENSES,
            key="explore-lens",
            required=True,
            format_func=lambda lens: say(f"explore.lens_{lens}"),
            on_change=on_control,
        )
        if state.lens != "map":
            st.segmented_control(say("explore.depth"), DEPTHS, key="explore-depth", required=True, on_change=on_control)
        if state.lens == "order":
            st.segmented_control(
                say("explore.direction"),
                DIRECTIONS,
                key="explore-way",
                required=True,
                format_func=lambda way: say(f"explore.direction_{way}"),
                on_change=on_control,
            )
        trail(state)


def trail(state: Exploration) -> None:
    say, atlas = session.words(), session.atlas()
    back = [c for c in state.trail if atlas.has(c)][-3:]
    for concept in back:
        st.button(
            atlas.concept(concept).name,
            key=f"trail-{concept}",
            icon=":material/history:",
            help=say("explore.back_to"),
            type="tertiary",
            on_click=lambda c=concept: keep(steps.focus_on(st.session_state["exploration"], c)),
        )
    st.button(
        say("graph.undo"),
        key="explore-undo",
        icon=":material/undo:",
        type="tertiary",
        disabled=not state.past,
        on_click=lambda: keep(steps.undo(st.session_state["exploration"])),
    )


def card(state: Exploration) -> None:
    say, atlas = session.words(), session.atlas()
    if state.selected_relation in atlas.relation_by_key:
        relation = atlas.relation_by_key[state.selected_relation]
        show_relation(relation, atlas, say)
        return
    if not atlas.has(state.selected):
        st.caption(say("explore.nothing_selected"))
        return
    concept_card(atlas, state, say, keep=keep)


def table(state: Exploration, concepts: tuple[str, ...]) -> None:
    say, atlas = session.words(), session.atlas()
    hidden: frozenset[str] = st.session_state.get("explore-hidden", frozenset())
    rows = [c for c in map(atlas.concept, concepts) if f"area:{c.area}" not in hidden]
    twin = st.expander(
        say("explore.as_table", count=len(rows)), icon=":material/table:", key="explore-table", on_change="rerun"
    )
    if not twin.open:  # a table costs the import of pandas
        return
    with twin:
        picked = st.dataframe(
            concept_rows(rows, atlas, say),
            hide_index=True,
            on_select="rerun",
            selection_mode="single-row",
            key="explore-rows",
            alt=say("explore.as_table", count=len(rows)),
        )
        if picked["selection"]["rows"]:
            chosen = rows[picked["selection"]["rows"][0]].id
            if st.session_state.get("explore-picked-row") != chosen:
                st.session_state["explore-picked-row"] = chosen
                keep(steps.select(st.session_state["exploration"], chosen))
                st.rerun()
        relations = [r for r in steps.shown_relations(atlas, state, concepts) if f"type:{r.type.value}" not in hidden]
        st.dataframe(relation_rows(relations[:2000], atlas, say), hide_index=True, key="explore-relations")


def drawn(atlas: Atlas, state: Exploration) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Concepts on the view and what the component takes; the whole graph is made once a build and language."""
    lang = session.language()
    if state.lens == "map":
        return _whole_graph(atlas, lang)
    picture = picture_of(atlas, state, lang)
    return picture.concepts, view_data(picture, atlas, lang, key=KEY)


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs={Atlas: lambda atlas: atlas.build_id})
def _whole_graph(atlas: Atlas, lang: Lang) -> tuple[tuple[str, ...], dict[str, Any]]:
    picture = picture_of(atlas, Exploration("", "map"), lang)
    return picture.concepts, view_data(picture, atlas, lang, key=KEY)


@st.fragment
def explorer() -> None:
    say, atlas = session.words(), session.atlas()
    state: Exploration = st.session_state["exploration"]
    controls(state)
    concepts, data = drawn(atlas, state)
    left, right = st.columns([7, 3], gap="medium")
    with left:
        chosen = state.selected or state.selected_relation
        graph_view(data, say, selected=chosen, height=620, on_event=on_event)
    with right:
        card(state)
    table(state, concepts)
    cypher_source(cypher_of(replace(state, past=())), say)


with page("explore"):
    current(session.atlas())
    explorer()
