"""Checks of relations and prerequisites: ends, signatures, order, and that each concept is joined to others."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from etl.lexicon.concept_checks import arxiv_fault
from etl.lexicon.entries import CuratedPrerequisite, CuratedRelation, Lexicon, LexiconConcept
from etl.lexicon.problems import Problem
from graph.dynamic_order import DynamicOrder
from graph.ontology import RelationType, is_symmetric, may_join, ontology

_RELATIONS_WANTED = 2
_GROUND = 1

Concepts = Mapping[str, LexiconConcept]


def relation_problems(lexicon: Lexicon) -> Iterator[Problem]:
    """Problems of relations and prerequisites, one by one and as a whole."""
    concepts = {e.concept.id: e for e in lexicon.concepts}
    for relation in lexicon.relations:
        yield from (Problem(relation.source, f"{_said(relation)}: {what}") for what in _relation(relation, concepts))
    for prerequisite in lexicon.prerequisites:
        yield from (
            Problem(prerequisite.source, f"{prerequisite.before} before {prerequisite.after}: {what}")
            for what in _prerequisite(prerequisite, concepts)
        )
    yield from _said_both_ways(lexicon.relations)
    yield from _cycles(lexicon)
    yield from _years(lexicon, concepts)
    yield from _lonely(lexicon)
    yield from _groundless(lexicon)


def _said(relation: CuratedRelation) -> str:
    return f"{relation.subject} {relation.type} {relation.object}"


def _relation(r: CuratedRelation, concepts: Concepts) -> Iterator[str]:
    yield from _ends(r.subject, r.object, r.reason, concepts)
    if r.type is RelationType.PREREQUISITE_OF:
        yield "write it as a [[prerequisite]]"
    if r.paper and (fault := arxiv_fault(r.paper)):
        yield fault
    if r.subject in concepts and r.object in concepts:
        subject, object_ = concepts[r.subject].concept.kind, concepts[r.object].concept.kind
        if not may_join(r.type, subject, object_):
            yield f"{r.type} does not join {subject} and {object_}; see [signature] in ontology.toml"


def _prerequisite(p: CuratedPrerequisite, concepts: Concepts) -> Iterator[str]:
    yield from _ends(p.before, p.after, p.reason, concepts)


def _ends(first: str, second: str, reason: str, concepts: Concepts) -> Iterator[str]:
    yield from (f"no concept {end!r}" for end in dict.fromkeys((first, second)) if end not in concepts)
    if first == second:
        yield "both ends are one concept"
    if not reason.strip():
        yield "no reason; give one short sentence"


def _said_both_ways(relations: Iterable[CuratedRelation]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], str] = {}
    for r in relations:
        if is_symmetric(r.type):
            key = (r.type.value, *sorted((r.subject, r.object)))
            if key in seen:
                yield Problem(r.source, f"{_said(r)}: also at {seen[key]}; a symmetric relation is written once")
            seen.setdefault(key, r.source)


def _cycles(lexicon: Lexicon) -> Iterator[Problem]:
    orders: dict[RelationType, DynamicOrder] = defaultdict(DynamicOrder)
    for r in lexicon.relations:
        if ontology().relations[r.type].acyclic:
            cycle = orders[r.type].add(r.subject, r.object)
            if cycle:
                yield Problem(r.source, f"{_said(r)}: closes the cycle {' -> '.join((*cycle, cycle[0]))}")
    order = DynamicOrder()
    for p in lexicon.prerequisites:
        cycle = order.add(p.before, p.after)
        if cycle:
            what = f"{p.before} before {p.after}: closes the cycle {' -> '.join((*cycle, cycle[0]))}"
            yield Problem(p.source, what)


def _years(lexicon: Lexicon, concepts: Concepts) -> Iterator[Problem]:
    """What extends something may not be older than it, nor than what that extends in turn."""
    extends: dict[str, list[str]] = defaultdict(list)
    for r in lexicon.relations:
        if r.type is RelationType.EXTENDS:
            extends[r.subject].append(r.object)
    for id_, entry in concepts.items():
        year = entry.concept.year
        for older in _reachable(id_, extends) if year is not None else ():
            other = concepts[older].concept.year if older in concepts else None
            if other is not None and other > year:  # type: ignore[operator]
                what = f"{id_} of {year} extends {older} of {other}, if over others; mend a year or the relation"
                yield Problem(entry.source, what)


def _lonely(lexicon: Lexicon) -> Iterator[Problem]:
    joined = Counter(end for r in lexicon.relations for end in (r.subject, r.object))
    joined.update(end for p in lexicon.prerequisites for end in (p.before, p.after))
    for entry in lexicon.concepts:
        count = joined[entry.concept.id]
        if count < _RELATIONS_WANTED:
            what = f"{entry.concept.id}: takes part in {count} relations or prerequisites; give it at least two"
            yield Problem(entry.source, what)


def _groundless(lexicon: Lexicon) -> Iterator[Problem]:
    needs: dict[str, list[str]] = defaultdict(list)
    for p in lexicon.prerequisites:
        needs[p.after].append(p.before)
    level = {e.concept.id: e.concept.level for e in lexicon.concepts}
    for entry in lexicon.concepts:
        id_ = entry.concept.id
        if level[id_] > _GROUND and not any(level.get(n) == _GROUND for n in _reachable(id_, needs)):
            yield Problem(entry.source, f"{id_}: its prerequisites reach no concept of level 1; add what it rests on")


def _reachable(start: str, table: Mapping[str, Sequence[str]]) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        for nxt in table.get(todo.pop(), ()):
            if nxt not in seen:
                seen.add(nxt)
                todo.append(nxt)
    return seen - {start}
