"""Questions of one's own, one a line, linked to the concepts that they name."""

import re
from collections.abc import Container, Iterable
from itertools import chain
from pathlib import Path

from etl.documents import NotePath, read_document
from etl.languages import language_of
from etl.lexicon.compiled import load_lexicon
from etl.model import Mention, ParsedNote, Passage, PassageKind, SkippedFile
from etl.recognition.matcher import ConceptMatcher, Match
from etl.recognition.recognize import find_mentions
from graph.errors import NotesError
from graph.model import Question

_MARK = re.compile(r"\s*(?:[-*+•#]+|[(（]?\d+[.)）、:：])?\s*")


def read_question_list(file: Path, concepts: Container[str], lexicon_folders: tuple[Path, ...] = ()) -> list[Question]:
    """The lines of `file` as questions; list marks, numbers and empty lines are dropped.

    Only curated concepts that are among `concepts` are linked. Raises NotesError where the file can't be read.
    """
    document = read_document(NotePath(file, file.name))
    if isinstance(document, SkippedFile):
        raise NotesError(f"{file}: can't be read: {document.reason}")
    lines = [(n, _MARK.sub("", line, count=1).strip()) for n, line in enumerate(document.text.split("\n"), 1)]
    passages = tuple(
        Passage(index, document.path, number, PassageKind.PARAGRAPH, text, language_of(text))
        for index, (number, text) in enumerate((n, t) for n, t in lines if t)
    )
    note = ParsedNote(document, file.stem, language_of(document.text), passages)
    matcher = ConceptMatcher(load_lexicon(lexicon_folders))
    mentions, _ = find_mentions(note, matcher)
    alone = [_only_readings(found) for found in matcher.find_each([p.text for p in passages])]
    return [
        Question(
            id=f"{document.path}#{p.line}",
            text=p.text,
            path=document.path,
            line=p.line,
            concepts=tuple(c for c in _in_order(mentions[p.index], alone[p.index]) if c in concepts),
        )
        for p in passages
    ]


def _only_readings(matches: Iterable[Match]) -> list[Mention]:
    """Names with one reading in this field: a question of a list has no text around it that could decide."""
    return [
        Mention(m.readings[0].concept, m.start, m.end, m.surface)
        for m in matches
        if len(m.readings) == 1 and not m.longer_name
    ]


def _in_order(*mentions: Iterable[Mention]) -> list[str]:
    every = sorted(chain(*mentions), key=lambda m: m.start)
    return list(dict.fromkeys(m.concept for m in every))
