"""The likeliest reading of a text in which some characters are open between several."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from etl.characters import EDGE, CharacterModel, character_class

_SURE = 0.9
"""Probability among its rivals at which a chosen character counts as sure."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text chosen."""

    text: str
    guesses: int
    """Characters that were open."""
    sure: int
    """Those of them that stand clear of their rivals."""


def likeliest_reading(lattice: Sequence[tuple[str, ...]], model: CharacterModel) -> Reading:
    """The most probable way to choose one character at each place (Viterbi 1967), as part of one line.

    O(n * k^2) for n places with k candidates each.
    """
    chosen = _best_path(lattice, model)
    guesses = sure = 0
    for place, candidates in enumerate(lattice):
        if len(candidates) > 1:
            guesses += 1
            sure += _is_sure(lattice, chosen, place, model)
    return Reading("".join(chosen), guesses, sure)


def _best_path(lattice: Sequence[tuple[str, ...]], model: CharacterModel) -> list[str]:
    scores = {EDGE: 0.0}
    steps: list[dict[str, str]] = []
    for candidates in (*lattice, (EDGE,)):
        if len(scores) == 1 and len(candidates) == 1:  # nothing to decide here
            (before,) = scores
            steps.append({candidates[0]: before})
            scores = {candidates[0]: 0.0}
            continue
        classes = {before: character_class(before) for before in scores}
        new_scores: dict[str, float] = {}
        step: dict[str, str] = {}
        for char in candidates:
            cls = character_class(char)
            score, before = max(
                (score + model.log_probability(cls, classes[before]), before) for before, score in scores.items()
            )
            new_scores[char], step[char] = score, before
        scores = new_scores
        steps.append(step)
    path = [EDGE]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return path[-2:0:-1]


def _is_sure(lattice: Sequence[tuple[str, ...]], chosen: Sequence[str], place: int, model: CharacterModel) -> bool:
    before = character_class(chosen[place - 1]) if place else EDGE
    after = character_class(chosen[place + 1]) if place + 1 < len(chosen) else EDGE
    weights = {
        char: math.exp(
            model.log_probability(character_class(char), before) + model.log_probability(after, character_class(char))
        )
        for char in lattice[place]
    }
    return weights[chosen[place]] >= _SURE * sum(weights.values())
