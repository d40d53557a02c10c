"""A short self-check that finds what a learner knows, by asking about few concepts.

Each answer speaks for others: who knows a concept is taken to know what it rests on, who does not is taken not to know
what rests on it. The concept asked next is the one whose worse answer settles most: bisection in a partial order
(Linial and Saks 1985, "Every poset has a central element", show that such an element exists).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log2

from graph.learning_order import Prerequisites, reach_bits, topological_order
from graph.model import Concept

_SPARE_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Placement:
    """The state of a self-check: what it is about, and the answers so far. All else follows from these."""

    scope: tuple[str, ...]
    """Ids of the concepts asked about, each after what it rests on."""
    answers: tuple[tuple[str, bool], ...] = ()
    """Concept id and whether it is known, in the order given."""

    @property
    def budget(self) -> int:
        """Questions after which the check ends: about log2 of the scope."""
        return ceil(log2(len(self.scope) + 1)) + _SPARE_QUESTIONS if self.scope else 0


@dataclass(frozen=True, slots=True)
class Marks:
    """What the answers say of each concept of the scope, as ids in the order of the scope."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    open: tuple[str, ...]


def start_placement(prerequisites: Prerequisites, goals: Sequence[str], known: Iterable[str] = ()) -> Placement:
    """A self-check over the goals and all that they rest on, less what is known already. All are concept ids."""
    scope = (prerequisites.ancestors(goals) | set(goals)) - prerequisites.mastered(known)
    return Placement(topological_order(sorted(scope), prerequisites.before))


def answer(placement: Placement, concept: str, knows: bool) -> Placement:
    """The check with this answer added; a later answer on the same concept replaces the earlier."""
    kept = tuple(a for a in placement.answers if a[0] != concept)
    return Placement(placement.scope, (*kept, (concept, knows)))


def undo(placement: Placement) -> Placement:
    """The check without its last answer."""
    return Placement(placement.scope, placement.answers[:-1])


def marks(prerequisites: Prerequisites, placement: Placement) -> Marks:
    """What is known, unknown and open; where two answers disagree, the later one counts."""
    state: dict[str, bool] = {}
    scope = set(placement.scope)
    for concept, knows in placement.answers:
        spread = prerequisites.ancestors([concept]) if knows else prerequisites.descendants([concept])
        state |= dict.fromkeys((spread & scope) | {concept}, knows)
    return Marks(
        known=tuple(c for c in placement.scope if state.get(c) is True),
        unknown=tuple(c for c in placement.scope if state.get(c) is False),
        open=tuple(c for c in placement.scope if c not in state),
    )


def next_question(prerequisites: Prerequisites, placement: Placement) -> Concept | None:
    """The open concept whose worse answer settles most; None where nothing is open or the budget is spent.

    Ties go to the one where both answers together settle most, then to the more basic one.
    """
    left = marks(prerequisites, placement).open
    if not left or len(placement.answers) >= placement.budget:
        return None
    before = {c: b.bit_count() for c, b in reach_bits(left, prerequisites.before).items()}
    after = {c: b.bit_count() for c, b in reach_bits(left[::-1], prerequisites.after).items()}
    best = min(
        left, key=lambda c: (-min(before[c], after[c]), -before[c] - after[c], prerequisites.concepts[c].level, c)
    )
    return prerequisites.concepts[best]
