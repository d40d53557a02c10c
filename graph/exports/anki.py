"""An Anki deck: a card from each definition, and one from each question of the notes that the plan prepares for."""

import html
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import genanki

from graph.errors import BuildError
from graph.model import Concept, Question
from graph.study import StudyPlan

_TIMESTAMP = 1_700_000_000.0
"""A fixed time: the same plan gives the same notes, and Anki updates them on a second import."""


def write_anki_deck(
    plan: StudyPlan, questions: Mapping[str, Sequence[Question]], names: Mapping[str, str], file: Path
) -> int:
    """Write the deck to `file` (.apkg) and return the number of cards.

    `questions`: by concept id of the step that prepares for them, as `prepared_by` gives them. Steps without a
    definition make no card. Raises BuildError where the file can't be written.
    """
    title = "Gradus: " + ", ".join(names[g] for g in plan.goals)
    deck = genanki.Deck(_id(title), title)
    for note in (*_definitions(plan, names), *_questions(plan, questions, names)):
        deck.add_note(note)
    try:
        genanki.Package(deck).write_to_file(str(file), timestamp=_TIMESTAMP)
    except OSError as error:
        raise BuildError(f"{file}: can't be written: {error.strerror or error}") from error
    return len(deck.notes)


def _definitions(plan: StudyPlan, names: Mapping[str, str]) -> Iterator[genanki.Note]:
    for step in plan.steps:
        c = step.concept
        if c.definition or c.definition_zh:
            needs = "; ".join(f"for {names[n.concept]}: {n.reason}" for n in step.needed_for[:2])
            yield _note(f"concept {c.id}", _front(c), [c.definition, c.definition_zh, needs], c.area)


def _questions(
    plan: StudyPlan, questions: Mapping[str, Sequence[Question]], names: Mapping[str, str]
) -> Iterator[genanki.Note]:
    concepts = {step.concept.id: step.concept for step in plan.steps}
    for step in plan.steps:
        for q in questions.get(step.concept.id, ()):
            known = [concepts[c] for c in q.concepts if c in concepts]
            hints = [f"{_front(c)}: {c.definition_zh or c.definition}" for c in known if c.definition]
            yield _note(f"question {q.id}", q.text, [*hints, f"{q.path}:{q.line}"], step.concept.area)


def _front(concept: Concept) -> str:
    return f"{concept.name} {concept.name_zh}".strip()


def _note(key: str, front: str, back: Sequence[str], tag: str) -> genanki.Note:
    answer = "<br>".join(html.escape(line) for line in back if line)
    return genanki.Note(
        model=genanki.BASIC_MODEL,
        fields=[html.escape(front), answer],
        guid=genanki.guid_for("gradus", key),
        tags=[tag],
    )


def _id(name: str) -> int:
    """A stable id below 2**31, as Anki wants it."""
    return int.from_bytes(sha256(name.encode()).digest()[:4]) >> 1
