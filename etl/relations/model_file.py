"""The trained classifier as a file: two linear models over named features, and how far their confidence can be trusted.

JSON, so that a change of the model shows in a diff; weights are rounded and small ones left out.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.errors import LexiconError

MODEL = "model.json"


@dataclass(frozen=True, slots=True)
class TypeModel:
    """Weights of each feature for each class."""

    classes: tuple[str, ...]
    """A relation type with ">" (first is subject), "<" (second is) or "=" (symmetric)."""
    bias: tuple[float, ...]
    weights: dict[str, tuple[tuple[int, float], ...]]
    """Feature to its (index of class, weight)."""


@dataclass(frozen=True, slots=True)
class RelationModel:
    """First whether two concepts are related, then how."""

    related_bias: float
    related: dict[str, float]
    """Weight of each feature for "related"."""
    types: TypeModel
    calibration: tuple[tuple[float, float], ...]
    """Points (score, share that was right), rising; between them a straight line."""
    propose_bar: float
    """Calibrated confidence from which a relation is proposed."""
    about: dict[str, Any]
    """What the model was trained on and how it scored, for people."""


@cache
def shipped_model() -> RelationModel | None:
    """The model that ships with Gradus; None where there is none. Raises LexiconError where it can't be read."""
    source = files("etl.relations").joinpath(MODEL)
    if not source.is_file():
        return None
    try:
        return _model(json.loads(source.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise LexiconError(f"{source}: not a relation model ({error}); train it again") from error


def write_model(model: RelationModel, path: Path) -> None:
    """Write `model` as JSON with sorted keys; the same model gives the same bytes."""
    data = {
        "about": model.about,
        "propose_bar": model.propose_bar,
        "calibration": model.calibration,
        "related_bias": model.related_bias,
        "related": dict(sorted(model.related.items())),
        "classes": model.types.classes,
        "bias": model.types.bias,
        "types": {f: [x for pair in pairs for x in pair] for f, pairs in sorted(model.types.weights.items())},
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _model(data: dict[str, Any]) -> RelationModel:
    weights = {f: tuple(zip(map(int, flat[::2]), flat[1::2], strict=True)) for f, flat in data["types"].items()}
    return RelationModel(
        related_bias=float(data["related_bias"]),
        related={feature: float(weight) for feature, weight in data["related"].items()},
        types=TypeModel(tuple(data["classes"]), tuple(data["bias"]), weights),
        calibration=tuple((float(x), float(y)) for x, y in data["calibration"]),
        propose_bar=float(data["propose_bar"]),
        about=dict(data["about"]),
    )
