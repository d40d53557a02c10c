"""Phrases of a passage that may be names of concepts, by where they stand and how they are written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from etl.model import Mention, Passage, PassageKind, Span

Source = Literal["abbreviation", "heading", "bold", "head", "cell", "link", "gloss", "coined"]
"""Where a candidate was seen: a pair of long form and abbreviation; all of a heading, bold span, item head, table
cell or link; an English gloss in brackets; a coined word in running text."""

MAX_LENGTH = 48
_MAX_WORDS = 5

_WORD = r"[A-Za-z][A-Za-z0-9]*(?:[-.+/^][A-Za-z0-9]+)*\+*"
_COINED_WORD = re.compile(rf"(?<![\w./@-]){_WORD}(?![\w@])")
_COINED = re.compile(r"[A-Z][A-Z]|[a-z][A-Z]|[A-Z][a-z]*[0-9]|[0-9][A-Z]|[A-Z][a-z]*-[0-9]")
"""Within a word; the capitals of `Cost-Effective` are those of a title."""
_MAX_CAPITALS = 7
_ENGLISH_PHRASE = re.compile(rf"{_WORD}(?: (?:{_WORD}|\d[\d.]*)){{0,4}}")
_HEAD = re.compile(
    r"\s*(?:[-*•·]|\(?\d+[.)、]\)?)?\s*([^:：。，,;；!?？！\n]{2,48}?)\s*(?:[(（][^()（）]{1,60}[)）])?\s*(?:[:：]|[—–]|\s-\s)"
)
_GLOSS = re.compile(r"[\u4e00-\u9fff][（(]([A-Za-z][A-Za-z0-9 /-]{2,47})[)）]")
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[章节部分步]|[一二三四五六七八九十]+[、.]|\d+(?:\.\d+)*[.、)]?"
    r"|[Ss]tep \d+:?|Q\d+:?)\s*"
)
_EDGES = " \t:：。.,，、*_`\"'“”‘’()（）[]【】?!？！"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters start..end of a passage's text that may be a name."""

    start: int
    end: int
    source: Source


def phrases(passage: Passage, mentions: Sequence[Mention]) -> Iterator[Phrase]:
    """All that may be a name and holds no curated mention, prominent places first."""
    text = passage.text
    taken = bytearray(len(text))
    for m in mentions:
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    for phrase in (*_prominent(passage), *_in_text(passage)):
        start, end = _trimmed(text, phrase.start, phrase.end)
        name = text[start:end]
        if not _looks_like_a_name(name, phrase.source):
            continue
        if 1 in taken[start:end]:
            continue
        yield Phrase(start, end, phrase.source)


@cache
def ordinary_words() -> frozenset[str]:
    """Words of which one in a phrase is enough to say that it names no concept, from `ordinary_words.txt`."""
    return frozenset(files("etl.discovery").joinpath("ordinary_words.txt").read_text(encoding="utf-8").split())


def _prominent(passage: Passage) -> Iterator[Phrase]:
    text = passage.text
    if passage.kind is PassageKind.HEADING and not passage.is_question:
        yield Phrase(0, len(text), "heading")
    for span in passage.bold:
        yield Phrase(span.start, span.end, "bold")
    if passage.kind in (PassageKind.LIST_ITEM, PassageKind.PARAGRAPH) and (head := _HEAD.match(text)):
        yield Phrase(head.start(1), head.end(1), "head")
    for cell in passage.cells[:1]:
        yield Phrase(cell.start, cell.end, "cell")
    for gloss in _GLOSS.finditer(text):
        yield Phrase(gloss.start(1), gloss.end(1), "gloss")
    for span in passage.links:
        if _COINED.search(text, span.start, span.end):
            yield Phrase(span.start, span.end, "link")


def _in_text(passage: Passage) -> Iterator[Phrase]:
    for word in _COINED_WORD.finditer(passage.text):
        if _is_coined(word[0]) and not _within(passage.code, word.start()):
            yield Phrase(word.start(), word.end(), "coined")


def _within(spans: Sequence[Span], at: int) -> bool:
    return any(s.start <= at < s.end for s in spans)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    number = _NUMBERED.match(text[start:end])
    if number:
        start += number.end()
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _looks_like_a_name(name: str, source: Source) -> bool:
    if not 1 < len(name) <= MAX_LENGTH:
        return False
    if not _ENGLISH_PHRASE.fullmatch(name):
        return False
    words = name.lower().split()
    if len(words) > _MAX_WORDS or any(word in ordinary_words() for word in words):
        return False
    if source == "gloss":
        return len(words) > 1
    # of phrases without a coined word, one in ten is a term (measured on annotated passages)
    return len(name) > 2 and any(_is_coined(word) for word in name.split())


def _is_coined(word: str) -> bool:
    shouted = word.isalpha() and word.isupper() and len(word) > _MAX_CAPITALS
    return _COINED.search(word) is not None and not shouted
