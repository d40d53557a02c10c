"""A random sample of asserted relations that was judged by reading, and what became of it since."""

from pathlib import Path

import pytest

from etl.pipeline import build_graph
from graph.model import RelationStatus

ROOT = Path(__file__).parent.parent
NOTES = ROOT.parent / "shared" / "notes"
SAMPLE = ROOT / "tests" / "judged" / "asserted_relations.tsv"


def judged() -> dict[tuple[str, str, str], str]:
    rows = [line.split("\t") for line in SAMPLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(subject, type_, object_): verdict for subject, type_, object_, _path, _line, verdict in rows}


def test_nine_of_ten_asserted_relations_hold() -> None:
    verdicts = list(judged().values())
    assert len(verdicts) == 100
    assert verdicts.count("right") >= 90


@pytest.mark.skipif(not NOTES.is_dir(), reason="../shared/notes is not here")
@pytest.mark.timeout(600)
def test_what_was_judged_right_is_still_asserted() -> None:
    graph = build_graph([NOTES]).graph
    asserted = {r.key for r in graph.relations if r.status is RelationStatus.ASSERTED}
    right = {key for key, verdict in judged().items() if verdict == "right"}
    assert len(right & asserted) >= 0.85 * len(right), sorted(right - asserted)
