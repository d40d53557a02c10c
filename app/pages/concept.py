"""Concept: all that the graph and the notes say about one concept."""

from collections import defaultdict

import streamlit as st

from app import session
from app.atlas import Atlas, label, reads
from app.concept_card import concept_head
from app.cypher_source import cypher_source
from app.evidence import show_relation, where
from app.graph_view.cypher import concept_cypher
from app.navigation import concept_in_link, link
from app.page_errors import page
from app.plain_text import plain
from app.start import start_concept
from graph.model import Relation, RelationStatus
from graph.ontology import RelationType

_OPEN = 3
_QUESTIONS = 12


def links(concept: str) -> None:
    say = session.words()
    with st.container(horizontal=True, key="concept-links"):
        link("explore", say("concept.on_graph"), icon=":material/hub:", concept=concept)
        link("study", say("card.study"), icon=":material/stairs_2:", goal=concept)
        link("lineage", say("card.lineage"), icon=":material/timeline:", concept=concept)
        link("compare", say("concept.compare"), icon=":material/compare_arrows:", a=concept)


def relations(atlas: Atlas, concept: str) -> None:
    """Relations by type, those of the concept as subject before those as object."""
    say = session.words()
    groups: dict[tuple[RelationType, bool], list[Relation]] = defaultdict(list)
    for relation in atlas.relations_of.get(concept, ()):
        if relation.type is not RelationType.PREREQUISITE_OF and relation.status is not RelationStatus.PROPOSED:
            groups[relation.type, relation.subject == concept].append(relation)
    st.subheader(say("concept.relations", count=sum(map(len, groups.values()))), anchor=False)
    if not groups:
        st.caption(say("card.no_relations"))
    name = label(atlas.concept(concept), say.lang)
    for (kind, outgoing), found in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        words = reads(kind, say.lang)
        title = f"{name} {words} …" if outgoing else f"… {words} {name}"
        with st.expander(f"{plain(title)} ({len(found)})", key=f"type-{kind.value}-{outgoing}"):
            for relation in found[:30]:
                show_relation(relation, atlas, say)
            if len(found) > 30:
                st.caption(say("evidence.more", count=len(found) - 30))


def passages(atlas: Atlas, concept: str) -> None:
    say = session.words()
    st.subheader(say("concept.passages"), anchor=False)
    found = session.texts().explanations.best(concept, limit=6)
    if not found:
        st.caption(say("concept.no_passages"))
    for explained in found:
        passage = explained.passage
        with st.container(border=True, key=f"passage-{passage.id}"):
            if passage.heading_path:
                st.caption(plain(" › ".join(passage.heading_path)))
            st.markdown(plain(passage.text))
            where(passage.path, passage.line)


def order(atlas: Atlas, concept: str) -> None:
    say, prerequisites = session.words(), atlas.prerequisites
    for title, empty, ids in (
        ("concept.needs", "concept.needs_nothing", prerequisites.before.get(concept, ())),
        ("concept.unlocks", "concept.unlocks_nothing", prerequisites.after.get(concept, ())),
    ):
        st.subheader(say(title, count=len(ids)), anchor=False)
        if not ids:
            st.caption(say(empty))
        with st.container(horizontal=True, key=f"order-{title.split('.')[1]}"):
            for other in ids[:24]:
                link("concept", label(atlas.concept(other), say.lang), concept=other)


def questions(concept: str) -> None:
    say = session.words()
    found = session.texts().questions_of.get(concept, ())
    st.subheader(say("concept.questions", count=len(found)), anchor=False)
    if not found:
        st.caption(say("concept.no_questions"))
    for question in found[:_QUESTIONS]:
        st.markdown(f"- {plain(question.text)}")
        where(question.path, question.line)
    if len(found) > _QUESTIONS:
        link("questions", say("concept.all_questions", count=len(found)), concept=concept)


def show(atlas: Atlas) -> None:
    say = session.words()
    concept = concept_in_link(start_concept(atlas))
    left, right = st.columns([3, 2], gap="large")
    with left:
        concept_head(atlas.concept(concept), say)
        paper = atlas.concept(concept).paper
        if paper is not None:
            st.caption(say("concept.paper", title=plain(paper.title), arxiv=paper.arxiv or "–"))
        links(concept)
        relations(atlas, concept)
        passages(atlas, concept)
    with right:
        order(atlas, concept)
        questions(concept)
    cypher_source(concept_cypher(concept), say)


with page("concept"):
    show(session.atlas())
