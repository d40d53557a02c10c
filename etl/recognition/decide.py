"""Which meaning a name has: context words, and what else the note names, decide; otherwise nothing is linked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from etl.model import Mention, Passage, Rejection, RejectReason
from etl.recognition.matcher import Match, Reading

_NOTE_WEIGHT = 3
_TEXT_WEIGHT = 2
_LISTED_WEIGHT = 2
_HEADING_WEIGHT = 1
_NEAR_WEIGHT = 1
_NEAR_PASSAGES = 2
_NEAR_CHARS = 600
_SAME_CHARS = 2000
"""How much of its own passage is around a match, each way: all but of hostile ones, which would cost their square."""
_DECIDED_EACH = 20
"""So often a name is looked at in one passage; from then on it means what it meant last."""

_LIST_MARK = re.compile(r"\s*(?:[、/,，;；|&+]|和|与|及|以及|或|and|or|,\s*and|,\s*or)\s*")
_OF_A_NAME = frozenset({"model", "model_family", "dataset", "benchmark", "framework", "metric", "hardware", "method"})
"""Kinds whose instances are listed beside each other: `BLOOM` among models is the model."""


@dataclass(frozen=True, slots=True)
class FoundNames:
    """A passage with the names found in it, before meanings are decided."""

    passage: Passage
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around one match."""

    text: str
    headings: str
    near: str
    """The passages before and after, and the one this hangs on; looked at only where nothing closer decides."""
    listed: frozenset[str]
    """Kinds of the certain names that this one is listed with."""


def decide(found: Sequence[FoundNames]) -> tuple[list[list[Mention]], list[Rejection]]:
    """Mentions of each passage of one note, in order, and what was not linked."""
    certain = _certain_concepts(found)
    mentions: list[list[Mention]] = []
    rejections: list[Rejection] = []
    for index, names in enumerate(found):
        linked: list[Mention] = []
        decided: dict[tuple[Reading, ...], list[str]] = defaultdict(list)
        for n, match in enumerate(names.matches):
            concept = ""
            if not match.longer_name:
                before = decided[match.readings]
                before.append(before[-1] if len(before) >= _DECIDED_EACH else _meaning(found, index, n, certain))
                concept = before[-1]
            if concept:
                linked.append(match.mention(concept))
            else:
                reason = RejectReason.LOOK_ALIKE if match.longer_name else RejectReason.AMBIGUOUS
                rejections.append(_rejection(names.passage, match, reason))
        mentions.append(linked)
    return mentions, rejections


def _is_certain(match: Match) -> bool:
    return len(match.readings) == 1 and not match.readings[0].context and not match.longer_name


def _certain_concepts(found: Iterable[FoundNames]) -> frozenset[str]:
    """Concepts that the note names by a name with one meaning."""
    return frozenset(m.readings[0].concept for names in found for m in names.matches if _is_certain(m))


def _meaning(found: Sequence[FoundNames], index: int, n: int, certain: frozenset[str]) -> str:
    """Concept id of the best supported reading; empty where none is supported or two are alike."""
    match = found[index].matches[n]
    if _is_certain(match):
        return match.readings[0].concept
    if len(match.readings) == 1 and match.readings[0].concept in certain:
        return match.readings[0].concept
    around = _around(found, index, n)
    if len(match.readings) == 1:
        return match.readings[0].concept if _has_support(match.readings[0], around, found, index) else ""
    scored = _scored(match, around, certain)
    if scored[0][0] == 0:
        scored = _scored(match, replace(around, near=_near(found, index)), certain)
    best = scored[0]
    if best[0] == 0 or (len(scored) > 1 and scored[1][0] == best[0] and scored[1][1] != best[1]):
        return ""
    return best[1]


def _has_support(reading: Reading, around: _Around, found: Sequence[FoundNames], index: int) -> bool:
    """Whether anything speaks for the only reading; the first sign is enough."""
    words = _context_pattern(reading.context)
    return bool(
        words.search(around.text)
        or words.search(around.headings)
        or (reading.kind in _OF_A_NAME and reading.kind in around.listed)
        or words.search(_near(found, index))
    )


def _scored(match: Match, around: _Around, certain: frozenset[str]) -> list[tuple[int, str]]:
    return sorted(((_support(r, around, certain), r.concept) for r in match.readings), reverse=True)


def _near(found: Sequence[FoundNames], index: int) -> str:
    passage = found[index].passage
    near = [f.passage.text for f in found[max(0, index - _NEAR_PASSAGES) : index]]
    near += [f.passage.text for f in found[index + 1 : index + 1 + _NEAR_PASSAGES]]
    if passage.parent is not None:
        near.append(found[passage.parent].passage.text)
    return " ".join(text[:_NEAR_CHARS] for text in near)


def _around(found: Sequence[FoundNames], index: int, n: int) -> _Around:
    passage, matches = found[index].passage, found[index].matches
    match = matches[n]
    beside = [(other, passage.text[other.end : match.start]) for other in matches[max(0, n - 1) : n]]
    beside += [(other, passage.text[match.end : other.start]) for other in matches[n + 1 : n + 2]]
    listed = (o.readings[0].kind for o, between in beside if _is_certain(o) and _LIST_MARK.fullmatch(between))
    return _Around(
        text=passage.text[max(0, match.start - _SAME_CHARS) : match.start]
        + " "
        + passage.text[match.end : match.end + _SAME_CHARS],
        headings=" ".join(h.text for h in passage.heading_path),
        near="",
        listed=frozenset(listed),
    )


def _support(reading: Reading, around: _Around, certain: frozenset[str]) -> int:
    if not reading.context:
        return 1
    words = _context_pattern(reading.context)
    return (
        _TEXT_WEIGHT * _distinct(words, around.text)
        + _HEADING_WEIGHT * _distinct(words, around.headings)
        + _NEAR_WEIGHT * _distinct(words, around.near)
        + _NOTE_WEIGHT * (reading.concept in certain)
        + _LISTED_WEIGHT * (reading.kind in _OF_A_NAME and reading.kind in around.listed)
    )


def _distinct(words: re.Pattern[str], text: str) -> int:
    return len({w.casefold() for w in words.findall(text)}) if text else 0


@lru_cache(maxsize=4096)
def _context_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    parts = [rf"(?<![a-z]){re.escape(w)}(?=s?(?![a-z]))" if w.isascii() else re.escape(w) for w in longest_first]
    return re.compile("|".join(parts), re.IGNORECASE)


def _rejection(passage: Passage, match: Match, reason: RejectReason) -> Rejection:
    line = passage.line_at(match.start)
    text = passage.text.split("\n")[line - passage.line]
    return Rejection(passage.path, line, text, reason, match.surface)
