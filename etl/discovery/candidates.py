"""Names in prominent places of a note that the lexicon does not know."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from etl.discovery.abbreviations import abbreviation_pairs
from etl.model import Mention, ParsedNote, Passage, PassageKind

Source = Literal["abbreviation", "heading", "bold", "link"]

_WORD = r"[A-Z][A-Za-z]*(?:[-.]?[A-Za-z0-9]+)*\+*|[a-z]{1,3}[A-Z][\w.-]*|[A-Z]"
_TERM = re.compile(rf"(?:{_WORD})(?: (?:{_WORD}|\d(?:\.\d)?)){{0,3}}")
_COINED = re.compile(r"[A-Z].*[A-Z]|[A-Za-z][0-9]|[a-z][A-Z]|[A-Z]{2}")
_MAX_LENGTH = 40


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A name that may be a concept."""

    id: str
    name: str
    other_names: tuple[str, ...]
    source: Source
    path: str
    line: int


def find_candidates(
    note: ParsedNote, mentions: Sequence[Sequence[Mention]]
) -> tuple[list[Candidate], list[list[Mention]]]:
    """Candidates of a note, and its mentions with those of the candidates added."""
    found: dict[str, Candidate] = {}
    for passage in note.passages:
        for candidate in _of_passage(passage, mentions[passage.index]):
            found.setdefault(candidate.id, candidate)
    names = {name: c.id for c in found.values() for name in (c.name, *c.other_names)}
    if not names:
        return [], [list(m) for m in mentions]
    longest_first = sorted(names, key=lambda n: (-len(n), n))
    pattern = re.compile(
        "|".join(
            rf"(?<![A-Za-z0-9]){re.escape(n)}(?![A-Za-z0-9])" if n.isascii() else re.escape(n) for n in longest_first
        )
    )
    merged = [_with_new(p, mentions[p.index], pattern, names) for p in note.passages]
    return sorted(found.values()), merged


@cache
def ordinary_words() -> frozenset[str]:
    """Words in a heading or link that name no concept, one a line of `ordinary_words.txt`."""
    text = files("etl.discovery").joinpath("ordinary_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def slug(name: str) -> str:
    """A kebab-case id made of a name; letters of any script stay."""
    return re.sub(r"[^\w]+|_", "-", name.lower().replace("+", "-plus")).strip("-")


def _of_passage(passage: Passage, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    for pair in abbreviation_pairs(passage.text):
        inside = [m for m in mentions if pair.start - 60 <= m.start < pair.start + len(pair.short + pair.english) + 4]
        if not any(m.surface in pair.names() for m in inside) and pair.short:
            yield _candidate(passage, pair.short, pair.names()[1:], "abbreviation", pair.start)
    for start, end, source in _prominent(passage):
        name = passage.text[start:end].strip(" \t:：。.,，、")
        overlaps = any(m.start < end and start < m.end for m in mentions)
        if not overlaps and _is_term(name):
            yield _candidate(passage, name, (), source, start)


def _prominent(passage: Passage) -> Iterator[tuple[int, int, Source]]:
    if passage.kind is PassageKind.HEADING:
        yield 0, len(passage.text), "heading"
    for span in passage.bold:
        if not passage.text[: span.start].strip(" \t-*•·0123456789.、"):
            yield span.start, span.end, "bold"
    for span in passage.links:
        yield span.start, span.end, "link"


def _is_term(name: str) -> bool:
    return (
        1 < len(name) <= _MAX_LENGTH
        and _TERM.fullmatch(name) is not None
        and _COINED.search(name) is not None
        and not any(word in ordinary_words() for word in name.lower().split())
    )


def _candidate(passage: Passage, name: str, others: tuple[str, ...], source: Source, start: int) -> Candidate:
    return Candidate(slug(name), name, others, source, passage.path, passage.line_at(start))


def _with_new(
    passage: Passage, mentions: Sequence[Mention], pattern: re.Pattern[str], names: dict[str, str]
) -> list[Mention]:
    taken = bytearray(len(passage.text))
    for m in mentions:
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    new = [
        Mention(names[f.group()], f.start(), f.end(), f.group())
        for f in pattern.finditer(passage.text)
        if not any(taken[f.start() : f.end()])
    ]
    return sorted([*mentions, *new], key=lambda m: m.start)
