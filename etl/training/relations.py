"""Train the relation classifier: `python -m etl.training.relations NOTES ANNOTATED...` rewrites `model.json`.

NOTES is the folder of notes, each ANNOTATED a folder with `passages.json` and `relations.jsonl` about them. The model
is judged by leaving one corpus (first folder of the path) out at a time; the same decisions calibrate its confidence.
Needs scikit-learn (development only). Two runs give the same bytes.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.isotonic import IsotonicRegression  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from etl.lexicon.compiled import load_lexicon
from etl.pipeline import recognizer_of
from etl.relations.classifier import Decision, classify
from etl.relations.model_file import MODEL, RelationModel, TypeModel, write_model
from etl.training.relation_gold import Key, RelationGold, gold_key, names_of, read_relation_gold
from etl.training.relation_rows import NONE, Row, label_counts, read_rows

STRENGTH_RELATED = 0.05
STRENGTH_TYPE = 0.3
"""Inverse L2 penalties, chosen by leaving corpora out."""
MIN_COUNT = 3
PROPOSE_SHARE = 0.2
_SMALLEST = 0.02
_POINTS = 24


@dataclass(frozen=True, slots=True)
class Scored:
    """A decision of a model that has not seen the corpus."""

    key: Key
    score: float
    right: bool | None
    """None where annotators leave it open."""


def main(arguments: Sequence[str]) -> None:
    """Train, judge and write the model."""
    notes, *annotated = map(Path, arguments)
    lexicon = load_lexicon()
    recognizer = recognizer_of(lexicon)
    gold = read_relation_gold(annotated, names_of(lexicon))
    rows = read_rows(gold, notes, recognizer)
    decisions = _left_out(rows, gold)
    calibration = _calibrate(decisions)
    about = {
        "passages": len(gold.windows),
        "rows": len(rows),
        "labels": label_counts(rows),
        "left_out": [_figures(decisions, gold, calibration, bar) for bar in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)],
        "reliability": _reliability(decisions, calibration),
    }
    model = train(rows, calibration=calibration, about=about)
    write_model(model, Path(str(files("etl.relations").joinpath(MODEL))))
    for name, value in about.items():
        print(name, *(value if isinstance(value, list) else [value]), sep="\n  ")


def train(rows: Sequence[Row], *, calibration: Sequence[tuple[float, float]], about: dict[str, Any]) -> RelationModel:
    """A model of these rows."""
    used = [r for r in rows if r.label is not None]
    counts = Counter(f for r in used for f in set(r.features))
    vocabulary = {f: n for n, f in enumerate(sorted(f for f, c in counts.items() if c >= MIN_COUNT))}
    matrix = _matrix(used, vocabulary)
    weight = np.array([r.weight for r in used])
    related = np.array([r.label != NONE for r in used])
    first = LogisticRegression(C=STRENGTH_RELATED, max_iter=500, tol=1e-4).fit(matrix, related, sample_weight=weight)
    rows_related = np.flatnonzero(related)
    labels = [used[n].label for n in rows_related]
    second = LogisticRegression(C=STRENGTH_TYPE, max_iter=500, tol=1e-4)
    second.fit(matrix[rows_related], labels, sample_weight=weight[rows_related])
    return RelationModel(
        related_bias=round(float(first.intercept_[0]), 3),
        related={f: w for f, n in vocabulary.items() if abs(w := round(float(first.coef_[0, n]), 3)) >= _SMALLEST},
        types=TypeModel(
            classes=tuple(map(str, second.classes_)),
            bias=tuple(round(float(b), 3) for b in second.intercept_),
            weights=_sparse(second.coef_, vocabulary),
        ),
        calibration=tuple(calibration),
        propose_bar=PROPOSE_SHARE,
        about=about,
    )


def _matrix(rows: Sequence[Row], vocabulary: dict[str, int]) -> Any:
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += sorted({vocabulary[f] for f in row.features if f in vocabulary})
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(vocabulary)))


def _sparse(coefficients: Any, vocabulary: dict[str, int]) -> dict[str, tuple[tuple[int, float], ...]]:
    weights: dict[str, tuple[tuple[int, float], ...]] = {}
    for feature, column in vocabulary.items():
        kept = [(n, round(float(w), 3)) for n, w in enumerate(coefficients[:, column]) if abs(w) >= _SMALLEST]
        if kept:
            weights[feature] = tuple(kept)
    return weights


def _left_out(rows: Sequence[Row], gold: RelationGold) -> list[Scored]:
    """Decisions on each corpus by a model of the others; the best of each pair in a passage."""
    must, may = gold.must(), gold.may()
    identity = ((0.0, 0.0), (1.0, 1.0))
    scored: list[Scored] = []
    for corpus in sorted({r.corpus for r in rows}):
        model = train([r for r in rows if r.corpus != corpus], calibration=identity, about={})
        for key, decision in _best(model, (r for r in rows if r.corpus == corpus)).items():
            right = None if key in may else key in must
            scored.append(Scored(key, decision.confidence, right))
    return scored


def _best(model: RelationModel, rows: Iterable[Row]) -> dict[Key, Decision]:
    """The strongest decision on each pair of each passage."""
    best: dict[tuple[str, frozenset[str]], tuple[Key, Decision]] = {}
    for row in rows:
        decision = classify(model, row.features)
        if decision is None:
            continue
        ends = (row.second, row.first) if decision.direction == "<" else (row.first, row.second)
        pair = (row.passage, frozenset(ends))
        if pair not in best or decision.confidence > best[pair][1].confidence:
            best[pair] = (gold_key(row.passage, decision.type, *ends), decision)
    return dict(best.values())


def _calibrate(decisions: Sequence[Scored]) -> list[tuple[float, float]]:
    """Points (score, share right) by isotonic regression (Zadrozny and Elkan 2002), thinned to equal steps."""
    judged = [d for d in decisions if d.right is not None]
    fitted = IsotonicRegression(y_min=0.0, y_max=0.98, out_of_bounds="clip")
    fitted.fit([d.score for d in judged], [float(bool(d.right)) for d in judged])
    grid = [n / _POINTS for n in range(_POINTS + 1)]
    return [(x, round(float(y), 4)) for x, y in zip(grid, fitted.predict(grid), strict=True)]


def _share(score: float, calibration: Sequence[tuple[float, float]]) -> float:
    return float(np.interp(score, [x for x, _ in calibration], [y for _, y in calibration]))


def _figures(
    decisions: Sequence[Scored], gold: RelationGold, calibration: Sequence[tuple[float, float]], bar: float
) -> dict[str, float]:
    """Strict and pair scores of all decisions whose calibrated confidence reaches `bar`."""
    must, may = gold.must(), gold.may()
    got = {d.key for d in decisions if _share(d.score, calibration) >= bar}
    figures = {"bar": bar, **_prf("strict", got, must, may)}
    return figures | _prf("pair", _pairs(got), _pairs(must), _pairs(may) - _pairs(must))


def _pairs(keys: Iterable[Key]) -> set[Any]:
    return {(passage, *sorted((s, o))) for passage, _, s, o in keys}


def _prf(name: str, got: set[Any], must: set[Any], may: set[Any]) -> dict[str, float]:
    right, wrong = len(got & must), len(got - must - may)
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / len(must) if must else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    values = {"precision": precision, "recall": recall, "f1": f1}
    return {f"{name}_{k}": round(v, 3) for k, v in values.items()}


def _reliability(decisions: Sequence[Scored], calibration: Sequence[tuple[float, float]]) -> list[dict[str, float]]:
    """For each tenth of confidence: how many decisions, and what share of them was right."""
    bins: dict[int, list[bool]] = defaultdict(list)
    for d in decisions:
        if d.right is not None:
            bins[min(9, int(_share(d.score, calibration) * 10))].append(d.right)
    return [
        {"from": n / 10, "decisions": len(b), "share_right": round(sum(b) / len(b), 3)} for n, b in sorted(bins.items())
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
