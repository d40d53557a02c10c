"""Pairs of concepts that a note brings together, in the place where it does so."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from etl.model import Mention, Passage, PassageKind
from etl.relations.knowledge import CuratedKnowledge
from etl.relations.note_view import NoteView
from etl.relations.statement import Statement

Place = Literal["sentence", "previous", "lead", "outer", "row"]
"""Where a pair meets: one sentence; this sentence and the subject of the one before; a lead or heading and what stands
under it (`outer`: one lead further up); the cells of a table row."""

_MAX_APART = 9
_MAX_TOPICS = 2
_MAX_MENTIONS = 40


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two mentions of different concepts; `first` stands before `second`, or above it."""

    place: Place
    first: Mention
    second: Mention
    passage: Passage
    """Where `second` stands; the line that would be the evidence is there."""
    statement: Statement | None = None
    """The sentence of `second`; of both where place is "sentence"."""
    lead: Passage | None = None
    """Where `first` stands, where that is another passage."""
    header: str = ""
    """Table header over `second`."""
    slots: tuple[int, int] = (-1, -1)
    """Places of the two in the sentence's mentions; -1 for one that stands elsewhere."""

    @property
    def line(self) -> int:
        """1-based line of `second`."""
        return self.passage.line_at(self.second.start)


def candidate_pairs(
    view: NoteView, passage: Passage, sentences: Sequence[Statement], knowledge: CuratedKnowledge
) -> Iterator[CandidatePair]:
    """All candidates whose later mention stands in `passage`; one for each two mentions, the closest place first.

    Mentions in passing are no ends: annotators relate them in one of a hundred cases. For the same reason a lead
    further up counts only where curators join the pair.
    """
    if passage.kind is PassageKind.TABLE_ROW and passage.cells:
        yield from _in_table(view, passage)
        return
    before: Mention | None = None
    for sentence in sentences:
        named = [(n, m) for n, m in enumerate(sentence.mentions) if m.salient][:_MAX_MENTIONS]
        if named:
            yield from _in_sentence(sentence, named)
            yield from _across(view, sentence, named, before, knowledge)
            before = named[0][1]


def _in_sentence(sentence: Statement, named: Sequence[tuple[int, Mention]]) -> Iterator[CandidatePair]:
    for n, (slot, first) in enumerate(named):
        for other, second in named[n + 1 : n + 1 + _MAX_APART]:
            if first.concept != second.concept:
                yield CandidatePair("sentence", first, second, sentence.passage, sentence, slots=(slot, other))


def _across(
    view: NoteView,
    sentence: Statement,
    named: Sequence[tuple[int, Mention]],
    before: Mention | None,
    knowledge: CuratedKnowledge,
) -> Iterator[CandidatePair]:
    passage = sentence.passage
    here = {m.concept: (slot, m) for slot, m in reversed(named)}
    taken = set(here)
    if before is not None and before.concept not in taken:
        for slot, second in here.values():
            yield CandidatePair("previous", before, second, passage, sentence, slots=(-1, slot))
        taken.add(before.concept)
    for place, lead, topic in _topics(view, passage):
        if topic.concept not in taken:
            taken.add(topic.concept)
            for slot, second in here.values():
                if place == "lead" or (topic.concept, second.concept) in knowledge.direct:
                    yield CandidatePair(place, topic, second, passage, sentence, lead, slots=(-1, slot))


def _topics(view: NoteView, passage: Passage) -> Iterator[tuple[Place, Passage, Mention]]:
    """The first salient concepts of the nearest lead that has any, and of the lead above that one."""
    place: Place = "lead"
    lead = view.lead_of(passage)
    while lead is not None:
        topics = list({m.concept: m for m in view.mentions[lead.index] if m.salient}.values())[:_MAX_TOPICS]
        for topic in topics:
            yield place, lead, topic
        if topics and place == "outer":
            return
        if topics:
            place = "outer"
        lead = view.lead_of(lead)


def _in_table(view: NoteView, row: Passage) -> Iterator[CandidatePair]:
    if not row.header:
        return
    named = [m for m in view.mentions[row.index] if m.salient]
    cells = [[m for m in named if c.start <= m.start and m.end <= c.end] for c in row.cells]
    for first in cells[0]:
        for cell, header in zip(cells[1:], row.header[1:], strict=False):
            for second in cell:
                if second.concept != first.concept:
                    yield CandidatePair("row", first, second, row, header=header)
    for cell in cells:
        for first, second in itertools.combinations(cell[:_MAX_APART], 2):
            if first.concept != second.concept:
                yield CandidatePair("sentence", first, second, row)
