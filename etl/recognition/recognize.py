"""Mentions of curated concepts in one note."""

from etl.model import Mention, ParsedNote, Rejection
from etl.recognition.decide import FoundNames, decide
from etl.recognition.matcher import ConceptMatcher


def find_mentions(note: ParsedNote, matcher: ConceptMatcher) -> tuple[list[list[Mention]], list[Rejection]]:
    """The mentions of each passage, by its index, and the names that were left unlinked."""
    return decide([FoundNames(passage, tuple(matcher.find(passage.text))) for passage in note.passages])
