"""Relations of a build: what notes state and curators vouch for, merged, with the acyclic types kept acyclic."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from etl.extract import NoteExtract, StatedRelation
from etl.lexicon.entries import CuratedRelation
from etl.model import Rejection, RejectReason
from etl.relations.extract import MODEL_RULE
from graph.dynamic_order import DynamicOrder
from graph.model import Relation, RelationStatus
from graph.ontology import RelationType, is_symmetric, ontology

ASSERT_BAR = 0.4
"""A finding of at least this confidence asserts; below, it proposes. Annotators list about half of what is true, so of
relations asserted at this bar about nine in ten hold when read (`tests/judged`)."""
RULE_BAR = 0.7
"""The same for a rule alone, without the classifier's agreement."""
VOUCHED_BAR = 0.3
"""The same where a curated relation says so too."""
_CURATED_CONFIDENCE = 0.9
_AGREEMENT = 0.6
_MAX_CONFIDENCE = 0.98

Key = tuple[str, RelationType, str]


def resolve_relations(
    extracts: Sequence[NoteExtract], curated: Iterable[CuratedRelation], ids: Mapping[str, str]
) -> tuple[list[Relation], list[Rejection]]:
    """One relation for each subject, type and object, with all its evidence; and what was turned away.

    `ids`: concept id of a note to concept id of the build. In an acyclic type the relation with
    less behind it gives way.
    """
    vouched = {key_of(c.subject, c.type, c.object): c for c in curated}
    stated: dict[Key, list[StatedRelation]] = defaultdict(list)
    for extract in extracts:
        for r in extract.relations:
            subject, object_ = ids.get(r.subject), ids.get(r.object)
            if subject and object_ and subject != object_:
                stated[key_of(subject, r.type, object_)].append(r)
    merged = [_merge(key, stated.get(key, []), vouched.get(key)) for key in sorted({*stated, *vouched})]
    return _without_cycles(merged)


def key_of(subject: str, type_: RelationType, object_: str) -> Key:
    """Identity of a relation; the ends of a symmetric one in order of id."""
    if is_symmetric(type_) and subject > object_:
        subject, object_ = object_, subject
    return subject, type_, object_


def _merge(key: Key, stated: Sequence[StatedRelation], vouched: CuratedRelation | None) -> Relation:
    strong = [s for s in stated if s.precision >= _bar(s.evidence.rule, vouched=vouched is not None)]
    heard = strong or stated
    best_by_file: dict[str, float] = {}
    for s in heard:
        best_by_file[s.evidence.path] = max(s.precision, best_by_file.get(s.evidence.path, 0.0))
    doubt = 1.0
    for precision in best_by_file.values():
        doubt *= 1.0 - precision
    if vouched:
        doubt *= (1.0 - _AGREEMENT) if strong else (1.0 - _CURATED_CONFIDENCE)
    if strong:
        status = RelationStatus.ASSERTED
    else:
        status = RelationStatus.CURATED if vouched else RelationStatus.PROPOSED
        heard = [] if vouched else heard
    return Relation(
        subject=key[0],
        type=key[1],
        object=key[2],
        status=status,
        confidence=round(min(1.0 - doubt, _MAX_CONFIDENCE), 4),
        support=len({s.evidence.path for s in heard}),
        evidence=tuple(sorted({s.evidence for s in heard})),
        reason=vouched.reason if vouched else "",
        paper=vouched.paper if vouched else "",
    )


def _bar(rule: str, *, vouched: bool) -> float:
    if vouched:
        return VOUCHED_BAR
    return ASSERT_BAR if rule.startswith(MODEL_RULE) else RULE_BAR


def _without_cycles(relations: Iterable[Relation]) -> tuple[list[Relation], list[Rejection]]:
    orders = {t: DynamicOrder() for t, traits in ontology().relations.items() if traits.acyclic}
    kept: list[Relation] = []
    refused: list[Rejection] = []
    for r in sorted(relations, key=lambda r: (not r.reason, -r.confidence, r.key)):
        order = None if r.status is RelationStatus.PROPOSED else orders.get(r.type)
        cycle = order.add(r.subject, r.object) if order else ()
        if cycle:
            refused.append(_refusal(r, cycle))
        else:
            kept.append(r)
    return sorted(kept, key=lambda r: r.key), refused


def _refusal(relation: Relation, cycle: tuple[str, ...]) -> Rejection:
    first = relation.evidence[0]
    what = f"{relation.subject} {relation.type} {relation.object} against {' -> '.join(cycle)}"
    return Rejection(first.path, first.line, first.text, RejectReason.CYCLE, what)
