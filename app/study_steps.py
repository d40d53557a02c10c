"""The steps of a study plan on a page: stages, reasons, evidence, where to read."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app.atlas import Atlas, area_name, both_names, label
from app.evidence import show_evidence, where
from app.known import mark
from app.navigation import link
from app.plain_text import plain
from app.wording import Wording
from graph.explanations import Explained
from graph.progress import State
from graph.study import Step, StudyPlan

_REASONS = 2


def show_stages(study_plan: StudyPlan, atlas: Atlas, say: Wording, *, states: Mapping[str, State], chosen: str) -> None:
    """Every step under its stage; `states` is what the learner marked."""
    steps = {step.concept.id: (n, step) for n, step in enumerate(study_plan.steps, 1)}
    for number, stage in enumerate(study_plan.stages, 1):
        minutes = sum(steps[c][1].minutes for c in stage.concepts)
        estimate = f" · {say('study.minutes', count=minutes)}" if minutes else ""
        title = say("study.stage", number=number, area=area_name(stage.area, say.lang), count=len(stage.concepts))
        with st.expander(f"**{plain(title)}**{estimate}", expanded=number == 1 or chosen in stage.concepts):
            for concept in stage.concepts:
                show_step(*steps[concept], atlas, say, state=states.get(concept, State.NEW), chosen=chosen == concept)


def show_step(
    number: int, step: Step, atlas: Atlas, say: Wording, *, state: State = State.NEW, chosen: bool = False
) -> None:
    """One step: its names, why it is there and in whose words, what it unlocks, where to read."""
    with st.container(border=True, key=f"step-{step.concept.id}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            flag = f" :material/flag: {say('study.goal')}" if step.is_goal else ""
            arrow = ":material/arrow_right: " if chosen else ""
            learning = f" · {say('mark.learning_long')}" if state is State.LEARNING else ""
            st.markdown(
                f"{arrow}**{number}. {plain(both_names(step.concept, say.lang))}**{flag}{learning}", width="content"
            )
            with st.container(horizontal=True, width="content", gap="small"):
                _mark_buttons(step.concept.id, state, say)
        for need in step.needed_for[:_REASONS]:
            name = plain(label(atlas.concept(need.concept), say.lang))
            st.markdown(f"{say('study.for')} **{name}**: {plain(need.reason)}")
            show_evidence(need.evidence[:1], say)
        _names("study.also_for", [n.concept for n in step.needed_for[_REASONS:]], atlas, say)
        _names("study.unlocks", step.unlocks, atlas, say)
        with st.container(horizontal=True, vertical_alignment="center"):
            link("concept", say("card.open"), icon=":material/article:", concept=step.concept.id)
            _reading(step.passages, say)


def _mark_buttons(concept: str, state: State, say: Wording) -> None:
    choices = [
        ("know", State.KNOWN, "study.mark_known", ":material/check:"),
        ("learn", State.LEARNING, "study.mark_learning", ":material/hourglass_top:"),
        ("skip", State.SKIPPED, "study.mark_skipped", ":material/skip_next:"),
    ]
    for name, becomes, title, icon in choices:
        if becomes is not state:
            st.button(
                say(title),
                key=f"{name}-{concept}",
                icon=icon,
                type="tertiary",
                on_click=mark,
                args=([concept], becomes),
            )


def _names(key: str, concepts: Sequence[str], atlas: Atlas, say: Wording) -> None:
    if concepts:
        names = ", ".join(label(atlas.concept(c), say.lang) for c in concepts[:8])
        st.caption(say(key, names=plain(names)))


def _reading(passages: Sequence[Explained], say: Wording) -> None:
    if not passages:
        return
    with st.popover(say("study.read", count=len(passages)), icon=":material/menu_book:"):
        for explained in passages:
            st.markdown(plain(explained.passage.text))
            where(explained.passage.path, explained.passage.line)
