"""Where the notes name a concept: mentions joined with the passages that hold them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import KnowledgeGraph, MentionRecord, PassageRecord


@dataclass(frozen=True, slots=True)
class Named:
    """A passage with the places in it that name one concept."""

    passage: PassageRecord
    surfaces: tuple[str, ...]
    """The concept's names as the passage spells them, in reading order."""


class PassageIndex:
    """The passages of a graph by the concepts that they name."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        by_path: dict[str, list[PassageRecord]] = defaultdict(list)
        for passage in graph.passages:
            by_path[passage.path].append(passage)
        self.by_path: Mapping[str, Sequence[PassageRecord]] = {
            path: sorted(found, key=lambda p: p.line) for path, found in by_path.items()
        }
        """Passages of a note in reading order."""
        lines = {path: [p.line for p in found] for path, found in self.by_path.items()}
        by_concept: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.passage = {p.id: p for p in graph.passages}
        for mention in graph.mentions:
            found = _holding(mention, self.by_path.get(mention.path, ()), lines.get(mention.path, ()))
            if found:
                by_concept[mention.concept][found.id].append(mention.surface)
        self._by_concept = by_concept

    def naming(self, concept: str) -> tuple[Named, ...]:
        """The passages that name the concept, by path and line."""
        found = self._by_concept.get(concept, {})
        return tuple(
            Named(self.passage[id_], tuple(surfaces)) for id_, surfaces in sorted(found.items(), key=self._place)
        )

    def naming_all(self, concepts: Iterable[str]) -> tuple[PassageRecord, ...]:
        """The passages that name every one of these concepts, by path and line."""
        ids = [set(self._by_concept.get(c, {})) for c in concepts]
        shared = set.intersection(*ids) if ids else set()
        return tuple(sorted((self.passage[i] for i in shared), key=lambda p: (p.path, p.line)))

    def surfaces(self, concept: str, passage: PassageRecord) -> tuple[str, ...]:
        """How the passage spells the concept."""
        return tuple(self._by_concept.get(concept, {}).get(passage.id, ()))

    def _place(self, item: tuple[str, list[str]]) -> tuple[str, int]:
        passage = self.passage[item[0]]
        return passage.path, passage.line


def _holding(mention: MentionRecord, passages: Sequence[PassageRecord], lines: Sequence[int]) -> PassageRecord | None:
    last = bisect_right(lines, mention.line) - 1
    if last < 0:
        return None
    passage = passages[last]
    return passage if mention.line <= passage.line + passage.text.count("\n") else None
