"""The notes' own questions: which concepts they test, and which a learner can answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.learning_order import Prerequisites
from graph.model import Question


@dataclass(frozen=True, slots=True)
class Readiness:
    """A question, and what a learner lacks to answer it."""

    question: Question
    missing: tuple[str, ...]
    """Ids of the concepts it asks about that are not known; empty where it can be answered."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a list of questions the graph can speak about."""

    linked: tuple[Question, ...]
    unlinked: tuple[Question, ...]
    """Questions in which no concept was recognised."""
    by_concept: Mapping[str, int]
    """Questions for each concept asked about, most asked first."""

    @property
    def share(self) -> float:
        """Linked questions among all, 0..1; 1.0 for an empty list."""
        total = len(self.linked) + len(self.unlinked)
        return len(self.linked) / total if total else 1.0


def questions_about(questions: Iterable[Question], concept: str) -> tuple[Question, ...]:
    """The questions that test the concept, in the order given."""
    return tuple(q for q in questions if concept in q.concepts)


def readiness(
    prerequisites: Prerequisites, questions: Iterable[Question], known: Iterable[str]
) -> tuple[Readiness, ...]:
    """Each question that asks about a concept, those that can be answered now first, then by how much is missing."""
    mastered = prerequisites.mastered(known)
    found = [Readiness(q, tuple(c for c in q.concepts if c not in mastered)) for q in questions if q.concepts]
    return tuple(sorted(found, key=lambda r: len(r.missing)))


def prepared_by(
    prerequisites: Prerequisites, questions: Iterable[Question], steps: Sequence[str], known: Iterable[str]
) -> dict[str, tuple[Question, ...]]:
    """For each step of a plan, by concept id, the questions that can be answered once it is done and not before."""
    place = {c: n for n, c in enumerate(steps)}
    mastered = prerequisites.mastered(known)
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        open_ = [c for c in question.concepts if c not in mastered]
        if open_ and all(c in place for c in open_):
            found[max(open_, key=place.__getitem__)].append(question)
    return {c: tuple(found[c]) for c in steps if c in found}


def coverage(questions: Iterable[Question]) -> Coverage:
    """How many of the questions are linked to concepts, and which concepts they ask about."""
    questions = list(questions)
    count: dict[str, int] = defaultdict(int)
    for question in questions:
        for concept in question.concepts:
            count[concept] += 1
    return Coverage(
        linked=tuple(q for q in questions if q.concepts),
        unlinked=tuple(q for q in questions if not q.concepts),
        by_concept=dict(sorted(count.items(), key=lambda item: (-item[1], item[0]))),
    )
