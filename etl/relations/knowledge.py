"""What curators know of two concepts, as the classifier sees it: never as evidence, only as a prior."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etl.lexicon.entries import Lexicon
from graph.model import Concept
from graph.ontology import RelationType, is_symmetric

_FAMILY = (RelationType.IS_A, RelationType.EXTENDS, RelationType.PART_OF)


@dataclass(frozen=True, slots=True, eq=False)
class CuratedKnowledge:
    """Concepts, and the curated relations between any two of them."""

    concepts: Mapping[str, Concept]
    direct: Mapping[tuple[str, str], tuple[str, ...]]
    """Types that join a pair, with ">" where its first concept is the subject, "<" where the second is, "=" for
    symmetric types; PREREQUISITE_OF among them."""
    parents: Mapping[str, frozenset[str]]
    """What a concept is a kind, variant or part of."""

    @classmethod
    def of(cls, lexicon: Lexicon) -> "CuratedKnowledge":
        """The knowledge of a lexicon."""
        direct: dict[tuple[str, str], list[str]] = defaultdict(list)
        parents: dict[str, set[str]] = defaultdict(set)
        for subject, type_, object_ in _all_relations(lexicon):
            symmetric = is_symmetric(type_)
            direct[subject, object_].append(f"{type_.value}{'=' if symmetric else '>'}")
            direct[object_, subject].append(f"{type_.value}{'=' if symmetric else '<'}")
            if type_ in _FAMILY:
                parents[subject].add(object_)
        return cls(
            concepts={e.concept.id: e.concept for e in lexicon.concepts},
            direct={pair: tuple(sorted(types)) for pair, types in direct.items()},
            parents={c: frozenset(p) for c, p in parents.items()},
        )

    def near(self, first: str, second: str) -> Iterator[str]:
        """Types that join one of the two with a parent of the other."""
        for parent in sorted(self.parents.get(first, ())):  # features are summed: their order shows in the last digit
            yield from (f"parent1 {t}" for t in self.direct.get((parent, second), ()))
        for parent in sorted(self.parents.get(second, ())):
            yield from (f"parent2 {t}" for t in self.direct.get((first, parent), ()))

    def siblings(self, first: str, second: str) -> bool:
        """Whether the two are kinds, variants or parts of one third concept."""
        return not self.parents.get(first, frozenset()).isdisjoint(self.parents.get(second, frozenset()))

    def kind(self, concept: str) -> str:
        """Kind of a concept; "new" for one that the lexicon does not know."""
        known = self.concepts.get(concept)
        return known.kind if known else "new"


def _all_relations(lexicon: Lexicon) -> Iterator[tuple[str, RelationType, str]]:
    for r in lexicon.relations:
        yield r.subject, r.type, r.object
    for p in lexicon.prerequisites:
        yield p.before, RelationType.PREREQUISITE_OF, p.after
