"""Candidates of annotated passages with their features and labels."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.documents import find_notes, read_document
from etl.extract import Recognizer, named_passages
from etl.model import SkippedFile
from etl.relations.extract import candidate_features
from etl.relations.note_view import NoteView
from etl.training.relation_gold import GoldRelation, RelationGold, Window
from graph.ontology import is_symmetric

NONE = "none"
_SAME_PLACE = 2
"""A pair annotated within so many lines is this candidate; further away it is another mention of it."""
_DEFENSIBLE = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate of an annotated passage."""

    passage: str
    corpus: str
    first: str
    second: str
    features: tuple[str, ...]
    label: str | None
    """Type with direction, "none", or None where the annotation is about another place."""
    weight: float


def read_rows(gold: RelationGold, notes: Path, recognizer: Recognizer) -> list[Row]:
    """Rows of all annotated passages whose note lies under `notes`, in order of path and line. Raises NotesError."""
    rows: list[Row] = []
    for view, windows in annotated_views(gold, notes, recognizer):
        rows += _rows_of(view, windows, gold, recognizer)
    return rows


def annotated_views(
    gold: RelationGold, notes: Path, recognizer: Recognizer
) -> Iterator[tuple[NoteView, Sequence[Window]]]:
    """The notes that have annotated passages, with these. Raises NotesError where `notes` has none to read."""
    windows: dict[str, list[Window]] = defaultdict(list)
    for window in gold.windows:
        windows[window.path].append(window)
    for note_path in find_notes([notes])[0]:
        if note_path.path in windows:
            document = read_document(note_path)
            if not isinstance(document, SkippedFile):
                yield named_passages(document, recognizer), windows[note_path.path]


def _rows_of(view: NoteView, windows: Sequence[Window], gold: RelationGold, recognizer: Recognizer) -> Iterator[Row]:
    for passage in view.passages:
        for pair, features in candidate_features(view, passage, recognizer.knowledge):
            for window in windows:
                if window.first <= pair.line <= window.last:
                    first, second = pair.first.concept, pair.second.concept
                    group = gold.by_pair.get((window.id, frozenset((first, second))), ())
                    label, weight = _label(group, first, pair.line)
                    yield Row(window.id, window.corpus, first, second, tuple(features), label, weight)


def _label(group: Sequence[GoldRelation], first: str, line: int) -> tuple[str | None, float]:
    if not group:
        return NONE, 1.0
    near = [g for g in group if abs(g.line - line) <= _SAME_PLACE]
    if not near:
        return None, 0.0
    best = min(near, key=lambda g: (not g.certain, abs(g.line - line), g.key))
    sign = "=" if is_symmetric(best.type) else ">" if best.subject == first else "<"
    return f"{best.type.value}{sign}", 1.0 if best.certain else _DEFENSIBLE


def label_counts(rows: Sequence[Row]) -> Mapping[str, int]:
    """How many rows have each label."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row.label or "elsewhere"] += 1
    return dict(sorted(counts.items()))
