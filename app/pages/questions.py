"""Questions: the notes' own questions, what they ask about, and which can be answered now."""

import streamlit as st

from app import session
from app.atlas import Atlas, label
from app.concept_choice import concept_choice
from app.cypher_source import cypher_source
from app.evidence import where
from app.graph_view.cypher import questions_cypher
from app.known import known_concepts
from app.navigation import link
from app.page_errors import page
from app.plain_text import plain
from graph.questions import Readiness, coverage, readiness

_PER_PAGE = 25


def show_question(found: Readiness, atlas: Atlas) -> None:
    say, question = session.words(), found.question
    with st.container(border=True, key=f"question-{question.id}"):
        st.markdown(f"**{plain(question.text)}**")
        if found.missing:
            names = ", ".join(label(atlas.concept(c), say.lang) for c in found.missing)
            st.caption(say("questions.missing", names=plain(names)))
        else:
            st.caption(f":material/check: {say('questions.can_answer')}")
        with st.container(horizontal=True, vertical_alignment="center"):
            for concept in question.concepts:
                link("concept", label(atlas.concept(concept), say.lang), concept=concept)
            if found.missing:
                link("study", say("questions.prepare"), icon=":material/stairs_2:", goal=",".join(found.missing))
            where(question.path, question.line)


with page("questions"):
    atlas, say, texts = session.atlas(), session.words(), session.texts()
    covered = coverage(texts.graph.questions)
    st.caption(say("questions.coverage", linked=len(covered.linked), all=len(texts.graph.questions)))
    known = known_concepts(atlas)
    left, right = st.columns([3, 2])
    with left:
        concept = concept_choice(atlas, say, say("questions.about"), key="questions-about", link="concept")
    with right:
        text = st.text_input(say("questions.filter"), key="questions-filter")
    found = [
        r
        for r in readiness(atlas.prerequisites, texts.graph.questions, known)
        if (not concept or concept in r.question.concepts) and text.casefold() in r.question.text.casefold()
    ]
    ready = sum(not r.missing for r in found)
    st.subheader(say("questions.found", count=len(found), ready=ready), anchor=False)
    if not found:
        st.info(say("questions.none"))
    pages = max(1, -(-len(found) // _PER_PAGE))
    at = st.number_input(say("questions.page", pages=pages), 1, pages, 1, key="questions-page") if pages > 1 else 1
    for item in found[(at - 1) * _PER_PAGE : at * _PER_PAGE]:
        show_question(item, atlas)
    cypher_source(questions_cypher(concept), say)
