"""Mentions of concepts in one note, curated and discovered, and which of them count."""

from collections.abc import Sequence

from etl.discovery.candidates import Candidate
from etl.model import Mention, ParsedNote, Rejection
from etl.recognition.decide import FoundNames, decide
from etl.recognition.matcher import ConceptMatcher
from etl.recognition.salience import mark_salient


def find_mentions(note: ParsedNote, matcher: ConceptMatcher) -> tuple[list[list[Mention]], list[Rejection]]:
    """The mentions of each passage, by its index, and the names that were left unlinked."""
    found = matcher.find_each([passage.text for passage in note.passages])
    return decide([FoundNames(*pair) for pair in zip(note.passages, map(tuple, found), strict=True)])


def with_salience(
    note: ParsedNote, candidates: Sequence[Candidate], mentions: Sequence[Sequence[Mention]], matcher: ConceptMatcher
) -> tuple[list[Candidate], list[list[Mention]]]:
    """The mentions marked, and the candidates that the note is about somewhere; the others are no concepts."""
    tags = {c.id: matcher.name_words.tags(c.name, c.source) for c in candidates}
    marked = mark_salient(note, mentions, matcher.concepts, tags)
    about = {m.concept for named in marked for m in named if m.salient}
    kept = [c for c in candidates if c.id in about]
    known = {c.id for c in kept}
    return kept, [[m for m in named if m.concept in matcher.concepts or m.concept in known] for named in marked]
