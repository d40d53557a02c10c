"""Each named query on each store: the rows of tests/cases/library_rows.json, which a real Neo4j gave.

Regenerate after a change: GRADUS_UPDATE_ROWS=1 pytest tests/test_queries_library.py, and read the difference.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from library_samples import library_graph

from graph.store import GraphStore
from graph.stores.neo4j_bolt import Neo4jStore
from queries.catalog import catalog
from queries.execute import run_query

ROWS = Path(__file__).parent / "cases" / "library_rows.json"

SECOND_VALUES: dict[str, dict[str, Any]] = {
    "cycles": {"type": "EXTENDS"},
    "entry-points": {"area": "attention"},
    "gap-between": {"known": "attention", "goal": "GQA"},
    "only-in-one-language": {"lang": "en"},
    "relations-of": {"concept": "大语言模型", "confidence": 0.9},
    "undefined": {"lang": "en"},
    "unlocked-by": {"concept": "MHA", "depth": 2},
}
"""Values other than the defaults, so that limits and choices are seen to work."""


@pytest.fixture(scope="module")
def library_store(module_store: GraphStore) -> GraphStore:
    module_store.replace(library_graph(), build_id="library")
    return module_store


def calls() -> list[tuple[str, dict[str, Any]]]:
    return [(name, {}) for name in catalog()] + list(SECOND_VALUES.items())


def key_of(name: str, values: dict[str, Any]) -> str:
    return f"{name} {json.dumps(values, ensure_ascii=False)}" if values else name


@pytest.mark.parametrize(("name", "values"), calls(), ids=lambda part: part if isinstance(part, str) else None)
def test_a_named_query_gives_the_rows_of_neo4j(library_store: GraphStore, name: str, values: dict[str, Any]) -> None:
    table = run_query(library_store, name, values).table
    if os.environ.get("GRADUS_UPDATE_ROWS") and isinstance(library_store, Neo4jStore):
        keep(key_of(name, values), [list(row) for row in table.rows])
    expected = json.loads(ROWS.read_text(encoding="utf-8"))
    assert table.columns == catalog()[name].columns
    assert [list(row) for row in table.rows] == expected[key_of(name, values)]


def test_each_named_query_finds_something_in_the_sample() -> None:
    rows = json.loads(ROWS.read_text(encoding="utf-8"))
    assert [name for name in catalog() if not rows[name]] == []


def test_prerequisites_come_nearest_first(library_store: GraphStore) -> None:
    rows = run_query(library_store, "prerequisites-of", {"concept": "GQA", "depth": 3}).table.rows
    assert [(row[0], row[3]) for row in rows] == [
        ("mqa", 1),
        ("multi-head-attention", 1),
        ("attention", 2),
        ("softmax", 3),
    ]


def test_the_frontier_needs_all_prerequisites_known(library_store: GraphStore) -> None:
    rows = run_query(library_store, "frontier-after", {"concept": "多头注意力"}).table.rows
    assert [row[0] for row in rows] == ["transformer", "mqa"], "GQA needs MQA as well, RLHF needs PPO"


def test_orphans_have_no_relation_at_all(library_store: GraphStore) -> None:
    assert [row[0] for row in run_query(library_store, "orphans").table.rows] == ["lonely"]


def test_contradictions_and_cycles_show_the_planted_faults(library_store: GraphStore) -> None:
    against = {(row[0], row[3]) for row in run_query(library_store, "contradictions").table.rows}
    assert ("DoRA", "LoRA EXTENDS DoRA") in against
    assert ("LoRA", "LoRA PART_OF large language model") in against
    assert run_query(library_store, "cycles").table.rows == ((2, ["DoRA", "LoRA", "DoRA"]),)


def keep(key: str, rows: list[list[Any]]) -> None:
    known = json.loads(ROWS.read_text(encoding="utf-8")) if ROWS.exists() else {}
    known[key] = rows
    lines = (
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(known[name], ensure_ascii=False)}"
        for name in sorted(known)
    )
    ROWS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
