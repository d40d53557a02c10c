"""Where the notes explain a concept best, and how long reading that takes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, log2

from graph.model import KnowledgeGraph, PassageRecord
from graph.passage_index import Named, PassageIndex

_DEFINES = re.compile(
    r"\s*(?:[(（][^)）]{0,60}[)）])?\s*[,，:：]?\s*"
    r"(?:是|指|即|就是|为一种|用来|用于|通过|将|把|的核心|的思想|的原理|的做法"
    r"|is |are |refers? to|stands for|means |works? by)"
)
_CJK = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_CJK_A_MINUTE, _WORDS_A_MINUTE = 260, 180
_LEVEL_FACTOR = {1: 1.0, 2: 1.1, 3: 1.25, 4: 1.4, 5: 1.6}
"""Dense matter is read slower and twice; a rule of thumb, not a measurement."""
_BASE_MINUTES = 3
_KIND_SCORE = {"paragraph": 0.5, "list_item": 0.0, "table_row": -0.5, "heading": -3.0}
_SHORT, _GOOD, _LONG = 25, 60, 900
_CROWD = 8
_PER_NOTE = 2


@dataclass(frozen=True, slots=True)
class Explained:
    """A passage that explains a concept; a higher score explains better."""

    passage: PassageRecord
    score: float


class Explanations:
    """The passages of a graph, ranked for each concept."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.passages = PassageIndex(graph)
        self._concepts = graph.concept_by_id
        self._headed: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._crowd: Counter[str] = Counter()
        for concept in {m.concept for m in graph.mentions}:
            for named in self.passages.naming(concept):
                self._crowd[named.passage.id] += 1
                if named.passage.kind == "heading":
                    self._headed[named.passage.path, named.passage.text].add(concept)

    def best(self, concept: str, limit: int = 3) -> tuple[Explained, ...]:
        """The passages that explain the concept best, at most two of a note; empty where all only name it."""
        ranked = sorted(
            (Explained(n.passage, round(self._score(concept, n), 3)) for n in self.passages.naming(concept)),
            key=lambda e: (-e.score, e.passage.path, e.passage.line),
        )
        found: list[Explained] = []
        texts: set[str] = set()
        for e in ranked:
            same_note = sum(f.passage.path == e.passage.path for f in found)
            if e.score > 0 and same_note < _PER_NOTE and e.passage.text not in texts:
                found.append(e)
                texts.add(e.passage.text)
            if len(found) == limit:
                break
        return tuple(found)

    def minutes(self, concept: str, passages: Iterable[Explained]) -> int:
        """Estimated minutes to read these passages once with care, slower for a higher level."""
        text = sum(reading_minutes(e.passage.text) for e in passages)
        return ceil(_BASE_MINUTES + text * _LEVEL_FACTOR[self._concepts[concept].level])

    def _score(self, concept: str, named: Named) -> float:
        passage, text = named.passage, named.passage.text
        at = min((text.find(s) for s in named.surfaces if s in text), default=len(text))
        score = _KIND_SCORE.get(passage.kind, 0.0) + min(2.0, log2(1 + len(named.surfaces)))
        if any(_DEFINES.match(text, text.find(s) + len(s)) for s in named.surfaces if s in text):
            score += 3.0 if at <= 4 else 1.0
        score += 1.0 if at <= 20 else 0.0
        headings = [concept in self._headed.get((passage.path, h), ()) for h in passage.heading_path]
        score += 2.0 if headings and headings[-1] else 1.0 if any(headings) else 0.0
        score += 1.0 if _GOOD <= len(text) <= _LONG else -2.0 if len(text) < _SHORT else 0.0
        score -= 2.0 if text.rstrip().endswith(("?", "？")) else 0.0
        return score - (1.0 if self._crowd[passage.id] > _CROWD else 0.0)


def reading_minutes(text: str) -> float:
    """Minutes for one reading, from the counts of Chinese characters and of words in Latin letters."""
    return len(_CJK.findall(text)) / _CJK_A_MINUTE + len(_WORD.findall(text)) / _WORDS_A_MINUTE
