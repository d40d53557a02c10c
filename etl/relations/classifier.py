"""Decide by the trained model which candidate pairs are related, how, and why."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

from etl.relations.model_file import RelationModel
from graph.ontology import RelationType

_REASONS = 3
_UNSAID = ("level", "area", "often", "more_often", "apart", "lang", "passage", "same_area")
"""Features that count but explain nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the model makes of one candidate."""

    type: RelationType
    direction: str
    """">": the first concept is the subject; "<": the second is; "=": symmetric."""
    confidence: float
    """Calibrated, 0..1."""
    because: tuple[str, ...]
    """Features that spoke most for it, strongest first."""


def classify(model: RelationModel, features: Sequence[str]) -> Decision | None:
    """The model's decision on a candidate with these features; None below the bar for proposals."""
    related = _sigmoid(model.related_bias + sum(map(model.related.get, features, repeat(0.0))))
    if calibrated(model, related) < model.propose_bar:
        return None
    scores = list(model.types.bias)
    for feature in features:
        for index, weight in model.types.weights.get(feature, ()):
            scores[index] += weight
    best = max(range(len(scores)), key=scores.__getitem__)
    confidence = calibrated(model, related * _softmax_share(scores, best))
    if confidence < model.propose_bar:
        return None
    label = model.types.classes[best]
    return Decision(RelationType(label[:-1]), label[-1], confidence, _because(model, features, best))


def calibrated(model: RelationModel, score: float) -> float:
    """Share of decisions with about this score that were right, by the calibration points of the model."""
    points = model.calibration
    at = bisect_left(points, (score,))
    if at == 0:
        return points[0][1]
    if at == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    return y0 + (y1 - y0) * (score - x0) / (x1 - x0) if x1 > x0 else y1


def _because(model: RelationModel, features: Sequence[str], best: int) -> tuple[str, ...]:
    votes = []
    for feature in features:
        if not feature.startswith(_UNSAID):
            weight = dict(model.types.weights.get(feature, ())).get(best, 0.0)
            related = model.related.get(feature, 0.0)
            votes.append((weight + related, feature))
    votes.sort(key=lambda v: (-v[0], v[1]))
    return tuple(feature for weight, feature in votes[:_REASONS] if weight > 0)


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x)) if x > -700 else 0.0


def _softmax_share(scores: Sequence[float], best: int) -> float:
    top = scores[best]
    return 1.0 / sum(math.exp(s - top) for s in scores)
