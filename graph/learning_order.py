"""The learning order of a graph: what comes before what, ready for many questions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property

from graph.model import KnowledgeGraph, Relation, RelationStatus
from graph.ontology import RelationType

Neighbours = Mapping[str, Sequence[str]]


class Prerequisites:
    """The PREREQUISITE_OF relations of a graph that count: asserted and inferred ones."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.concepts = graph.concept_by_id
        self.relation: dict[tuple[str, str], Relation] = {}
        before: dict[str, list[str]] = defaultdict(list)
        after: dict[str, list[str]] = defaultdict(list)
        for r in graph.of_type(RelationType.PREREQUISITE_OF):
            if r.status in (RelationStatus.ASSERTED, RelationStatus.INFERRED):
                self.relation[r.subject, r.object] = r
                before[r.object].append(r.subject)
                after[r.subject].append(r.object)
        self.before = {k: tuple(sorted(v)) for k, v in before.items()}
        """Direct prerequisites of a concept, by id."""
        self.after = {k: tuple(sorted(v)) for k, v in after.items()}
        """What a concept is a direct prerequisite of."""

    def ancestors(self, concepts: Iterable[str]) -> set[str]:
        """All direct and indirect prerequisites of these concepts."""
        return closure(concepts, self.before)

    def descendants(self, concepts: Iterable[str]) -> set[str]:
        """All that these concepts are a direct or indirect prerequisite of."""
        return closure(concepts, self.after)

    def mastered(self, known: Iterable[str]) -> set[str]:
        """What is known, and all that comes before it: who knows a concept is taken to know what it rests on."""
        known = set(known)
        return known | self.ancestors(known)

    @cached_property
    def before_count(self) -> Mapping[str, int]:
        """How many direct prerequisites each concept has; concepts without any are left out."""
        return {c: len(before) for c, before in self.before.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """All concepts that the learning order knows, each after all its prerequisites; ties by id."""
        return topological_order(sorted({*self.before, *self.after}), self.before)

    @cached_property
    def direct(self) -> Mapping[str, tuple[str, ...]]:
        """The transitive reduction: of each concept the prerequisites that none of its others rests on.

        O(V * E / 64), once; each pair has its relation in `relation`.
        """
        place = {c: n for n, c in enumerate(self.order)}
        behind = reach_bits(self.order, self.before)
        found = {}
        for concept, before in self.before.items():
            indirect = 0
            for b in before:
                indirect |= behind[b]
            found[concept] = tuple(b for b in before if not indirect >> place[b] & 1)
        return found

    @cached_property
    def descendant_count(self) -> Mapping[str, int]:
        """How many concepts lie behind each concept. O(V * E / 64), once."""
        return {c: bits.bit_count() for c, bits in reach_bits(tuple(reversed(self.order)), self.after).items()}


def closure(start: Iterable[str], step: Neighbours) -> set[str]:
    """All that can be reached from `start` in one step or more."""
    seen: set[str] = set()
    stack = [b for c in start for b in step.get(c, ())]
    while stack:
        concept = stack.pop()
        if concept not in seen:
            seen.add(concept)
            stack.extend(step.get(concept, ()))
    return seen


def topological_order(concepts: Sequence[str], before: Neighbours, within: Set[str] | None = None) -> tuple[str, ...]:
    """`concepts` and what they reach by `before`, each after all that it reaches; depth first, in the order given.

    `within`: where to stay; else only `concepts` themselves are placed.
    """
    scope = set(concepts) if within is None else within
    done: dict[str, None] = {}
    entered: set[str] = set()
    for start in concepts:
        stack = [start]
        while stack:
            concept = stack[-1]
            if concept in entered:
                done.setdefault(stack.pop())
            else:
                entered.add(concept)
                stack.extend(b for b in reversed(before.get(concept, ())) if b in scope and b not in entered)
    return tuple(done)


def reach_bits(order: Sequence[str], towards: Neighbours) -> dict[str, int]:
    """For each concept of `order` the set of those of `order` that it reaches by `towards`, as bits by position.

    In `order` a concept must come after all that it reaches.
    """
    place = {concept: n for n, concept in enumerate(order)}
    bits: dict[str, int] = {}
    for concept in order:
        reached = 0
        for nxt in towards.get(concept, ()):
            if nxt in place:
                reached |= bits[nxt] | (1 << place[nxt])
        bits[concept] = reached
    return bits
