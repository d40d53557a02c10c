"""From relations to an acyclic learning order: which concept must be understood before which, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from graph.greedy_dag import closing_cycles
from graph.model import Concept, Evidence, RefusedRelation, Relation, RelationStatus
from graph.ontology import RelationType, ontology
from graph.prerequisite_weight import Vote, weigh
from graph.section_reference import SectionReference

CURATED_SCORES = {"strong": 1.0, "medium": 0.9}
THRESHOLD = 0.5
"""Derived pairs below this score are no prerequisites."""
BESIDE_CURATED = 0.82
"""The same, for a concept whose prerequisites a curator lists: no single relation reaches it without another sign."""
GROUND_LEVEL = 1
"""Concepts of this level take no derived prerequisites: learning has to start somewhere."""
_MAX_REASONS = 4
_REFERRED, _REFERENCES = 0.3, 3
"""RefD and number of passages from which sections alone propose a pair."""


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """`before` should be learned before `after`, with how sure that is and why."""

    before: str
    after: str
    score: float
    """0..1."""
    reason: str
    evidence: tuple[Evidence, ...] = ()
    curated: bool = False
    decided: bool = False
    """True where the user's decision file keeps it."""


@dataclass(frozen=True, slots=True)
class RefusedPair:
    """A pair that would have closed a cycle, and that cycle: from `after` through kept pairs to `before`."""

    pair: ScoredPair
    cycle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrerequisiteDag:
    """Pairs that form no cycle, by falling score; and those refused."""

    kept: tuple[ScoredPair, ...]
    refused: tuple[RefusedPair, ...]


def derive_pairs(
    relations: Iterable[Relation],
    concepts: Mapping[str, Concept],
    curated: Iterable[ScoredPair] = (),
    sections: SectionReference | None = None,
) -> list[ScoredPair]:
    """The curated pairs, and those that relations and sections of the notes speak for strongly enough.

    Where a curator lists what a concept needs, a derived pair is added only above `BESIDE_CURATED`: what the list
    leaves out was mostly left out on purpose. Ground takes none. Proposed relations do not count. A newer concept is
    never put before an older one that it extends.
    """
    pairs = {(p.before, p.after): p for p in curated}
    listed = {after for _, after in pairs}
    votes = _votes(relations)
    for key in votes.keys() & pairs.keys():
        pairs[key] = replace(pairs[key], evidence=_evidence(votes[key]) or pairs[key].evidence)
    candidates = dict.fromkeys([*votes, *(_referred(sections, concepts, listed) if sections else ())])
    for before, after in candidates:
        if (before, after) in pairs or (after, before) in pairs or concepts[after].level == GROUND_LEVEL:
            continue
        mine = votes.get((before, after), [])
        score, agreeing = weigh(concepts[before], concepts[after], mine, sections)
        if score >= (BESIDE_CURATED if after in listed else THRESHOLD):
            reason = "; ".join([*_reasons(mine, concepts), *agreeing])
            pairs[before, after] = ScoredPair(before, after, score, reason, _evidence(mine))
    return sorted(pairs.values(), key=lambda p: (not p.curated, -p.score, p.before, p.after))


def build_prerequisite_dag(scored: Sequence[ScoredPair]) -> PrerequisiteDag:
    """Keep the strongest pairs that form no cycle: decided ones first, then curated ones, then by score."""
    ranked = sorted(scored, key=lambda p: (not p.decided, not p.curated, -p.score, p.before, p.after))
    cycles = closing_cycles([(p.before, p.after) for p in ranked])
    return PrerequisiteDag(
        kept=tuple(p for n, p in enumerate(ranked) if n not in cycles),
        refused=tuple(RefusedPair(ranked[n], cycle) for n, cycle in cycles.items()),
    )


def prerequisite_relations(dag: PrerequisiteDag) -> list[Relation]:
    """The kept pairs as PREREQUISITE_OF relations of the graph."""
    return [_relation(p) for p in dag.kept]


def refused_relations(dag: PrerequisiteDag) -> tuple[RefusedRelation, ...]:
    """The refused pairs with their cycles, the weakest first."""
    weakest = sorted(dag.refused, key=lambda r: (r.pair.score, r.pair.before, r.pair.after))
    return tuple(RefusedRelation(_relation(r.pair), r.cycle) for r in weakest)


def _relation(pair: ScoredPair) -> Relation:
    return Relation(
        subject=pair.before,
        type=RelationType.PREREQUISITE_OF,
        object=pair.after,
        status=RelationStatus.INFERRED,
        confidence=pair.score,
        support=len({e.path for e in pair.evidence}),
        evidence=pair.evidence,
        reason=pair.reason,
    )


def _votes(relations: Iterable[Relation]) -> dict[tuple[str, str], list[Vote]]:
    votes: dict[tuple[str, str], list[Vote]] = defaultdict(list)
    for relation in relations:
        traits = ontology().relations[relation.type]
        if relation.status is RelationStatus.PROPOSED or traits.learn_first == "none" or traits.weight == 0:
            continue
        ends = relation.subject, relation.object
        key = ends if traits.learn_first == "subject" else ends[::-1]
        votes[key].append(Vote(relation, traits.weight * relation.confidence))
    return {key: _strongest_first(votes[key]) for key in sorted(votes)}


def _strongest_first(votes: list[Vote]) -> list[Vote]:
    return votes if len(votes) == 1 else sorted(votes, key=lambda v: (-v.weight, v.relation.key))


def _referred(
    sections: SectionReference, concepts: Mapping[str, Concept], listed: Set[str]
) -> Iterator[tuple[str, str]]:
    """Pairs that only the sections speak for, for concepts of which no curator says what they need."""
    for after, concept in concepts.items():
        if after in listed or concept.level == GROUND_LEVEL:
            continue
        for before, count in sections.referred(after):
            if before in concepts and count >= _REFERENCES and sections.refd(before, after) >= _REFERRED:
                yield before, after


def _reasons(votes: Sequence[Vote], concepts: Mapping[str, Concept]) -> Iterator[str]:
    for r in (v.relation for v in votes[:_MAX_REASONS]):
        yield f"{concepts[r.subject].name} {ontology().relations[r.type].reads} {concepts[r.object].name}"


def _evidence(votes: Sequence[Vote]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for v in votes for e in v.relation.evidence))[:_MAX_REASONS]
