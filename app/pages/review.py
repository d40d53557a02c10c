"""Review: what rests on weak evidence and carries much, and what the build refused."""

import streamlit as st

from app import session
from app.atlas import Atlas, label, sentence
from app.evidence import show_relation
from app.page_errors import page
from app.plain_text import plain
from graph.model import Relation, RelationStatus
from graph.review import review_queue

_SHOWN = 25


def proposed(atlas: Atlas) -> list[Relation]:
    """Relations that a rule proposes and nobody has confirmed, the surest first."""
    found = [r for r in atlas.graph.relations if r.status is RelationStatus.PROPOSED]
    return sorted(found, key=lambda r: (-r.confidence, r.key))


with page("review"):
    atlas, say = session.atlas(), session.words()
    heavy, open_, refused = review_queue(atlas.prerequisites), proposed(atlas), session.texts().graph.cycles
    tabs = st.tabs([
        say("review.tab_order", count=len(heavy)),
        say("review.tab_proposed", count=len(open_)),
        say("review.tab_cycles", count=len(refused)),
    ])  # fmt: skip
    with tabs[0]:
        st.caption(say("review.order_help"))
        for item in heavy[:_SHOWN]:
            with st.expander(plain(sentence(item.relation, atlas, say.lang))):
                st.caption(say("review.damage", plans=item.plans, percent=round(item.doubt * 100)))
                show_relation(item.relation, atlas, say)
    with tabs[1]:
        st.caption(say("review.proposed_help") if open_ else say("review.none"))
        for relation in open_[:_SHOWN]:
            with st.expander(plain(sentence(relation, atlas, say.lang))):
                show_relation(relation, atlas, say)
    with tabs[2]:
        st.caption(say("review.cycles_help") if refused else say("review.none"))
        for closed in refused[:_SHOWN]:
            with st.expander(plain(sentence(closed.relation, atlas, say.lang))):
                st.markdown(plain(" → ".join(label(atlas.concept(c), say.lang) for c in closed.cycle)))
                show_relation(closed.relation, atlas, say)
