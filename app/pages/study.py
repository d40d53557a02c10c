"""Study path: goals and what is known, to an ordered plan in which each step says why."""

from typing import cast, get_args

import streamlit as st

from app import session
from app.atlas import Atlas, both_names, label
from app.concept_card import concept_head
from app.cypher_source import cypher_source
from app.graph_view.component import graph_view
from app.graph_view.cypher import plan_cypher
from app.graph_view.network import view_data
from app.graph_view.pictures import layered_plan
from app.known import ids_in_link, keep_in_link, known_concepts, mark, set_known, states
from app.page_errors import page
from app.placement_check import placement_check
from app.plain_text import plain
from app.start import start_concept
from app.study_exports import study_exports
from app.study_steps import show_stages
from graph.frontier import Ready, frontier
from graph.progress import State
from graph.study import Depth, StudyPlan, plan

KEY = "study-graph"


def choose(atlas: Atlas) -> tuple[list[str], list[str]]:
    """Goals and known concepts, from the link and the two boxes, kept in the link."""
    say = session.words()
    for name in (c for c in st.query_params.get("goal", "").split(",") if c and not atlas.resolve(c)):
        st.warning(say("errors.unknown_concept", name=plain(name)))
    if "goal" in st.query_params or "study-goals" not in st.session_state:
        st.session_state["study-goals"] = ids_in_link(atlas, "goal")
    st.session_state["study-known"] = known_concepts(atlas)
    names = {c.id: both_names(c, say.lang) for c in atlas.graph.concepts}
    options = sorted(names, key=lambda c: (-len(atlas.relations_of.get(c, ())), c))
    left, right = st.columns(2)
    with left:
        goals = st.multiselect(
            say("study.goals"), options, format_func=names.get, key="study-goals", placeholder=say("study.goals_hint"),
            on_change=lambda: keep_in_link("goal", st.session_state["study-goals"]),
        )  # fmt: skip
    with right:
        known = st.multiselect(
            say("study.known"), options, format_func=names.get, key="study-known", placeholder=say("study.known_hint"),
            on_change=lambda: set_known(atlas, st.session_state["study-known"]),
        )  # fmt: skip
    keep_in_link("goal", goals)
    return goals, known


def choose_depth() -> Depth:
    say, depths = session.words(), get_args(Depth)
    st.session_state.setdefault("study-depth", "thorough")
    chosen = st.segmented_control(
        say("study.depth"), depths, key="study-depth", required=True, format_func=lambda d: say(f"study.depth_{d}")
    )
    return cast("Depth", chosen or "thorough")


def on_event(event: dict[str, str]) -> None:
    if "select" in event:
        st.session_state["study-selected"] = event["select"]


def show_plan(study_plan: StudyPlan, atlas: Atlas) -> None:
    say = session.words()
    for goal in study_plan.without_record:
        st.info(say("study.no_record", name=plain(label(atlas.concept(goal), say.lang))))
    for goal in study_plan.none_needed:
        st.info(say("study.none_needed", name=plain(label(atlas.concept(goal), say.lang))))
    if not study_plan.steps:
        st.success(say("study.all_known"))
        return
    summary = say("study.summary", steps=len(study_plan.steps), stages=len(study_plan.stages))
    st.markdown(f"**{summary}** · {say('study.estimate', hours=f'{study_plan.minutes / 60:.1f}')}")
    ready = ready_in(study_plan, atlas)
    next_up(ready)
    show_graph(study_plan, atlas, [r.concept.id for r in ready])
    study_exports(study_plan, atlas, say)
    show_stages(study_plan, atlas, say, states=states(atlas), chosen=st.session_state.get("study-selected", ""))


def ready_in(study_plan: StudyPlan, atlas: Atlas) -> list[Ready]:
    """Steps of the plan for which nothing is missing."""
    inside = {s.concept.id for s in study_plan.steps}
    return [r for r in frontier(atlas.prerequisites, study_plan.known, study_plan.goals) if r.concept.id in inside]


def next_up(ready: list[Ready]) -> None:
    """What can be learned now: a button each to mark it as known."""
    say = session.words()
    if not ready:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="next-up"):
        st.markdown(f":material/play_arrow: {say('study.next')}", width="content")
        for item in ready[:5]:
            st.button(
                label(item.concept, say.lang), key=f"next-{item.concept.id}", icon=":material/check:",
                help=say("study.mark_known"), on_click=mark, args=([item.concept.id], State.KNOWN),
            )  # fmt: skip


@st.fragment
def show_graph(study_plan: StudyPlan, atlas: Atlas, ready: list[str]) -> None:
    say = session.words()
    concepts = [s.concept.id for s in study_plan.steps]
    relations = [
        atlas.prerequisites.relation[s.concept.id, need.concept] for s in study_plan.steps for need in s.needed_for
    ]
    learning = [c for c, state in states(atlas).items() if state is State.LEARNING]
    marks = dict.fromkeys(ready, "next") | dict.fromkeys((c for c in learning if c in concepts), "learning")
    marks |= {s.concept.id: "goal" for s in study_plan.steps if s.is_goal}
    picture = layered_plan(atlas, concepts, relations, say.lang, marks=marks, name="study|" + ",".join(concepts))
    chosen = st.session_state.get("study-selected", "")
    data = view_data(picture, atlas, say.lang, key=KEY)
    graph_view(data, say, selected=chosen, height=460, on_event=on_event, editable=False)
    if chosen in concepts:
        with st.container(border=True, key="study-card"):
            concept_head(atlas.concept(chosen), say)


def show_skipped(skipped: list[str], atlas: Atlas) -> None:
    """What was skipped, each with a button to take it up again."""
    say = session.words()
    if skipped:
        with st.container(horizontal=True, vertical_alignment="center", key="skipped"):
            st.markdown(say("study.skipped"), width="content")
            for concept in skipped[:10]:
                st.button(
                    label(atlas.concept(concept), say.lang), key=f"unskip-{concept}", icon=":material/undo:",
                    type="tertiary", on_click=mark, args=([concept], State.NEW),
                )  # fmt: skip


def examples(atlas: Atlas) -> None:
    say = session.words()
    st.info(say("study.empty"))
    start = start_concept(atlas)
    if start and st.button(say("study.try", name=label(atlas.concept(start), say.lang)), key="study-try"):
        st.query_params["goal"] = start
        st.rerun()


with page("study"):
    atlas = session.atlas()
    goals, known = choose(atlas)
    if goals:
        say, depth = session.words(), choose_depth()
        skipped = [c for c, state in states(atlas).items() if state is State.SKIPPED and c not in goals]
        explained = session.texts().explanations
        placement_check(atlas, say, goals, known)
        show_skipped(skipped, atlas)
        show_plan(plan(atlas.prerequisites, goals, [*known, *skipped], depth=depth, explanations=explained), atlas)
        cypher_source(plan_cypher(goals), say)
    else:
        examples(atlas)
