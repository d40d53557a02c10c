"""Two concepts side by side: what they share, where they part, and what the notes say of both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.learning_order import Prerequisites
from graph.model import Concept, KnowledgeGraph, Relation, RelationStatus
from graph.ontology import RelationType
from graph.passage_index import PassageIndex

_SENTENCE_END = re.compile(r"(?<=[。！？!?；;])|(?<=\.)\s+|\n")


@dataclass(frozen=True, slots=True)
class Facet:
    """One end of a relation as seen from a concept: `concept` TYPE other, or other TYPE `concept`."""

    type: RelationType
    other: str
    """Id of the concept at the other end."""
    outgoing: bool
    """True where the concept looked at is the subject."""


@dataclass(frozen=True, slots=True)
class JointSentence:
    """A sentence of the notes that names both concepts."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is common to two concepts, and what is not."""

    first: Concept
    second: Concept
    direct: tuple[Relation, ...]
    """Relations between the two."""
    common: tuple[Facet, ...]
    only_first: tuple[Facet, ...]
    only_second: tuple[Facet, ...]
    shared_prerequisites: tuple[str, ...]
    """Ids of the nearest ones: no other shared prerequisite rests on them."""
    learn_first: str
    """Id of the one to learn first, or empty where the order does not matter."""
    sentences: tuple[JointSentence, ...]


def compare(graph: KnowledgeGraph, first: str, second: str, *, passages: PassageIndex | None = None) -> Comparison:
    """The compare card of two concept ids; sentences come from `passages`, or are found in the graph's own."""
    prerequisites = Prerequisites(graph)
    mine, yours = set(_facets(graph, first, second)), set(_facets(graph, second, first))
    shared = prerequisites.ancestors([first]) & prerequisites.ancestors([second])
    return Comparison(
        first=graph.concept_by_id[first],
        second=graph.concept_by_id[second],
        direct=tuple(r for r in graph.relations if {r.subject, r.object} == {first, second}),
        common=_sorted(mine & yours),
        only_first=_sorted(mine - yours),
        only_second=_sorted(yours - mine),
        shared_prerequisites=tuple(sorted(shared - prerequisites.ancestors(shared))),
        learn_first=_earlier(prerequisites, first, second),
        sentences=tuple(_sentences(passages or PassageIndex(graph), first, second)),
    )


def _facets(graph: KnowledgeGraph, concept: str, other: str) -> Iterator[Facet]:
    for r in graph.relations:
        if r.type is RelationType.PREREQUISITE_OF or r.status is RelationStatus.PROPOSED:
            continue
        if r.subject == concept and r.object != other:
            yield Facet(r.type, r.object, True)
        elif r.object == concept and r.subject != other:
            yield Facet(r.type, r.subject, False)


def _sorted(facets: set[Facet]) -> tuple[Facet, ...]:
    types = list(RelationType)
    return tuple(sorted(facets, key=lambda f: (types.index(f.type), not f.outgoing, f.other)))


def _earlier(prerequisites: Prerequisites, first: str, second: str) -> str:
    if first in prerequisites.ancestors([second]):
        return first
    return second if second in prerequisites.ancestors([first]) else ""


def _sentences(passages: PassageIndex, first: str, second: str) -> Iterator[JointSentence]:
    for passage in passages.naming_all([first, second]):
        names = [set(passages.surfaces(c, passage)) for c in (first, second)]
        start = 0
        for sentence in _SENTENCE_END.split(passage.text):
            at = passage.text.find(sentence, start)
            start = at + len(sentence)
            if all(any(name in sentence for name in surfaces) for surfaces in names):
                line = passage.line + passage.text.count("\n", 0, at)
                yield JointSentence(passage.path, line, sentence.strip())
