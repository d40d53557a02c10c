"""Which meaning a name has: context words, and what else the note names, decide; otherwise nothing is linked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.model import Mention, Passage, Rejection, RejectReason
from etl.recognition.matcher import Match, Reading

_NOTE_WEIGHT = 3
_TEXT_WEIGHT = 2
_HEADING_WEIGHT = 1


@dataclass(frozen=True, slots=True)
class FoundNames:
    """A passage with the names found in it, before meanings are decided."""

    passage: Passage
    matches: tuple[Match, ...]


def decide(found: Sequence[FoundNames]) -> tuple[list[list[Mention]], list[Rejection]]:
    """Mentions of each passage of one note, in order, and what was not linked."""
    certain = _certain_concepts(found)
    mentions: list[list[Mention]] = []
    rejections: list[Rejection] = []
    for names in found:
        linked: list[Mention] = []
        for match in names.matches:
            concept = "" if match.longer_name else _meaning(match, names.passage, certain)
            if concept:
                linked.append(match.mention(concept))
            else:
                reason = RejectReason.LOOK_ALIKE if match.longer_name else RejectReason.AMBIGUOUS
                rejections.append(_rejection(names.passage, match, reason))
        mentions.append(linked)
    return mentions, rejections


def _certain_concepts(found: Iterable[FoundNames]) -> frozenset[str]:
    """Concepts that the note names by a name with one meaning."""
    return frozenset(
        match.readings[0].concept
        for names in found
        for match in names.matches
        if len(match.readings) == 1 and not match.readings[0].context and not match.longer_name
    )


def _meaning(match: Match, passage: Passage, certain: frozenset[str]) -> str:
    """Concept id of the best supported reading; empty where none is supported or two are alike."""
    if len(match.readings) == 1 and not match.readings[0].context:
        return match.readings[0].concept
    around = passage.text[: match.start] + " " + passage.text[match.end :]
    headings = " ".join(h.text for h in passage.heading_path)
    scored = sorted(((_support(r, around, headings, certain), r.concept) for r in match.readings), reverse=True)
    best = scored[0]
    if best[0] == 0 or (len(scored) > 1 and scored[1][0] == best[0] and scored[1][1] != best[1]):
        return ""
    return best[1]


def _support(reading: Reading, around: str, headings: str, certain: frozenset[str]) -> int:
    if not reading.context:
        return 1
    words = _context_pattern(reading.context)
    return (
        _TEXT_WEIGHT * len({w.casefold() for w in words.findall(around)})
        + _HEADING_WEIGHT * len({w.casefold() for w in words.findall(headings)})
        + _NOTE_WEIGHT * (reading.concept in certain)
    )


@lru_cache(maxsize=4096)
def _context_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    parts = [rf"(?<![a-z]){re.escape(w)}(?=s?(?![a-z]))" if w.isascii() else re.escape(w) for w in longest_first]
    return re.compile("|".join(parts), re.IGNORECASE)


def _rejection(passage: Passage, match: Match, reason: RejectReason) -> Rejection:
    line = passage.line_at(match.start)
    text = passage.text.split("\n")[line - passage.line]
    return Rejection(passage.path, line, text, reason, match.surface)
