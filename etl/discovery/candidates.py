"""Names in a note that the lexicon does not know, and what speaks for each being a concept."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from etl.discovery.abbreviations import abbreviation_pairs
from etl.discovery.phrases import Source, phrases
from etl.discovery.termhood import c_values, stated_kind
from etl.model import Mention, ParsedNote, Passage
from graph.concept_index import fold_name

_BORDER = "\0"
_MAX_PLACES = 20
_MAX_CANDIDATES = 1000
"""The note is looked through for each; real notes have a few dozen."""


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A name that may be a concept."""

    id: str
    name: str
    other_names: tuple[str, ...]
    source: Source
    path: str
    line: int
    kind: str = ""
    """What the note calls it, where it does."""


def find_candidates(
    note: ParsedNote, mentions: Sequence[Sequence[Mention]], known: Container[str] = ()
) -> tuple[list[Candidate], list[list[Mention]]]:
    """Candidates of a note, and its mentions with those of the candidates added.

    `known`: folded names of the lexicon; one of them that is not linked stays so.
    """
    found: dict[str, Candidate] = {}
    for candidate in (c for p in note.passages for c in _of_passage(p, mentions[p.index])):
        name = fold_name(candidate.name)
        if name not in known and name.removesuffix("s") not in known:
            found.setdefault(candidate.id, candidate)
        if len(found) == _MAX_CANDIDATES:
            break
    for candidate in _aliases(note, known):
        found.setdefault(candidate.id, candidate)
    text = _BORDER.join(p.text for p in note.passages)
    terms = [replace(c, kind=_kind(c, text)) for c in _own_terms(tuple(found.values()), text)]
    ids = {name: c.id for c in terms for name in (c.name, *c.other_names)}
    return sorted(terms), _with_new(note.passages, mentions, ids)


def slug(name: str) -> str:
    """A kebab-case id made of a name; letters of any script stay."""
    return re.sub(r"[^\w]+|_", "-", name.lower().replace("+", "-plus")).strip("-")


def _own_terms(found: Sequence[Candidate], text: str) -> list[Candidate]:
    """The candidates that the note does not only use as a piece of a longer one."""
    words = {c.id: tuple(c.name.split()) for c in found}
    values = c_values({words[c.id]: text.count(c.name) for c in found})
    return [c for c in found if values[words[c.id]] > 0]


def _kind(candidate: Candidate, text: str) -> str:
    places = re.finditer(_whole_name(candidate.name), text)
    return stated_kind((text, place.end()) for place in islice(places, _MAX_PLACES))


def _aliases(note: ParsedNote, known: Container[str]) -> Iterator[Candidate]:
    """What the front matter gives as other names of a known concept that is the note's title."""
    if fold_name(note.title) in known:
        for name, line in note.aliases:
            if fold_name(name) not in known and slug(name):
                yield Candidate(slug(name), name, (note.title,), "abbreviation", note.document.path, line)


def _of_passage(passage: Passage, mentions: Sequence[Mention]) -> Iterator[Candidate]:
    for pair in abbreviation_pairs(passage.text):
        inside = [m for m in mentions if pair.start - 60 <= m.start < pair.start + len(pair.short + pair.english) + 4]
        if not any(m.surface in pair.names() for m in inside) and pair.short:
            yield _candidate(passage, pair.short, pair.names()[1:], "abbreviation", pair.start)
    for phrase in phrases(passage, mentions):
        yield _candidate(passage, passage.text[phrase.start : phrase.end], (), phrase.source, phrase.start)


def _candidate(passage: Passage, name: str, others: tuple[str, ...], source: Source, start: int) -> Candidate:
    return Candidate(slug(name), name, others, source, passage.path, passage.line_at(start))


def _with_new(
    passages: Sequence[Passage], mentions: Sequence[Sequence[Mention]], ids: Mapping[str, str]
) -> list[list[Mention]]:
    merged = [list(named) for named in mentions]
    if not ids:
        return merged
    text = _BORDER.join(p.text for p in passages)
    here = [name for name in ids if name in text]
    pattern = _any_of(here)
    for passage in passages:
        taken = bytearray(len(passage.text))
        for m in mentions[passage.index]:
            taken[m.start : m.end] = b"\1" * (m.end - m.start)
        new = [
            Mention(ids[f[0]], f.start(), f.end(), f[0])
            for f in pattern.finditer(passage.text)
            if not any(taken[f.start() : f.end()])
        ]
        if new:
            merged[passage.index] = sorted([*merged[passage.index], *new], key=lambda m: m.start)
    return merged


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda n: (-len(n), n))
    return re.compile("|".join(map(_whole_name, longest_first)))


def _whole_name(name: str) -> str:
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return before + re.escape(name) + after
