"""The texts of a build, indexed for pages: what each concept is mentioned in, asked about, and explained by."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from graph.explanations import Explanations
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

    @cached_property
    def explanations(self) -> Explanations:
        """The passages ranked by how well they explain a concept."""
        return Explanations(self.graph)

    def context(self, path: str, line: int, around: int = 2) -> list[PassageRecord]:
        """The passage at a line with its neighbours in the note."""
        passages = self.passages_of.get(path, ())
        place = next((n for n in reversed(range(len(passages))) if passages[n].line <= line), 0)
        return list(passages[max(0, place - around) : place + around + 1])
