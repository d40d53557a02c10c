"""From relations to an acyclic learning order: which concept must be understood before which, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.dynamic_order import DynamicOrder
from graph.model import Concept, Evidence, RefusedRelation, Relation, RelationStatus
from graph.ontology import RelationType, ontology

CURATED_SCORES = {"strong": 1.0, "medium": 0.9}
THRESHOLD = 0.5
"""Derived pairs below this score are no prerequisites."""
_MAX_REASONS = 4


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
    relations: Iterable[Relation], concepts: Mapping[str, Concept], curated: Iterable[ScoredPair] = ()
) -> list[ScoredPair]:
    """One scored pair for each two concepts that some relation puts in an order, by the weights of the ontology.

    Several relations between the same two add up (noisy or). Proposed relations do not count. A newer method is
    never put before an older one that it extends.
    """
    pairs: dict[tuple[str, str], ScoredPair] = {(p.before, p.after): p for p in curated}
    by_pair: dict[tuple[str, str], list[tuple[float, Relation]]] = defaultdict(list)
    for relation in relations:
        weighted = _ordered(relation)
        if weighted:
            before, after, weight = weighted
            by_pair[before, after].append((weight, relation))
    for (before, after), votes in by_pair.items():
        known = pairs.get((before, after))
        if known:
            pairs[before, after] = replace(known, evidence=_evidence(votes) or known.evidence)
        elif (after, before) not in pairs and not _newer(concepts[before], concepts[after]):
            score = _noisy_or(weight for weight, _ in votes)
            if score >= THRESHOLD:
                pairs[before, after] = ScoredPair(before, after, score, _reason(votes, concepts), _evidence(votes))
    return sorted(pairs.values(), key=lambda p: (not p.curated, -p.score, p.before, p.after))


def build_prerequisite_dag(scored: Sequence[ScoredPair]) -> PrerequisiteDag:
    """Keep the strongest pairs that form no cycle; curated pairs come first.

    Pairs enter one by one into a topological order that is mended in place (Pearce and Kelly, 2006, "A dynamic
    topological sort algorithm for directed acyclic graphs"), so a pair costs only the part of the order it upsets.
    """
    order = DynamicOrder()
    kept: list[ScoredPair] = []
    refused: list[RefusedPair] = []
    for pair in sorted(scored, key=lambda p: (not p.decided, not p.curated, -p.score, p.before, p.after)):
        cycle = order.add(pair.before, pair.after)
        if cycle:
            refused.append(RefusedPair(pair, cycle))
        else:
            kept.append(pair)
    return PrerequisiteDag(tuple(kept), tuple(refused))


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


def _ordered(relation: Relation) -> tuple[str, str, float] | None:
    traits = ontology().relations[relation.type]
    if relation.status is RelationStatus.PROPOSED or traits.learn_first == "none" or traits.weight == 0:
        return None
    weight = traits.weight * relation.confidence
    if traits.learn_first == "subject":
        return relation.subject, relation.object, weight
    return relation.object, relation.subject, weight


def _newer(first: Concept, second: Concept) -> bool:
    return first.year is not None and second.year is not None and first.year > second.year


def _noisy_or(weights: Iterable[float]) -> float:
    left = 1.0
    for weight in weights:
        left *= 1.0 - weight
    return round(1.0 - left, 4)


def _reason(votes: Sequence[tuple[float, Relation]], concepts: Mapping[str, Concept]) -> str:
    best = sorted(votes, key=lambda v: (-v[0], v[1].key))
    return "; ".join(
        f"{concepts[r.subject].name} {ontology().relations[r.type].reads} {concepts[r.object].name}"
        for _, r in best[:_MAX_REASONS]
    )


def _evidence(votes: Sequence[tuple[float, Relation]]) -> tuple[Evidence, ...]:
    best = sorted(votes, key=lambda v: (-v[0], v[1].key))
    return tuple(dict.fromkeys(e for _, r in best for e in r.evidence))[:_MAX_REASONS]
