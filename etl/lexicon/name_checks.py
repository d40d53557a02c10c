"""Checks of names against the matcher: each is found as written, and none is found everywhere."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from etl.documents import find_notes, read_document
from etl.lexicon.entries import Lexicon, LexiconConcept
from etl.lexicon.problems import Problem
from etl.model import SkippedFile
from etl.passages import split_passages
from etl.recognition.decide import FoundNames, decide
from etl.recognition.matcher import ConceptMatcher

_SENTENCES = ("我们用{}来说明", "We look at {} here.")
_SHARE_QUESTIONED = 0.05
"""A name found on a larger share of a corpus' lines is too common to mean a concept each time."""
_LINES_WANTED = 200
"""Shares of fewer lines say nothing."""


def unfindable_names(lexicon: Lexicon, matcher: ConceptMatcher) -> Iterator[Problem]:
    """Names that the matcher does not find between Chinese characters or in an English sentence."""
    for entry in lexicon.concepts:
        for name in entry.names():
            for sentence in _SENTENCES:
                start = sentence.index("{")
                if not _finds(matcher, sentence.format(name), start, name, entry):
                    what = f"{entry.concept.id}: {name!r} is not found in {sentence.format(name)!r}"
                    yield Problem(entry.source, f"{what}; write it as notes do")


def _finds(matcher: ConceptMatcher, text: str, start: int, name: str, entry: LexiconConcept) -> bool:
    return any(
        m.start == start and m.end == start + len(name) and any(r.concept == entry.concept.id for r in m.readings)
        for m in matcher.find(text)
    )


def common_names(lexicon: Lexicon, matcher: ConceptMatcher, roots: Iterable[Path]) -> Iterator[Problem]:
    """Names that are linked on more than a twentieth of the lines of these notes. Raises NotesError."""
    lines = 0
    found: Counter[tuple[str, str]] = Counter()
    for path in find_notes(list(roots))[0]:
        document = read_document(path)
        if isinstance(document, SkippedFile):
            continue
        note = split_passages(document)
        lines += sum(p.text.count("\n") + 1 for p in note.passages)
        mentions, _ = decide([FoundNames(p, tuple(matcher.find(p.text))) for p in note.passages])
        found.update(
            {(p.line_at(m.start), m.concept, m.surface.lower()): (m.concept, m.surface.lower())
             for p in note.passages for m in mentions[p.index]}.values()
        )  # fmt: skip
    if lines < _LINES_WANTED:
        return
    source = {e.concept.id: e.source for e in lexicon.concepts}
    for (concept, surface), count in sorted(found.items()):
        if count > _SHARE_QUESTIONED * lines:
            what = f"{concept}: {surface!r} is on {count} of {lines} lines of the notes; is it always this concept?"
            yield Problem(source[concept], what)
