"""Which prerequisites a curator should look at first: much depends on them, and little speaks for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.learning_order import Prerequisites, reach_bits
from graph.model import Relation

_FLOOR = 0.02
"""No relation is past doubt."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A prerequisite to look at."""

    relation: Relation
    plans: int
    """Concepts whose plan has the prerequisite by way of this relation alone."""
    doubt: float
    """0..1: one less its confidence."""

    @property
    def damage(self) -> float:
        """Plans that would be wrong, times how likely that is."""
        return self.plans * self.doubt


def review_queue(prerequisites: Prerequisites, limit: int = 50) -> tuple[ReviewItem, ...]:
    """The prerequisites by falling damage. O(E * V / 64)."""
    items = sorted(_items(prerequisites), key=lambda i: (-i.damage, -i.plans, i.relation.key))
    return tuple(items[:limit])


def _items(prerequisites: Prerequisites) -> Iterator[ReviewItem]:
    order = prerequisites.order[::-1]
    place = {c: n for n, c in enumerate(order)}
    behind = reach_bits(order, prerequisites.after)
    for before, later in prerequisites.after.items():
        reached = [behind[after] | 1 << place[after] for after in later]
        for after, others in zip(later, _all_but_one(reached), strict=True):
            alone = (behind[after] | 1 << place[after]) & ~others
            relation = prerequisites.relation[before, after]
            if alone:
                yield ReviewItem(relation, alone.bit_count(), max(1.0 - relation.confidence, _FLOOR))


def _all_but_one(sets: list[int]) -> list[int]:
    """For each set the union of all the others."""
    left = [0]
    for bits in sets[:-1]:
        left.append(left[-1] | bits)
    right = 0
    found = []
    for n in range(len(sets) - 1, -1, -1):
        found.append(left[n] | right)
        right |= sets[n]
    return found[::-1]
