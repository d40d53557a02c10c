"""The card of a concept beside the graph."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from app.atlas import Atlas, area_name, both_names, definition, kind_name, label, sentence
from app.evidence import show_evidence
from app.graph_view import exploration as steps
from app.graph_view.exploration import Exploration
from app.navigation import link
from app.plain_text import plain
from app.wording import Wording
from graph.model import Concept

_RELATIONS_SHOWN = 6
Keep = Callable[[Exploration], Exploration]


def concept_head(concept: Concept, say: Wording) -> None:
    """Names, badges and definition."""
    st.subheader(plain(both_names(concept, say.lang)), anchor=False)
    year = f" · {concept.year}" if concept.year else ""
    about = (
        area_name(concept.area, say.lang),
        kind_name(concept.kind, say.lang),
        say("card.level", level=concept.level),
    )
    st.caption(plain(" · ".join(about)) + year)
    if concept.aliases:
        st.caption(say("card.aliases", names=plain(", ".join(concept.aliases[:6]))))
    text = definition(concept, say.lang)
    st.markdown(plain(text) if text else f"*{say('card.discovered')}*")


def concept_card(atlas: Atlas, state: Exploration, say: Wording, *, keep: Keep) -> None:
    """What the selected concept is, what can be done with it, and its relations with evidence."""
    concept = atlas.concept(state.selected)
    concept_head(concept, say)
    with st.container(horizontal=True, key="card-links"):
        link("concept", say("card.open"), icon=":material/article:", concept=concept.id)
        link("study", say("card.study"), icon=":material/stairs_2:", goal=concept.id)
        link("lineage", say("card.lineage"), icon=":material/timeline:", concept=concept.id)
        if concept.id != state.focus:
            link("compare", say("card.compare"), icon=":material/compare_arrows:", a=state.focus, b=concept.id)
    if state.lens != "map":
        _steps(atlas, state, say, keep)
    elif st.button(say("card.focus"), key="card-focus", icon=":material/center_focus_strong:"):
        keep(steps.focus_on(state, concept.id))
        st.rerun()
    _relations(atlas, concept, say)


def _steps(atlas: Atlas, state: Exploration, say: Wording, keep: Keep) -> None:
    concept = state.selected

    def act(step: Callable[[Exploration], Exploration]) -> None:
        keep(step(st.session_state["exploration"]))

    with st.container(horizontal=True, key="card-steps"):
        if concept != state.focus:
            st.button(say("card.focus"), key="card-focus", on_click=act, args=(lambda s: steps.focus_on(s, concept),))
            st.button(
                say("graph.dismiss"), key="card-dismiss", on_click=act, args=(lambda s: steps.dismiss(s, concept),)
            )
        if any(opened == concept for opened, _ in state.expanded):
            st.button(
                say("card.collapse"), key="card-collapse", on_click=act, args=(lambda s: steps.collapse(s, concept),)
            )
        _expand_menu(atlas, state, say, act)
    _path_menu(atlas, state, say, act)


def _expand_menu(
    atlas: Atlas, state: Exploration, say: Wording, act: Callable[[Callable[[Exploration], Exploration]], None]
) -> None:
    concept, inside = state.selected, set(steps.shown(atlas, state))
    hidden = set(steps.neighbours(atlas, state, concept)) - inside
    if not hidden:
        return
    kinds = Counter(
        r.type
        for r in atlas.relations_of[concept]
        if steps.counts(r, state.lens) and (r.object if r.subject == concept else r.subject) in hidden
    )
    with st.popover(say("card.expand", count=len(hidden)), icon=":material/open_in_full:"):
        st.button(
            say("card.expand_any"), key="expand-any", on_click=act, args=(lambda s: steps.expand(atlas, s, concept),)
        )
        for kind, count in kinds.most_common():
            st.button(
                f"{kind.value} ({count})",
                key=f"expand-{kind.value}",
                on_click=act,
                args=(lambda s, k=kind: steps.expand(atlas, s, concept, only=k),),
            )


def _path_menu(
    atlas: Atlas, state: Exploration, say: Wording, act: Callable[[Callable[[Exploration], Exploration]], None]
) -> None:
    if state.path_to:
        names = (plain(label(atlas.concept(c), say.lang)) for c in (state.focus, state.path_to))
        st.caption(say("card.path_shown", a=next(names), b=next(names)))
        st.button(say("card.path_end"), key="path-end", on_click=act, args=(lambda s: steps.look(s, path_to=""),))
    elif state.selected != state.focus:
        end = state.selected
        st.button(
            say("card.path", name=label(atlas.concept(state.focus), say.lang)),
            key="path-start",
            icon=":material/route:",
            on_click=act,
            args=(lambda s: replace(steps.look(s, path_to=end), selected=end),),
        )


def _relations(atlas: Atlas, concept: Concept, say: Wording) -> None:
    known = [r for r in atlas.relations_of.get(concept.id, ()) if steps.counts(r, "relations")]
    st.markdown(f"**{say('card.relations', count=len(known))}**")
    if not known:
        st.caption(say("card.no_relations"))
    for relation in known[:_RELATIONS_SHOWN]:
        with st.expander(plain(sentence(relation, atlas, say.lang))):
            st.caption(
                say(
                    "evidence.known_as",
                    status=say(f"status.{relation.status.value}"),
                    percent=round(relation.confidence * 100),
                )
            )
            if relation.evidence:
                show_evidence(relation.evidence, say, limit=2)
            else:
                st.markdown(plain(relation.reason) or say("evidence.none"))
    if len(known) > _RELATIONS_SHOWN:
        link("concept", say("card.all_relations", count=len(known)), concept=concept.id)
