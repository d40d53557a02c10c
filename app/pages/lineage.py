"""Lineage: what a method came from, what came from it, and to fix what, along the years."""

from typing import Any

import streamlit as st

from app import session
from app.atlas import Atlas, both_names, label
from app.cypher_source import cypher_source
from app.evidence import show_relation
from app.graph_view.component import graph_view
from app.graph_view.cypher import lineage_cypher
from app.graph_view.network import view_data
from app.graph_view.pictures import timeline
from app.navigation import concept_in_link, link
from app.page_errors import page
from app.plain_text import plain
from app.start import start_concept
from graph.lineage import Lineage, Member, lineage

_DRAWN = 40


def on_event(event: dict[str, Any]) -> None:
    for name in ("select", "relation"):
        if name in event:
            st.session_state["lineage-selected"] = event[name]


def drawn(found: Lineage) -> list[Member]:
    """The members nearest to the concept, at most as many as can be read."""
    return sorted(found.members, key=lambda m: (abs(m.generation), m.concept.year or 9999, m.concept.id))[:_DRAWN]


@st.fragment
def graph(found: Lineage, atlas: Atlas) -> None:
    say = session.words()
    concepts = [m.concept.id for m in drawn(found)]
    inside = set(concepts)
    relations = [d.relation for d in found.descents if {d.earlier, d.later} <= inside]
    picture = timeline(atlas, concepts, relations, say.lang, focus=found.root, name=f"lineage|{found.root}")
    chosen = st.session_state.get("lineage-selected", "")
    data = view_data(picture, atlas, say.lang, key="lineage-graph")
    graph_view(data, say, selected=chosen, height=520, on_event=on_event, editable=False)
    if chosen in atlas.relation_by_key:
        show_relation(atlas.relation_by_key[chosen], atlas, say)
    elif atlas.has(chosen) and chosen != found.root:
        link("lineage", say("lineage.from_here", name=label(atlas.concept(chosen), say.lang)), concept=chosen)


def story(found: Lineage, atlas: Atlas) -> None:
    """The members by year: what each was built on and what it fixes that its forebears did not."""
    say = session.words()
    built_on: dict[str, list[str]] = {}
    for descent in found.descents:
        built_on.setdefault(descent.later, []).append(label(atlas.concept(descent.earlier), say.lang))
    for member in found.members:
        year = member.concept.year or "?"
        here = " :material/arrow_left:" if member.concept.id == found.root else ""
        st.markdown(f"**{year} · {plain(both_names(member.concept, say.lang))}**{here}")
        if built_on.get(member.concept.id):
            st.caption(say("lineage.built_on", names=plain(", ".join(dict.fromkeys(built_on[member.concept.id])))))
        anew = [label(atlas.concept(c), say.lang) for c in member.fixes_anew]
        if anew:
            st.caption(say("lineage.fixes", names=plain(", ".join(anew))))


with page("lineage"):
    atlas, say = session.atlas(), session.words()
    concept = concept_in_link(start_concept(atlas))
    found = lineage(atlas.graph, concept)
    st.subheader(plain(both_names(atlas.concept(concept), say.lang)), anchor=False)
    if len(found.members) == 1:
        st.info(say("lineage.alone"))
        link("explore", say("errors.to_explore"), icon=":material/hub:", concept=concept)
    else:
        if len(found.members) > _DRAWN:
            st.caption(say("lineage.nearest", count=_DRAWN, all=len(found.members)))
        graph(found, atlas)
        story(found, atlas)
    cypher_source(lineage_cypher(concept), say)
