"""Which of two concepts the notes on the other speak of, and which they explain first.

RefD is of Liang, Wu, Huang and Giles 2015, "Measuring prerequisite relations among concepts" (EMNLP): the share of the
pages on A that refer to B, less the share of those on B that refer to A. Here a page is a passage under a heading that
names the concept, and a reference is a mention.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from graph.model import KnowledgeGraph, PassageRecord
from graph.passage_index import PassageIndex

_HEADING_CONCEPTS = 2
"""A heading that names more is a list of topics, not the head of a section on one."""


class SectionReference:
    """The sections of the notes by the concept they are about."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        index = PassageIndex(graph)
        named: dict[str, list[str]] = defaultdict(list)
        for concept in sorted({m.concept for m in graph.mentions}):
            for found in index.naming(concept):
                named[found.passage.id].append(concept)
        headed = {
            (p.path, p.text): named[p.id]
            for p in graph.passages
            if p.kind == "heading" and 0 < len(named[p.id]) <= _HEADING_CONCEPTS
        }
        self._size: Counter[str] = Counter()
        self._mentions: dict[str, Counter[str]] = defaultdict(Counter)
        self._first: dict[str, dict[str, int]] = defaultdict(dict)
        for passage in sorted(graph.passages, key=lambda p: (p.path, p.line)):
            for concept in _topics(passage, headed):
                self._first[concept].setdefault(passage.path, passage.line)
                self._size[concept] += 1
                self._mentions[concept].update(c for c in named[passage.id] if c != concept)

    def refd(self, before: str, after: str) -> float:
        """-1..1: how much more the sections on `after` speak of `before` than the reverse."""
        return self._share(after, before) - self._share(before, after)

    def explained_first(self, before: str, after: str) -> int:
        """Notes with sections on both that take `before` first, less those that take `after` first."""
        there, here = self._first.get(before, {}), self._first.get(after, {})
        return sum((there[p] < here[p]) - (there[p] > here[p]) for p in there.keys() & here.keys())

    def referred(self, concept: str) -> Iterator[tuple[str, int]]:
        """The concepts that sections on `concept` name, with the number of passages that do."""
        yield from sorted(self._mentions.get(concept, Counter()).items())

    def _share(self, on: str, of: str) -> float:
        return self._mentions[on][of] / self._size[on] if on in self._mentions else 0.0


def _topics(passage: PassageRecord, headed: Mapping[tuple[str, str], list[str]]) -> Iterable[str]:
    """What the nearest heading with a concept in it is about; nothing for a heading itself."""
    if passage.kind == "heading":
        return ()
    found = (headed.get((passage.path, heading)) for heading in reversed(passage.heading_path))
    return next((concepts for concepts in found if concepts), ())
