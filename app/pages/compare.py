"""Compare: two concepts side by side."""

from collections.abc import Sequence

import streamlit as st

from app import session
from app.atlas import Atlas, definition, label, reads
from app.concept_choice import concept_choice
from app.cypher_source import cypher_source
from app.evidence import show_relation, where
from app.graph_view.component import graph_view
from app.graph_view.cypher import compare_cypher
from app.graph_view.exploration import counts
from app.graph_view.network import view_data
from app.graph_view.pictures import comparison
from app.navigation import link
from app.page_errors import page
from app.plain_text import plain
from graph.compare import Comparison, Facet, compare

_SHOWN = 14
_DRAWN = 9


def facet_lines(facets: Sequence[Facet], name: str, atlas: Atlas) -> None:
    say = session.words()
    if not facets:
        st.caption(say("compare.nothing"))
    for facet in facets[:_SHOWN]:
        other, words = plain(label(atlas.concept(facet.other), say.lang)), reads(facet.type, say.lang)
        st.markdown(
            f"- {plain(name)} {words} **{other}**" if facet.outgoing else f"- **{other}** {words} {plain(name)}"
        )
    if len(facets) > _SHOWN:
        st.caption(say("evidence.more", count=len(facets) - _SHOWN))


def graph(card: Comparison, atlas: Atlas) -> None:
    """Both with their neighbours, the shared ones between them."""
    say = session.words()
    first, second = card.first.id, card.second.id
    shared = list(dict.fromkeys(f.other for f in card.common))[:_DRAWN]
    own = [list(dict.fromkeys(f.other for f in part)) for part in (card.only_first, card.only_second)]
    alone = [
        [c for c in mine if c not in shared and c not in yours] for mine, yours in zip(own, own[::-1], strict=True)
    ]
    shared += [c for c in own[0] if c in own[1] and c not in shared]
    groups = {"first": [first, *alone[0][:_DRAWN]], "second": [second, *alone[1][:_DRAWN]], "shared": shared[:_DRAWN]}
    inside = {c for members in groups.values() for c in members}
    relations = [r for r in atlas.between(inside) if counts(r, "relations") and {r.subject, r.object} & {first, second}]
    picture = comparison(atlas, groups, relations, say.lang, name=f"compare|{first}|{second}")
    graph_view(view_data(picture, atlas, say.lang, key="compare-graph"), say, height=520, editable=False)


def show(card: Comparison, atlas: Atlas) -> None:
    say = session.words()
    names = [label(c, say.lang) for c in (card.first, card.second)]
    for column, concept in zip(st.columns(2), (card.first, card.second), strict=True):
        with column:
            st.markdown(plain(definition(concept, say.lang)) or f"*{say('card.discovered')}*")
            link("concept", say("card.open"), icon=":material/article:", concept=concept.id)
    if card.learn_first:
        st.info(say("compare.learn_first", name=plain(label(atlas.concept(card.learn_first), say.lang))))
    graph(card, atlas)
    st.subheader(say("compare.direct"), anchor=False)
    if not card.direct:
        st.caption(say("compare.no_direct"))
    for relation in card.direct:
        show_relation(relation, atlas, say)
    titles = (
        say("compare.only", name=plain(names[0])),
        say("compare.common"),
        say("compare.only", name=plain(names[1])),
    )
    parts = ((card.only_first, names[0]), (card.common, say("compare.both")), (card.only_second, names[1]))
    for column, title, (facets, name) in zip(st.columns(3), titles, parts, strict=True):
        with column:
            st.subheader(title, anchor=False)
            facet_lines(facets, name, atlas)
    st.subheader(say("compare.shared_needs"), anchor=False)
    with st.container(horizontal=True):
        for concept in card.shared_prerequisites:
            link("concept", label(atlas.concept(concept), say.lang), concept=concept)
    if not card.shared_prerequisites:
        st.caption(say("compare.nothing"))
    st.subheader(say("compare.sentences", count=len(card.sentences)), anchor=False)
    for sentence in card.sentences[:10]:
        st.markdown(f"> {plain(sentence.text)}")
        where(sentence.path, sentence.line)


with page("compare"):
    atlas, say = session.atlas(), session.words()
    left, right = st.columns(2)
    with left:
        first = concept_choice(atlas, say, say("compare.first"), key="compare-first", link="a")
    with right:
        second = concept_choice(atlas, say, say("compare.second"), key="compare-second", link="b")
    if first and second and first != second:
        texts = session.texts()
        show(compare(texts.graph, first, second, passages=texts.explanations.passages), atlas)
        cypher_source(compare_cypher(first, second), say)
    else:
        st.info(say("compare.empty"))
