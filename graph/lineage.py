"""How a method came from others, and to fix what: EXTENDS, GENERALIZES and ADDRESSES along the years."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.model import Concept, KnowledgeGraph, Relation, RelationStatus
from graph.ontology import RelationType

_DESCENT = (RelationType.EXTENDS, RelationType.GENERALIZES)


@dataclass(frozen=True, slots=True)
class Descent:
    """`later` is built on `earlier`, or is the wider idea made from it."""

    earlier: str
    later: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Member:
    """A concept of a lineage."""

    concept: Concept
    generation: int
    """Steps from the root: 0 the root, negative what it came from, positive what came from it."""
    fixes: tuple[str, ...]
    """Ids of the problems that it addresses."""
    fixes_anew: tuple[str, ...]
    """Those of them that nothing it was built on addresses."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """A concept between what it came from and what came from it."""

    root: str
    members: tuple[Member, ...]
    """By year, generation and id; concepts without a year stand beside those of their generation."""
    descents: tuple[Descent, ...]
    """By ids of the later and the earlier."""
    addresses: tuple[Relation, ...]
    """The ADDRESSES relations of the members."""


def lineage(graph: KnowledgeGraph, concept: str) -> Lineage:
    """All that `concept` came from and all that came from it."""
    descents = _descents(graph.of_type(*_DESCENT))
    earlier: dict[str, list[str]] = defaultdict(list)
    later: dict[str, list[str]] = defaultdict(list)
    for d in descents:
        earlier[d.later].append(d.earlier)
        later[d.earlier].append(d.later)
    generation = {c: -n for c, n in _distances(concept, earlier).items()} | _distances(concept, later)
    addresses = [r for r in _counted(graph.of_type(RelationType.ADDRESSES)) if r.subject in generation]
    fixes: dict[str, set[str]] = defaultdict(set)
    for r in addresses:
        fixes[r.subject].add(r.object)
    members = [_member(graph.concept_by_id[c], n, fixes, earlier[c]) for c, n in generation.items()]
    return Lineage(
        root=concept,
        members=_by_year(members),
        descents=tuple(d for d in descents if d.earlier in generation and d.later in generation),
        addresses=tuple(addresses),
    )


def _counted(relations: Iterable[Relation]) -> list[Relation]:
    return [r for r in relations if r.status is not RelationStatus.PROPOSED]


def _descents(relations: Iterable[Relation]) -> list[Descent]:
    found = [Descent(r.object, r.subject, r) for r in _counted(relations)]
    return sorted(found, key=lambda d: (d.later, d.earlier, d.relation.type.value))


def _distances(start: str, step: dict[str, list[str]]) -> dict[str, int]:
    distance = {start: 0}
    level = [start]
    while level:
        level = [
            n for c in level for n in step.get(c, ()) if n not in distance and not distance.update({n: distance[c] + 1})
        ]
    return distance


def _member(concept: Concept, generation: int, fixes: dict[str, set[str]], parents: Sequence[str]) -> Member:
    mine = fixes.get(concept.id, set())
    old = {problem for parent in parents for problem in fixes.get(parent, ())}
    return Member(concept, generation, tuple(sorted(mine)), tuple(sorted(mine - old)))


def _by_year(members: Iterable[Member]) -> tuple[Member, ...]:
    years: dict[int, list[int]] = defaultdict(list)
    members = list(members)
    for m in members:
        if m.concept.year is not None:
            years[m.generation].append(m.concept.year)

    def place(member: Member) -> tuple[float, int, str]:
        known = years.get(member.generation) or [0]
        year = member.concept.year if member.concept.year is not None else sum(known) / len(known)
        return year, member.generation, member.concept.id

    return tuple(sorted(members, key=place))
