"""Train the salience model: `python -m etl.training.salience NOTES ANNOTATED...` rewrites `salience.json`.

NOTES is the folder of notes, each ANNOTATED a folder with `passages.json` and `concepts.jsonl` about them. Validated
by leaving out one corpus (first folder of the path) at a time; the threshold is the best F1 among those with
precision of at least 0.85 there. Needs scikit-learn (development only).
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from etl.discovery.candidates import Candidate, find_candidates
from etl.documents import find_notes, read_document
from etl.lexicon.compiled import load_lexicon
from etl.model import SkippedFile
from etl.passages import split_passages
from etl.recognition import salience
from etl.recognition.matcher import ConceptMatcher
from etl.recognition.mention_features import NoteMentions, features
from etl.recognition.recognize import find_mentions
from etl.recognition.salience import SalienceModel
from etl.training.annotations import Annotations, Key, read_annotations
from graph.concept_index import fold_name

STRENGTH = 0.3
"""Inverse of the L2 penalty, chosen by leaving corpora out."""
CONCEPT_SCALE = 2.0
"""Weight of a feature about one concept beside the others': what is known of a concept counts more."""
MIN_PRECISION = 0.85
_MIN_COUNT = 3
_SMALLEST = 0.005


@dataclass(frozen=True, slots=True)
class Row:
    """One mention in an annotated passage."""

    key: Key
    corpus: str
    features: tuple[str, ...]
    listed: bool | None
    """Whether the annotators list it; None where they leave it open."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 at a threshold, counted per passage and concept."""

    f1: float
    precision: float
    recall: float
    threshold: float


def main(arguments: Sequence[str]) -> None:
    """Train, print the validation, write the weights."""
    notes, *annotated = map(Path, arguments)
    rows, gold = labelled_rows(notes, annotated)
    held_out: dict[Key, float] = {}
    for corpus in sorted({r.corpus for r in rows}):
        model = train([r for r in rows if r.corpus != corpus])
        held_out |= best_scores(model, [r for r in rows if r.corpus == corpus])
    everything = score_at(dict.fromkeys(held_out, 0.0), gold, 0.0)
    best, precise = best_threshold(held_out, gold, 0.0), best_threshold(held_out, gold, MIN_PRECISION)
    for name, score in (("all mentions", everything), ("best F1", best), (f"precision {MIN_PRECISION}", precise)):
        line = f"{name:16} precision {score.precision:.3f} recall {score.recall:.3f} F1 {score.f1:.3f}"
        print(f"{line} threshold {score.threshold:.2f}")
    write_model(train(rows), precise, Path(salience.__file__).with_name(salience.WEIGHTS_FILE))


def labelled_rows(notes: Path, annotated: Sequence[Path]) -> tuple[list[Row], Annotations]:
    """Each mention in an annotated passage with its features and label, and the annotations themselves."""
    lexicon = load_lexicon(())
    matcher = ConceptMatcher(lexicon)
    wanted = {p["file"] for a in annotated for p in json.loads((a / "passages.json").read_text(encoding="utf-8"))}
    views: list[tuple[NoteMentions, dict[str, Sequence[str]]]] = []
    candidates: dict[str, Candidate] = {}
    for path in find_notes([notes])[0]:
        if path.path not in wanted:
            continue
        document = read_document(path)
        if isinstance(document, SkippedFile):
            continue
        note = split_passages(document)
        found, mentions = find_candidates(note, find_mentions(note, matcher)[0], matcher.known_names)
        candidates |= {c.id: c for c in found}
        views.append((NoteMentions(note, mentions), {c.id: matcher.name_words.tags(c.name, c.source) for c in found}))
    names = {fold_name(n): e.concept.id for e in reversed(lexicon.concepts) for n in (e.concept.id, *e.names())}
    for c in candidates.values():
        for name in (c.name, *c.other_names):
            names.setdefault(fold_name(name), c.id)
    gold = read_annotations(annotated, names)
    return [row for view, tags in views for row in _rows(view, tags, gold, matcher)], gold


def _rows(
    view: NoteMentions, tags: Mapping[str, Sequence[str]], gold: Annotations, matcher: ConceptMatcher
) -> Iterable[Row]:
    corpus = view.note.document.path.split("/")[0]
    for passage in view.note.passages:
        for n, mention in enumerate(view.mentions[passage.index]):
            line = passage.line_at(mention.start)
            for window in gold.windows_at(passage.path, line):
                key = window, mention.concept
                found = tuple(features(view, passage, n, matcher.concepts, tags))
                yield Row(key, corpus, found, gold.listed(key))


def train(rows: Sequence[Row]) -> SalienceModel:
    """Weights by L2-regularised logistic regression; a passage's mentions of one concept share their weight."""
    rows = [r for r in rows if r.listed is not None]
    counts = Counter(f for r in rows for f in set(r.features))
    column = {f: n for n, f in enumerate(sorted(f for f, count in counts.items() if count >= _MIN_COUNT))}
    scale = [CONCEPT_SCALE if f.startswith("concept=") else 1.0 for f in column]
    mentions = Counter(r.key for r in rows)
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += [column[f] for f in row.features if f in column]
        ends.append(len(columns))
    matrix = csr_matrix(([scale[c] for c in columns], columns, ends), shape=(len(rows), len(column)))
    weights = [mentions[r.key] ** -0.5 for r in rows]
    model = LogisticRegression(C=STRENGTH, max_iter=2000, tol=1e-6, fit_intercept=False)
    model.fit(matrix, [r.listed for r in rows], sample_weight=weights)
    learnt = (float(w) * s for w, s in zip(model.coef_[0], scale, strict=True))
    return SalienceModel({f: round(w, 3) for f, w in zip(column, learnt, strict=True) if abs(w) > _SMALLEST}, 0.0)


def best_scores(model: SalienceModel, rows: Iterable[Row]) -> dict[Key, float]:
    """The highest score of each concept's mentions in each passage."""
    best: dict[Key, float] = defaultdict(lambda: float("-inf"))
    for row in rows:
        best[row.key] = max(best[row.key], model.score(row.features))
    return dict(best)


def score_at(scores: Mapping[Key, float], gold: Annotations, threshold: float) -> Score:
    """How well the concepts that reach the threshold fit the annotations."""
    taken = {k for k, s in scores.items() if s >= threshold and gold.listed(k) is not None}
    right = len(taken & gold.must)
    precision, recall = right / max(len(taken), 1), right / max(len(gold.must), 1)
    return Score(2 * precision * recall / ((precision + recall) or 1.0), precision, recall, threshold)


def best_threshold(scores: Mapping[Key, float], gold: Annotations, min_precision: float) -> Score:
    """The threshold (in steps of 0.05) of best F1 among those that are precise enough."""
    tried = [score_at(scores, gold, step / 20) for step in range(-60, 61)]
    precise = [s for s in tried if s.precision >= min_precision] or [max(tried, key=lambda s: s.precision)]
    return max(precise, key=lambda s: (s.f1, -s.threshold))


def write_model(model: SalienceModel, chosen: Score, path: Path) -> None:
    """Weights, threshold and how it did on corpora left out, in a stable order."""
    data = {
        "left_out": {"precision": round(chosen.precision, 3), "recall": round(chosen.recall, 3)},
        "threshold": chosen.threshold,
        "weights": dict(sorted(model.weights.items())),
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
