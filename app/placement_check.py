"""The self-check on the study page: a few questions instead of a long list to tick."""

import streamlit as st

from app.atlas import Atlas
from app.concept_card import concept_head
from app.known import mark
from app.wording import Wording
from graph.placement import Placement, answer, marks, next_question, start_placement, undo
from graph.progress import State

_KEY = "placement"


def placement_check(atlas: Atlas, say: Wording, goals: list[str], known: list[str]) -> None:
    """The check for these goals, its questions one at a time; its result is taken over on a click."""
    with st.expander(say("placement.title"), icon=":material/fact_check:", key="placement-box"):
        check: Placement | None = st.session_state.get(_KEY)
        if check is None or st.session_state.get("placement-goals") != goals:
            fresh = start_placement(atlas.prerequisites, goals, known)
            st.caption(say("placement.help", count=len(fresh.scope), questions=fresh.budget))
            st.button(say("placement.start"), key="placement-start", on_click=_keep, args=(fresh, goals))
            return
        _question(check, atlas, say, goals)


def _question(check: Placement, atlas: Atlas, say: Wording, goals: list[str]) -> None:
    found, asked = marks(atlas.prerequisites, check), next_question(atlas.prerequisites, check)
    st.caption(say("placement.state", known=len(found.known), unknown=len(found.unknown), open=len(found.open)))
    if asked is not None:
        concept_head(asked, say)
    with st.container(horizontal=True, key="placement-answers"):
        if asked is not None:
            yes, no = answer(check, asked.id, True), answer(check, asked.id, False)
            st.button(say("placement.yes"), key="placement-yes", type="primary", on_click=_keep, args=(yes, goals))
            st.button(say("placement.no"), key="placement-no", on_click=_keep, args=(no, goals))
        st.button(
            say("graph.undo"),
            key="placement-undo",
            on_click=_keep,
            args=(undo(check), goals),
            disabled=not check.answers,
        )
        st.button(
            say("placement.take", count=len(found.known)), key="placement-take", on_click=_take, args=(found.known,),
            disabled=not found.known,
        )  # fmt: skip


def _keep(check: Placement, goals: list[str]) -> None:
    st.session_state[_KEY] = check
    st.session_state["placement-goals"] = goals


def _take(known: tuple[str, ...]) -> None:
    mark(known, State.KNOWN)
    st.session_state.pop(_KEY, None)
