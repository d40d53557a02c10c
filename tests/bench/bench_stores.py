"""Load and first-answer times of both stores on the generated graph; run by hand, printed, never asserted.

uv run python tests/bench/bench_stores.py [--neo4j bolt://HOST:PORT] [--part 0.1]

Without --neo4j only the embedded store is measured. The database at --neo4j is emptied; its password is NEO4J_PASSWORD.
"""

import argparse
import dataclasses
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import neo4j
from large_graph import large_graph

from graph.model import KnowledgeGraph
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j_bolt import Neo4jStore
from graph.stores.rows import NodeRow, RelationshipRow, graph_rows

_Row = TypeVar("_Row")
_BARE_BATCH = 5_000
_FIRST_QUERY = "MATCH (c:Concept {id: 'concept-7'})-[r]->(d) RETURN c.name, type(r), d.name"
_COLD = "import sys; from graph.store import open_store; print(open_store(sys.argv[1]).read(sys.argv[2]).rows[:1])"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--neo4j", default="")
    parser.add_argument("--part", type=float, default=1.0, help="size of the graph, 1.0 = 20k/100k/100k")
    arguments = parser.parse_args()
    part: float = arguments.part
    graph = large_graph(int(20_000 * part), int(100_000 * part), int(100_000 * part))
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    _measure_embedded(graph)
    if arguments.neo4j:
        _measure_neo4j(graph, arguments.neo4j)


def _measure_embedded(graph: KnowledgeGraph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore.at(Path(folder) / "store")
        _timed("embedded: load", lambda: store.replace(graph, build_id="b1"))
        _timed("embedded: same build again", lambda: store.replace(graph, build_id="b1"))
        _timed("embedded: first answer in this process", lambda: store.read(_FIRST_QUERY))
        _timed("embedded: second answer", lambda: store.read(_FIRST_QUERY))
        command = [sys.executable, "-c", _COLD, store.url, _FIRST_QUERY]
        _timed("embedded: a new process, to its first answer", lambda: subprocess.run(command, check=True))
        store.close()


def _measure_neo4j(graph: KnowledgeGraph, url: str) -> None:
    nodes, relationships = graph_rows(graph)
    store = Neo4jStore(url)
    with neo4j.GraphDatabase.driver(url, auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver:
        _empty(driver)
        bare_s = _timed("neo4j: bare UNWIND loop", lambda: _bare_load(driver, nodes, relationships))
        _empty(driver)
        load_s = _timed("neo4j: load", lambda: store.replace_rows(nodes, relationships, build_id="b1"))
        print(f"neo4j: speed against the bare loop {bare_s / load_s:.2f}")
        _timed("neo4j: same build again", lambda: store.replace_rows(nodes, relationships, build_id="b1"))
        changed = dataclasses.replace(graph.concepts[7], definition="changed")
        nodes[7] = graph_rows(KnowledgeGraph((changed,), ()))[0][0]
        _timed("neo4j: one changed concept", lambda: store.replace_rows(nodes, relationships, build_id="b2"))
        _timed("neo4j: answer", lambda: store.read(_FIRST_QUERY))
        _empty(driver)
    store.close()


def _bare_load(driver: neo4j.Driver, nodes: Sequence[NodeRow], relationships: Sequence[RelationshipRow]) -> None:
    """What anybody would write: rows in batches, ends found by the ids that the server gave."""
    ids: dict[tuple[str, str], str] = {}
    for label, of_label in groupby(nodes, key=lambda node: node.label):
        for batch in _batches(list(of_label)):
            query = f"UNWIND $rows AS row CREATE (n:{label}) SET n = row RETURN elementId(n) AS id"
            found = driver.execute_query(query, rows=[node.props for node in batch]).records
            ids.update(zip((node.key for node in batch), (record["id"] for record in found), strict=True))
    for kind, of_type in groupby(sorted(relationships, key=lambda row: row.type), key=lambda row: row.type):
        for some in _batches(list(of_type)):
            query = (
                "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[0] MATCH (b) WHERE elementId(b) = row[1] "
                f"CREATE (a)-[r:{kind}]->(b) SET r = row[2]"
            )
            driver.execute_query(query, rows=[[ids[row.source], ids[row.target], row.props] for row in some])


def _batches(rows: list[_Row]) -> list[list[_Row]]:
    return [rows[start : start + _BARE_BATCH] for start in range(0, len(rows), _BARE_BATCH)]


def _empty(driver: neo4j.Driver) -> None:
    with driver.session() as session:
        session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 2000 ROWS").consume()
        session.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 2000 ROWS").consume()


def _timed(what: str, call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    seconds = time.perf_counter() - started
    print(f"{what}: {seconds:.2f} s", flush=True)
    return seconds


if __name__ == "__main__":
    main()
