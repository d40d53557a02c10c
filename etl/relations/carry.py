"""Sentences that leave their subject out: it stands in the lead, the bold name or the question above."""

import re
from collections.abc import Iterator

from etl.model import Mention, Passage
from etl.relations.note_view import NoteView
from etl.relations.statement import FIRST_SLOT, SLOT, Statement

_DEFINITION = re.compile(rf"^[\W\d_]*({SLOT})(?:\s*[（(][^）)]*[）)])?\s*(?:[：:]|[—–]+|\s-\s)\s*")
_PRONOUN = re.compile(
    r"^[\W\d_]*(?:它们?|其|该(?:方法|模型|算法|技术|机制|框架|架构)?|这种(?:方法|机制|技术|模型)|此方法|本方法"
    r"|\bit\b|\bthis (?:method|model|approach|technique|algorithm|architecture)\b|\bthe (?:method|model|approach)\b)",
    re.IGNORECASE,
)


def with_definition_joined(statement: Statement) -> Statement:
    """`⟨0⟩：由…` read as `⟨0⟩由…`: the name before the colon is the subject of what follows."""
    found = _DEFINITION.match(statement.form)
    if not found:
        return statement
    form = found[1] + statement.form[found.end() :]
    return Statement(statement.passage, statement.mentions, form, statement.start, statement.end)


def with_carried_subject(view: NoteView, statement: Statement) -> Iterator[Statement]:
    """The sentence with the topic of its lead put in front, where it has no subject of its own."""
    if FIRST_SLOT + len(statement.mentions) > 0xF8F0 or view.head(statement.passage) is not None:
        return
    topic = _carried_topic(view, statement.passage)
    if topic is None or any(m.concept == topic.concept for m in statement.mentions):
        return
    pronoun = _PRONOUN.match(statement.form)
    rest = statement.form[pronoun.end() :] if pronoun else statement.form.lstrip(" \t-*•·0123456789.、：:")
    if not pronoun and re.match(SLOT, rest):
        return
    slot = chr(FIRST_SLOT + len(statement.mentions))
    yield Statement(statement.passage, (*statement.mentions, topic), slot + rest, statement.start, statement.end)


def _carried_topic(view: NoteView, passage: Passage) -> Mention | None:
    """Head of the nearest lead that starts with a concept; headings count where they name one concept only."""
    lead = view.lead_of(passage)
    for _ in range(4):
        if lead is None:
            return None
        head = view.head(lead)
        if head is not None:
            return head
        named = {m.concept for m in view.mentions[lead.index]}
        if len(named) == 1:
            return view.mentions[lead.index][0]
        if named:
            return None
        lead = view.lead_of(lead)
    return None
