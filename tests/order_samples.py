"""Small and random learning orders for tests."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st

from graph.learning_order import Prerequisites
from graph.model import Concept, KnowledgeGraph, Relation, RelationStatus
from graph.ontology import RelationType

settings.register_profile("gradus", deadline=None)  # a busy machine is no failure
settings.load_profile("gradus")

AREAS = ("math", "attention", "finetuning", "rag")


def concept(id_: str, *, level: int = 3, area: str = "math", year: int | None = None, kind: str = "method") -> Concept:
    return Concept(id=id_, name=id_.upper(), kind=kind, area=area, level=level, year=year)


def before(first: str, then: str, confidence: float = 1.0) -> Relation:
    return Relation(first, RelationType.PREREQUISITE_OF, then, RelationStatus.INFERRED, confidence, reason="because")


def graph_of(concepts: Iterable[Concept], relations: Iterable[Relation]) -> KnowledgeGraph:
    return KnowledgeGraph(tuple(concepts), tuple(relations))


def chain(ids: str) -> KnowledgeGraph:
    """a before b before c, for "abc"."""
    return graph_of(map(concept, ids), [before(a, b) for a, b in pairwise(ids)])


@st.composite
def random_graphs(draw: st.DrawFn, max_size: int = 14) -> KnowledgeGraph:
    """An acyclic learning order: every relation goes from a smaller number to a greater one."""
    size = draw(st.integers(1, max_size))
    ids = [f"c{n}" for n in range(size)]
    concepts = [concept(i, level=draw(st.integers(1, 5)), area=draw(st.sampled_from(AREAS))) for i in ids]
    pairs = [(a, b) for a in range(size) for b in range(a + 1, size)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3 * size)) if pairs else []
    confidence = st.sampled_from((0.6, 0.9, 1.0))
    names = draw(st.permutations(ids))
    return graph_of(concepts, [before(names[a], names[b], draw(confidence)) for a, b in sorted(chosen)])


@st.composite
def graphs_with_subsets(draw: st.DrawFn, subsets: int = 2) -> tuple[Prerequisites, ...]:
    """A learning order and as many lists of its concepts as asked."""
    graph = draw(random_graphs())
    ids = st.sampled_from([c.id for c in graph.concepts])
    return Prerequisites(graph), *(draw(st.lists(ids, unique=True, max_size=4)) for _ in range(subsets))
