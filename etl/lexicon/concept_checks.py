"""Checks of single concepts, and of names that several concepts claim."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from etl.lexicon.entries import Lexicon, LexiconConcept
from etl.lexicon.problems import Problem
from graph.concept_index import fold_name

_SEPARATORS = re.compile(r"[\s\-_·‐‑–—]+")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ARXIV = re.compile(r"(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_FIRST_YEAR, _LAST_YEAR = 1700, 2100
_YEARS_APART = 1
"""A paper may be on arXiv the year before or after the release that the lexicon dates."""


def concept_problems(lexicon: Lexicon) -> Iterator[Problem]:
    """Problems of ids, definitions, years, papers and names, concept by concept."""
    for entry in lexicon.concepts:
        for what in (*_form(entry), *_paper(entry), *_names(entry)):
            yield Problem(entry.source, f"{entry.concept.id}: {what}")
    yield from _shared_names(lexicon.concepts)
    yield from _merged_look_alikes(lexicon)


def arxiv_fault(arxiv: str, year: int | None = None) -> str:
    """What is wrong with an arXiv id, by itself and against a year; empty where nothing is."""
    found = _ARXIV.fullmatch(arxiv)
    if not found:
        return f"arXiv id {arxiv!r} is not YYMM.NNNNN"
    published = 2000 + int(found[1])
    if len(found[3]) != (4 if published < 2015 else 5):
        return (
            f"arXiv id {arxiv!r} has {len(found[3])} digits after the point; from 2015 on there are five, before four"
        )
    if year is not None and abs(published - year) > _YEARS_APART:
        return f"arXiv id {arxiv!r} is of {published}, the year is {year}"
    return ""


def _form(entry: LexiconConcept) -> Iterator[str]:
    c = entry.concept
    if not _ID.fullmatch(c.id):
        yield "the id is not kebab-case in ASCII letters and digits"
    if not c.definition:
        yield "no definition; say in one or two sentences what it is"
    if not c.definition_zh:
        yield "no definition_zh; say it in Chinese too"
    for key, text in (("name_zh", c.name_zh), ("definition_zh", c.definition_zh)):
        if text and not _CHINESE.search(text):
            yield f"{key} {text!r} has no Chinese in it"
    if c.area == "discovered":
        yield "area 'discovered' is for concepts found in notes; name a field"


def _paper(entry: LexiconConcept) -> Iterator[str]:
    c = entry.concept
    if c.year is not None and not _FIRST_YEAR <= c.year <= _LAST_YEAR:
        yield f"year {c.year} is not within {_FIRST_YEAR}..{_LAST_YEAR}"
    if c.paper and c.paper.arxiv:
        fault = arxiv_fault(c.paper.arxiv, c.year)
        if fault:
            yield fault
    if c.paper and not c.paper.title:
        yield "the paper has no title"


def _names(entry: LexiconConcept) -> Iterator[str]:
    names = entry.names()
    for name in names:
        if not name.strip():
            yield "an empty name among the aliases"
    yield from (f"exact {n!r} is neither name nor alias" for n in entry.exact if n not in names)
    yield from (f"ambiguous alias {a.alias!r} has no context words" for a in entry.ambiguous if not any(a.context))
    seen: dict[str, str] = {}
    for name in dict.fromkeys((entry.concept.name, *entry.concept.aliases, *entry.misspelled)):
        key = _SEPARATORS.sub("", unicodedata.normalize("NFKC", name)).casefold()
        if key in seen:
            yield f"alias {name!r} is {seen[key]!r} again: case, spaces and hyphens do not count; leave one out"
        seen.setdefault(key, name)


def _shared_names(entries: Iterable[LexiconConcept]) -> Iterator[Problem]:
    claims: dict[str, dict[str, tuple[LexiconConcept, str, bool]]] = defaultdict(dict)
    for entry in entries:
        ambiguous = {fold_name(a.alias) for a in entry.ambiguous}
        for name in entry.names():
            key = fold_name(name)
            claims[key].setdefault(entry.concept.id, (entry, name, key in ambiguous))
    for claimants in claims.values():
        if len(claimants) > 1:
            ids = " and ".join(claimants)
            for entry, name, marked in claimants.values():
                if not marked:
                    what = f"alias {name!r} belongs to {ids}; keep it in one or mark it ambiguous in each"
                    yield Problem(entry.source, f"{entry.concept.id}: {what}")


def _merged_look_alikes(lexicon: Lexicon) -> Iterator[Problem]:
    owners: dict[str, dict[str, LexiconConcept]] = defaultdict(dict)
    for entry in lexicon.concepts:
        for name in entry.names():
            owners[fold_name(name)][entry.concept.id] = entry
    for first, second in lexicon.look_alikes:
        if fold_name(first) == fold_name(second):
            yield Problem("", f"look-alikes {first!r} and {second!r} are one name up to case, spaces and hyphens")
            continue
        shared = owners[fold_name(first)].keys() & owners[fold_name(second)].keys()
        for id_ in sorted(shared):
            entry = owners[fold_name(first)][id_]
            what = f"{id_}: {first!r} and {second!r} are look-alikes and must not be one concept; split it"
            yield Problem(entry.source, what)
