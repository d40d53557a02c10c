"""Pairs of a long form and its abbreviation: `中文（English, ABBR）`, `Long Form (ABBR)`.

The check of an English pair is the algorithm of Schwartz and Hearst (2003), "A simple algorithm for identifying
abbreviation definitions in biomedical text": the letters of the short form occur in the long form in order, the first
at the start of a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKET = re.compile(r"[（(]([^（()）\n]{2,80})[)）]")
_SHORT = re.compile(r"[A-Za-z][\w@.+-]{1,11}")
_CHINESE_TAIL = re.compile(r"[\u4e00-\u9fff]{2,12}$")
_LATIN_TAIL = re.compile(r"[A-Za-z][\w-]*(?:[ -]+[\w-]+){0,9}$")
_SPLIT = re.compile(r"\s*[,，;；、/|:：]\s*|\s*简称\s*|\s*即\s*")
_ENGLISH_LONG = re.compile(r"[A-Za-z][\w-]*(?:[ -][\w-]+){0,7}")
_CHINESE_STOP = re.compile(
    r"^.*?(?:的|是|为|即|和|与|或|在|对|用|以|从|将|把|叫做?|称为|包括|例如|如|等|了|有|及)(?=[\u4e00-\u9fff]{2})"
)


@dataclass(frozen=True, slots=True)
class AbbreviationPair:
    """Names that one note gives to one thing, and where."""

    english: str
    chinese: str
    short: str
    start: int
    """Offset of the bracket's content in the text."""

    def names(self) -> tuple[str, ...]:
        """The names that are there, the shortest English one first."""
        return tuple(n for n in (self.short, self.english, self.chinese) if n)


def abbreviation_pairs(text: str) -> Iterator[AbbreviationPair]:
    """All pairs in `text`, in order."""
    for bracket in _BRACKET.finditer(text):
        before = text[max(0, bracket.start() - 80) : bracket.start()].rstrip()
        parts = [p for p in _SPLIT.split(bracket[1].strip()) if p]
        pair = _pair(before, parts, bracket.start(1))
        if pair:
            yield pair


def _pair(before: str, parts: list[str], at: int) -> AbbreviationPair | None:
    chinese = _CHINESE_TAIL.search(before)
    if chinese and len(parts) in (1, 2) and all(p.isascii() for p in parts):
        name = _CHINESE_STOP.sub("", chinese[0])
        return _bilingual(name, parts, at)
    latin = _LATIN_TAIL.search(before)
    if latin and len(parts) == 1 and _SHORT.fullmatch(parts[0]) and sum(c.isupper() for c in parts[0]) > 1:
        long_form = find_long_form(parts[0], latin[0])
        if long_form:
            return AbbreviationPair(long_form, "", parts[0], at)
    return None


def _bilingual(chinese: str, parts: list[str], at: int) -> AbbreviationPair | None:
    if len(parts) == 2 and _ENGLISH_LONG.fullmatch(parts[0]) and _SHORT.fullmatch(parts[1]):
        if find_long_form(parts[1], parts[0]) == parts[0]:
            return AbbreviationPair(parts[0], chinese, parts[1], at)
        return None
    if len(parts) == 1 and _ENGLISH_LONG.fullmatch(parts[0]) and (" " in parts[0] or "-" in parts[0]):
        return AbbreviationPair(parts[0], chinese, "", at)
    return None


def find_long_form(short: str, before: str) -> str:
    """The end of `before` that `short` abbreviates; empty where none does (Schwartz and Hearst 2003, figure 1)."""
    letters = [c for c in short.lower() if c.isalnum()]
    at = len(before) - 1
    for n in range(len(letters) - 1, -1, -1):
        while at >= 0 and (before[at].lower() != letters[n] or (n == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
        at -= 1
    long_form = before[at + 1 :]
    enough = len(long_form) > len(short) and len(long_form.split()) <= min(len(letters) + 5, len(letters) * 2)
    return long_form if enough else ""
