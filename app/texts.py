"""The texts of a build, indexed for pages: what each concept is mentioned in, asked about, and explained by."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from graph.model import KnowledgeGraph, MentionRecord, PassageRecord, Question


@dataclass(frozen=True)
class Texts:
    """Notes, passages, mentions and questions of one build."""

    graph: KnowledgeGraph

    @cached_property
    def passages_of(self) -> dict[str, tuple[PassageRecord, ...]]:
        """Passages of each note in reading order."""
        table: dict[str, list[PassageRecord]] = defaultdict(list)
        for passage in self.graph.passages:
            table[passage.path].append(passage)
        return {path: tuple(sorted(found, key=lambda p: p.line)) for path, found in table.items()}

    @cached_property
    def passage_at(self) -> dict[tuple[str, int], PassageRecord]:
        """Passages by note and line."""
        return {(p.path, p.line): p for p in self.graph.passages}

    @cached_property
    def mentions_of(self) -> dict[str, tuple[MentionRecord, ...]]:
        """Mentions of each concept."""
        table: dict[str, list[MentionRecord]] = defaultdict(list)
        for mention in self.graph.mentions:
            table[mention.concept].append(mention)
        return {concept: tuple(found) for concept, found in table.items()}

    @cached_property
    def questions_of(self) -> dict[str, tuple[Question, ...]]:
        """Questions that ask about each concept."""
        table: dict[str, list[Question]] = defaultdict(list)
        for question in self.graph.questions:
            for concept in question.concepts:
                table[concept].append(question)
        return {concept: tuple(found) for concept, found in table.items()}

    def explaining(self, concept: str, limit: int = 8) -> list[PassageRecord]:
        """Passages that speak of the concept most: those under a heading that names it, then the longest."""
        scored: dict[str, tuple[float, PassageRecord]] = {}
        for mention in self.mentions_of.get(concept, ()):
            passage = self._passage_of(mention)
            if passage is not None:
                under = any(mention.surface.casefold() in h.casefold() for h in passage.heading_path)
                score = 400.0 * under + min(len(passage.text), 400) - 500.0 * (passage.kind == "heading")
                scored[passage.id] = max(scored.get(passage.id, (score, passage)), (score, passage), key=lambda s: s[0])
        ranked = sorted(scored.values(), key=lambda s: (-s[0], s[1].path, s[1].line))
        return [passage for _, passage in ranked[:limit]]

    def context(self, path: str, line: int, around: int = 2) -> list[PassageRecord]:
        """The passage at a line with its neighbours in the note."""
        passages = self.passages_of.get(path, ())
        place = next((n for n in reversed(range(len(passages))) if passages[n].line <= line), 0)
        return list(passages[max(0, place - around) : place + around + 1])

    def _passage_of(self, mention: MentionRecord) -> PassageRecord | None:
        return self.passage_at.get((mention.path, mention.line))
