"""The queries of ../shared/queries give the rows that a real Neo4j gave for them, on each store."""

import json
from pathlib import Path
from typing import Any

import pytest
from graph_samples import SHARED_QUERIES, shared_rows

from graph.errors import QueryRefused
from graph.store import GraphStore
from graph.stores.embedded import EmbeddedStore

KNOWN_DIFFERENCES = {"107-shortest-k-gql": "the embedded store refuses SHORTEST and says to write shortestPath"}
"""Queries of ../shared/queries/dev that the embedded store does not answer with Neo4j's rows."""


@pytest.fixture(scope="module")
def shared_store(module_store: Any) -> Any:
    """The graph of ../shared/queries."""
    if not SHARED_QUERIES.exists():
        pytest.skip("../shared/queries is not here")
    module_store.replace_rows(*shared_rows(), build_id="shared")
    return module_store


def shared_queries() -> list[Path]:
    return sorted(SHARED_QUERIES.glob("dev/*.cypher"))


@pytest.mark.parametrize("path", shared_queries(), ids=lambda path: path.stem)
def test_a_query_gives_the_rows_of_neo4j(shared_store: GraphStore, path: Path) -> None:
    cypher = path.read_text(encoding="utf-8")
    first = cypher.partition("\n")[0]
    params = json.loads(first.removeprefix("// params:")) if first.startswith("// params:") else {}
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    if isinstance(shared_store, EmbeddedStore) and path.stem in KNOWN_DIFFERENCES:
        with pytest.raises(QueryRefused, match="shortestPath"):
            shared_store.read(cypher, params)
        return
    found = shared_store.read(cypher, params)
    rows = [plain(list(row)) for row in found.rows]
    wanted = plain(expected["rows"])
    if not expected["ordered"]:
        rows, wanted = sorted(rows, key=repr), sorted(wanted, key=repr)
    assert list(found.columns) == expected["columns"]
    assert rows == wanted


def plain(value: Any) -> Any:
    """With keys in order, floats rounded, and paths as these files write them turned into ours."""
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict) and "rels" in value:
        nodes, relationships = value["~path"], value["rels"]
        steps = [nodes[0]] + [step for pair in zip(relationships, nodes[1:], strict=True) for step in pair]
        return plain({"~path": steps})
    if isinstance(value, dict):
        return {name: plain(value[name]) for name in sorted(value)}
    return value
