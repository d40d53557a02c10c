"""Sentences with each mention folded to one placeholder character, so that rules read like what they match.

`QLoRA 是在 LoRA 的基础上引入 NF4` becomes `⟨0⟩是在⟨1⟩的基础上引入⟨2⟩`, where ⟨n⟩ is the n-th private use character.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etl.model import Lang, Mention, Passage

FIRST_SLOT = 0xE000
SLOT = "[\ue000-\uf8ff]"
_MAX_SLOTS = 32
_MAX_CHARS = 800
"""Bounds of a sentence: what is longer is no sentence, and the rest of it is read as further ones. In real notes the
longest has 530 characters and 17 mentions; without bounds a hostile line costs its square."""

_END = re.compile(
    r"[。！？!?；;]+[”\"’')）]*|(?<=[\w)\]])(?<!\bvs)(?<!\bal)(?<!e\.g)(?<!i\.e)(?<!\bcf)(?<!\bFig)\.(?=\s+[A-Z\"“(]|\s*$)|\n\s*\n"
)
_SPACES = re.compile(r"\s+")
_LOOSE_SPACE = re.compile(
    rf"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]) | (?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])"
    rf"|(?<={SLOT}) (?=[\u3000-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a passage."""

    passage: Passage
    mentions: tuple[Mention, ...]
    """Those of the sentence, in order; the n-th is the n-th placeholder."""
    form: str
    """The sentence with placeholders, white space folded (none beside Chinese)."""
    start: int
    end: int
    """Characters of the passage's text."""

    @property
    def lang(self) -> Lang:
        """Language of the sentence, as far as its own words tell."""
        return self.passage.lang

    def mention_at(self, slot: str) -> Mention:
        """The mention behind a placeholder character."""
        return self.mentions[ord(slot) - FIRST_SLOT]

    def plain(self) -> str:
        """The sentence as the note has it."""
        return self.passage.text[self.start : self.end]


def statements(passage: Passage, mentions: Sequence[Mention]) -> Iterator[Statement]:
    """The sentences of a passage that name a concept, in order."""
    starts = [m.start for m in mentions]
    for start, end in _cut(_sentence_bounds(passage.text, mentions), starts):
        here = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        inside = tuple(m for m in here if m.end <= end)
        if inside:
            yield Statement(passage, inside, _form(passage.text, inside, start, end), start, end)


def _cut(bounds: Iterable[tuple[int, int]], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The bounds with what is too long cut before a mention, or anywhere where none is near."""
    for first, end in bounds:
        start = first
        while start < end:
            stop = _end_within(start, end, starts)
            yield start, stop
            start = stop


def _end_within(start: int, end: int, starts: Sequence[int]) -> int:
    """Where the piece that begins at `start` has to end for not to be too long."""
    first = bisect_left(starts, start)
    limit = min(end, start + _MAX_CHARS, *starts[first + _MAX_SLOTS : first + _MAX_SLOTS + 1])
    last = bisect_left(starts, limit) - 1
    return starts[last] if limit < end and last > first else limit


def _sentence_bounds(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    covered = bytearray(len(text))
    for m in mentions:
        covered[m.start : m.end] = b"\1" * (m.end - m.start)
    start = 0
    for found in _END.finditer(text):
        if not covered[found.start()] and found.end() > start:
            yield start, found.end()
            start = found.end()
    if start < len(text):
        yield start, len(text)


def _form(text: str, mentions: Sequence[Mention], start: int, end: int) -> str:
    pieces: list[str] = []
    at = start
    for n, m in enumerate(mentions):
        pieces += (text[at : m.start], chr(FIRST_SLOT + n))
        at = m.end
    pieces.append(text[at:end])
    return _LOOSE_SPACE.sub("", _SPACES.sub(" ", "".join(pieces))).strip()
