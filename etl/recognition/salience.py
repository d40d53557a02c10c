"""Which mentions a passage is about: a logistic regression over readable features, trained by `etl.training.salience`.

A reader who lists the concepts of a passage takes every coined name, but `dataset` or `GPU` only where the passage says
something of them. The weights are data (`salience.json`); a build needs no library for them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from etl.model import Mention, ParsedNote
from etl.recognition.mention_features import NoteMentions, features
from graph.model import Concept

WEIGHTS_FILE = "salience.json"


@dataclass(frozen=True, slots=True)
class SalienceModel:
    """Weights of features, and the score from which on a mention counts."""

    weights: Mapping[str, float]
    threshold: float

    def score(self, found: Sequence[str]) -> float:
        """Logit of a mention with these features: above 0 a reader would list it more often than not."""
        weight = self.weights.get
        return sum([weight(f, 0.0) for f in found])


@cache
def salience_model() -> SalienceModel:
    """The shipped model."""
    data = json.loads(files("etl.recognition").joinpath(WEIGHTS_FILE).read_text(encoding="utf-8"))
    return SalienceModel(data["weights"], data["threshold"])


def mark_salient(
    note: ParsedNote,
    mentions: Sequence[Sequence[Mention]],
    concepts: Mapping[str, Concept],
    discovered: Mapping[str, Sequence[str]],
    model: SalienceModel | None = None,
) -> list[list[Mention]]:
    """The mentions with `salient` set; `discovered` gives the features of the name of each candidate."""
    model = model or salience_model()
    view = NoteMentions(note, mentions)
    marked: list[list[Mention]] = []
    for passage in note.passages:
        named = mentions[passage.index]
        scores = (model.score(features(view, passage, n, concepts, discovered)) for n in range(len(named)))
        marked.append(
            [m if s >= model.threshold else replace(m, salient=False) for m, s in zip(named, scores, strict=True)]
        )
    return marked
