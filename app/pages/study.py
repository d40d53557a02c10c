"""Study path: goals and what is known, to an ordered plan in which each step says why."""

import streamlit as st

from app import session
from app.atlas import Atlas, both_names, label
from app.cypher_source import cypher_source
from app.evidence import show_evidence
from app.plain_text import plain
from app.graph_view.component import graph_view
from app.graph_view.cypher import plan_cypher
from app.graph_view.network import view_data
from app.graph_view.pictures import layered_plan
from app.navigation import link
from app.page_errors import page
from app.start import start_concept
from graph.study import Step, StudyPlan, plan

KEY = "study-graph"


def from_link(atlas: Atlas, name: str) -> list[str]:
    """Concept ids of a query parameter, unknown ones left out."""
    asked = st.query_params.get(name, "").split(",")
    return [c for c in dict.fromkeys(map(atlas.resolve, asked)) if c]


def to_link(name: str, concepts: list[str]) -> None:
    if concepts:
        st.query_params[name] = ",".join(concepts)
    else:
        st.query_params.pop(name, None)


def choose(atlas: Atlas) -> tuple[list[str], list[str]]:
    """Goals and known concepts, from the link and the two boxes, kept in the link."""
    say = session.words()
    asked = [c for c in st.query_params.get("goal", "").split(",") if c]
    for name in (c for c in asked if not atlas.resolve(c)):
        st.warning(say("errors.unknown_concept", name=plain(name)))
    if "goal" in st.query_params or "study-goals" not in st.session_state:
        st.session_state["study-goals"] = from_link(atlas, "goal")
    known = st.session_state.setdefault("known", from_link(atlas, "known"))
    st.session_state["study-known"] = [c for c in known if atlas.has(c)]
    names = {c.id: both_names(c, say.lang) for c in atlas.graph.concepts}
    options = sorted(names, key=lambda c: (-len(atlas.relations_of.get(c, ())), c))
    left, right = st.columns(2)
    with left:
        goals = st.multiselect(
            say("study.goals"), options, format_func=names.get, key="study-goals", placeholder=say("study.goals_hint"),
            on_change=lambda: to_link("goal", st.session_state["study-goals"]),
        )  # fmt: skip
    with right:
        known = st.multiselect(
            say("study.known"), options, format_func=names.get, key="study-known", placeholder=say("study.known_hint"),
            on_change=lambda: remember(st.session_state["study-known"]),
        )  # fmt: skip
    to_link("goal", goals)
    to_link("known", known)
    return goals, known


def remember(known: list[str]) -> None:
    st.session_state["known"] = list(known)
    to_link("known", list(known))


def mark_known(concept: str) -> None:
    remember([*dict.fromkeys([*st.session_state.get("known", []), concept])])


def on_event(event: dict[str, str]) -> None:
    if "select" in event:
        st.session_state["study-selected"] = event["select"]


def show_step(number: int, step: Step, atlas: Atlas) -> None:
    say = session.words()
    goal = f" :material/flag: {say('study.goal')}" if step.is_goal else ""
    chosen = st.session_state.get("study-selected") == step.concept.id
    with st.container(border=True, key=f"step-{number}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            mark = ":material/arrow_right: " if chosen else ""
            st.markdown(f"{mark}**{number}. {plain(both_names(step.concept, say.lang))}**{goal}", width="content")
            st.button(
                say("study.mark_known"), key=f"know-{step.concept.id}", icon=":material/check:", type="tertiary",
                on_click=mark_known, args=(step.concept.id,),
            )  # fmt: skip
        for need in step.needed_for[:2]:
            name = plain(label(atlas.concept(need.concept), say.lang))
            st.markdown(f"{say('study.for')} **{name}**: {plain(need.reason)}")
            show_evidence(need.evidence[:1], say)
        if len(step.needed_for) > 2:
            others = ", ".join(plain(label(atlas.concept(n.concept), say.lang)) for n in step.needed_for[2:8])
            st.caption(say("study.also_for", names=others))
        link("concept", say("card.open"), icon=":material/article:", concept=step.concept.id)


def show_plan(study_plan: StudyPlan, atlas: Atlas) -> None:
    say = session.words()
    for goal in study_plan.without_record:
        st.info(say("study.no_record", name=label(atlas.concept(goal), say.lang)))
    if not study_plan.steps:
        st.success(say("study.all_known"))
        return
    show_graph(study_plan, atlas)
    st.subheader(say("study.steps", count=len(study_plan.steps)), anchor=False)
    for number, step in enumerate(study_plan.steps, 1):
        show_step(number, step, atlas)


@st.fragment
def show_graph(study_plan: StudyPlan, atlas: Atlas) -> None:
    say = session.words()
    concepts = [s.concept.id for s in study_plan.steps]
    relations = [
        atlas.prerequisites.relation[s.concept.id, need.concept] for s in study_plan.steps for need in s.needed_for
    ]
    marks = {s.concept.id: "goal" for s in study_plan.steps if s.is_goal}
    name = "study|" + ",".join(concepts)
    picture = layered_plan(atlas, concepts, relations, say.lang, marks=marks, name=name)
    chosen = st.session_state.get("study-selected", "")
    graph_view(
        view_data(picture, atlas, say.lang, key=KEY), say, selected=chosen, height=460, on_event=on_event, editable=False
    )
    step = next((s for s in study_plan.steps if s.concept.id == chosen), None)
    if step is not None:
        from app.concept_card import concept_head

        with st.container(border=True, key="study-card"):
            concept_head(step.concept, say)


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
        show_plan(plan(atlas.prerequisites, goals, known), atlas)
        cypher_source(plan_cypher(goals), session.words())
    else:
        examples(atlas)
