"""How often Chinese characters stand alone and side by side: a bigram model of characters."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

EDGE = "^"
"""Stands for the start and end of a line."""

_LEVEL_1, _LEVEL_2, _OTHER, _SIGN = 0.5, 0.02, 0.001, 1.0
"""Counts that a character is given beforehand: of GB 2312's 3,755 most used, of its other 3,008, any, Chinese marks."""
_DATA = "character_counts.tsv"


def character_class(char: str) -> str:
    """The character itself, or the one that stands for all of its class: a letter, a digit, white space."""
    if char > "\x7f":
        return char
    if char.isalpha():
        return "a"
    if char.isdigit():
        return "0"
    return "_" if char.isspace() else char


@dataclass(frozen=True, slots=True)
class CharacterModel:
    """Counts of characters and of what follows each."""

    counts: dict[str, int]
    followers: dict[str, dict[str, int]]

    def log_probability(self, char: str, before: str) -> float:
        """Natural logarithm of P(char | before), both as classes; pairs never seen fall back on single characters.

        Interpolation after Witten and Bell 1991: what stands before decides as far as it has been seen.
        """
        followers = self.followers.get(before, {})
        spread = len(followers) + 3.0
        seen = self.counts.get(before, 0)
        return math.log((followers.get(char, 0) + spread * self._alone(char)) / (seen + spread))

    def _alone(self, char: str) -> float:
        return (self.counts.get(char, 0) + _count_beforehand(char)) / (self.counts.get("", 0) + 10_000)


@cache
def character_model() -> CharacterModel:
    """The model that ships with Gradus (see `scripts/count_characters.py`)."""
    text = resources.files("etl").joinpath(_DATA).read_text("utf-8")
    return parse_counts(line for line in text.split("\n") if line and not line.startswith("#"))


def parse_counts(lines: Iterable[str]) -> CharacterModel:
    """A model from lines `char <tab> count <tab> n:followers seen n times <tab> …`."""
    counts: dict[str, int] = {}
    followers: dict[str, dict[str, int]] = {}
    for line in lines:
        char, count, *groups = line.split("\t")
        counts[char] = int(count)
        after = followers[char] = {}
        for group in groups:
            times, _, chars = group.partition(":")
            after.update(dict.fromkeys(chars, int(times)))
    counts[""] = sum(counts.values())
    return CharacterModel(counts, followers)


def count_characters(texts: Iterable[str], *, min_pairs: int = 3) -> list[str]:
    """Lines for `parse_counts`: pairs seen at least `min_pairs` times in which a character beyond ASCII takes part."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for line in text.split("\n"):
            chars = [EDGE, *map(character_class, line.strip()), EDGE]
            singles.update(chars)
            pairs.update(pairwise(chars))
    kept: dict[str, dict[int, list[str]]] = {}
    for (before, char), times in pairs.items():
        if times >= min_pairs and (before > "\x7f" or char > "\x7f"):
            kept.setdefault(before, {}).setdefault(times, []).append(char)
    return [
        "\t".join(
            [char, str(count), *(f"{n}:{''.join(sorted(chars))}" for n, chars in sorted(kept.get(char, {}).items()))]
        )
        for char, count in sorted(singles.items())
        if count >= min_pairs and (char > "\x7f" or char in kept or char == EDGE)
    ]


@cache
def _count_beforehand(char: str) -> float:
    if "\u3000" < char <= "\u301f" or "\uff00" < char <= "\uff5e":
        return _SIGN
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return _OTHER
    if len(code) != 2 or code < b"\xb0\xa1":
        return _OTHER
    return _LEVEL_1 if code <= b"\xd7\xf9" else _LEVEL_2
