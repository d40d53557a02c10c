"""What a learner is ready for, and what of the known is shaky."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.learning_order import Prerequisites, reach_bits, topological_order
from graph.model import Concept


@dataclass(frozen=True, slots=True)
class Ready:
    """A concept all of whose prerequisites are known."""

    concept: Concept
    unlocks: tuple[str, ...]
    """Ids of the concepts for which this is the last prerequisite missing."""
    behind: int
    """How many concepts lie behind it on the way to the goals; without goals, how many in all."""
    is_goal: bool = False


@dataclass(frozen=True, slots=True)
class Shaky:
    """A prerequisite of known concepts that was never marked as known itself."""

    concept: Concept
    carries: tuple[str, ...]
    """Ids of the known concepts that rest on it."""


def frontier(prerequisites: Prerequisites, known: Iterable[str], goals: Sequence[str] = ()) -> tuple[Ready, ...]:
    """Every unknown concept all of whose prerequisites are known, the one that most lies behind first.

    With `goals`, only what these need and the goals themselves; without, every concept that has a place in the
    learning order. `known` and `goals` are concept ids; knowing a concept means knowing what comes before it.
    """
    mastered = prerequisites.mastered(known)
    scope = _scope(prerequisites, goals) - mastered
    missing = _missing_within(prerequisites, scope, mastered) if goals else _missing(prerequisites, mastered)
    behind = _behind(prerequisites, scope) if goals else prerequisites.descendant_count
    found = [
        Ready(
            concept=prerequisites.concepts[c],
            unlocks=tuple([n for n in prerequisites.after.get(c, ()) if n in scope and missing[n] == 1]),
            behind=behind.get(c, 0),
            is_goal=c in goals,
        )
        for c in scope
        if not missing.get(c)
    ]
    return tuple(sorted(found, key=lambda r: (-r.behind, -len(r.unlocks), r.concept.level, r.concept.id)))


def shaky(prerequisites: Prerequisites, known: Iterable[str]) -> tuple[Shaky, ...]:
    """Prerequisites of known concepts that were never marked as known, the one that carries most first."""
    known = set(known)
    carried: dict[str, list[str]] = {}
    for concept in sorted(known):
        for before in prerequisites.ancestors([concept]) - known:
            carried.setdefault(before, []).append(concept)
    found = (Shaky(prerequisites.concepts[c], tuple(carries)) for c, carries in carried.items())
    return tuple(sorted(found, key=lambda s: (-len(s.carries), s.concept.level, s.concept.id)))


def _missing_within(prerequisites: Prerequisites, scope: set[str], mastered: set[str]) -> dict[str, int]:
    """How many direct prerequisites of each concept of the scope are not mastered."""
    return {c: len([b for b in prerequisites.before.get(c, ()) if b not in mastered]) for c in scope}


def _missing(prerequisites: Prerequisites, mastered: set[str]) -> dict[str, int]:
    """The same for every concept that has any: quicker where few are mastered."""
    missing = dict(prerequisites.before_count)
    for concept in mastered:
        for later in prerequisites.after.get(concept, ()):
            missing[later] -= 1
    return missing


def _scope(prerequisites: Prerequisites, goals: Sequence[str]) -> set[str]:
    if goals:
        return prerequisites.ancestors(goals) | set(goals)
    return set(prerequisites.order)


def _behind(prerequisites: Prerequisites, scope: set[str]) -> Mapping[str, int]:
    order = topological_order(sorted(scope), prerequisites.after)
    return {c: bits.bit_count() for c, bits in reach_bits(order, prerequisites.after).items()}
