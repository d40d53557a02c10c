"""Pairs of concepts that a note brings together, in the place where it does so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from etl.model import Mention, Passage, PassageKind
from etl.relations.note_view import NoteView
from etl.relations.statement import Statement, statements

Place = Literal["sentence", "previous", "lead", "outer", "row", "columns"]
"""Where a pair meets: one sentence; this sentence and the subject of the one before; a lead or heading and what stands
under it (`outer`: one lead further up); the cells of a table row; two column heads."""

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

    @property
    def line(self) -> int:
        """1-based line of `second`."""
        return self.passage.line_at(self.second.start)


def candidate_pairs(view: NoteView, passage: Passage) -> Iterator[CandidatePair]:
    """All candidates whose later mention stands in `passage`; one for each two mentions, the closest place first."""
    if passage.kind is PassageKind.TABLE_ROW and passage.cells:
        yield from _in_table(view, passage)
        return
    before: Mention | None = None
    for statement in statements(passage, view.mentions[passage.index][:_MAX_MENTIONS]):
        yield from _in_sentence(statement)
        yield from _across(view, statement, before)
        before = statement.mentions[0]


def _in_sentence(statement: Statement) -> Iterator[CandidatePair]:
    named = statement.mentions
    for n, first in enumerate(named):
        for second in named[n + 1 : n + 1 + _MAX_APART]:
            if first.concept != second.concept:
                yield CandidatePair("sentence", first, second, statement.passage, statement)


def _across(view: NoteView, statement: Statement, before: Mention | None) -> Iterator[CandidatePair]:
    passage = statement.passage
    here = _each_concept_once(statement.mentions)
    named = {m.concept for m in here}
    if before is not None and before.concept not in named:
        for second in here:
            yield CandidatePair("previous", before, second, passage, statement)
        named.add(before.concept)
    place: Place = "lead"
    lead = view.lead_of(passage)
    while lead is not None:
        topics = [m for m in _each_concept_once(view.mentions[lead.index])[:_MAX_TOPICS] if m.concept not in named]
        for topic in topics:
            for second in here:
                yield CandidatePair(place, topic, second, passage, statement, lead)
        named.update(t.concept for t in topics)
        if place == "outer":
            return
        if topics:
            place = "outer"
        lead = view.lead_of(lead)


def _in_table(view: NoteView, row: Passage) -> Iterator[CandidatePair]:
    named = view.mentions[row.index]
    cells = [[m for m in named if c.start <= m.start and m.end <= c.end] for c in row.cells]
    if not row.header:
        heads = [m for cell in cells for m in cell[:1]]
        yield from _pairs("columns", heads, row)
        return
    for first in cells[0]:
        for cell, header in zip(cells[1:], row.header[1:], strict=False):
            for second in cell:
                if second.concept != first.concept:
                    yield CandidatePair("row", first, second, row, header=header)
    for cell in cells:
        yield from _pairs("sentence", cell, row)


def _pairs(place: Place, named: Sequence[Mention], passage: Passage) -> Iterator[CandidatePair]:
    for n, first in enumerate(named):
        for second in named[n + 1 : n + 1 + _MAX_APART]:
            if first.concept != second.concept:
                yield CandidatePair(place, first, second, passage)


def _each_concept_once(mentions: Sequence[Mention]) -> list[Mention]:
    return list({m.concept: m for m in reversed(mentions)}.values())[::-1]
