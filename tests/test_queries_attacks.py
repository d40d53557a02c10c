"""Hostile queries of tests/cases/hostile.toml on both stores: no write, file, network, setting, hang or crash."""

import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from library_samples import library_graph

from graph.errors import GradusError, QueryFailed, QueryRefused, QueryTimeout
from graph.store import GraphStore, Limits, Table
from queries.execute import run_cypher
from queries.guard import refusal_of

HOSTILE: dict[str, list[str]] = {
    group: found["queries"]
    for group, found in tomllib.loads(
        (Path(__file__).parent / "cases" / "hostile.toml").read_text(encoding="utf-8")
    ).items()
}
SURVIVED = ("heavy", "broken")
"""Groups that read only: the store has to live through them."""
REFUSED = [(group, query) for group, found in HOSTILE.items() if group not in SURVIVED for query in found]

CONTENT = (
    "MATCH (n) RETURN labels(n), n ORDER BY labels(n)[0], n.id, n.path",
    "MATCH (a)-[r]->(b) RETURN a.id, a.path, type(r), r, b.id ORDER BY a.id, a.path, type(r), b.id",
    "CALL db.labels() YIELD label RETURN label ORDER BY label",
    "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType ORDER BY relationshipType",
)


@pytest.fixture(scope="module")
def guarded_store(module_store: GraphStore) -> GraphStore:
    module_store.replace(library_graph(), build_id="library")
    return module_store


@pytest.fixture(scope="module")
def visits() -> Iterator[tuple[str, list[str]]]:
    """The address of a web server of ours, and what was asked of it."""
    asked: list[str] = []

    class Visited(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"a,b\n")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Visited)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_there_are_enough_hostile_queries() -> None:
    assert sum(map(len, HOSTILE.values())) >= 150
    assert len({query for found in HOSTILE.values() for query in found}) == sum(map(len, HOSTILE.values()))


@pytest.mark.parametrize(("group", "query"), REFUSED)
def test_the_guard_refuses_and_says_what_to_do(group: str, query: str) -> None:
    refusal = refusal_of(query)
    assert refusal is not None, f"{group}: {query!r} would have been run"
    assert refusal.clause and (";" in str(refusal) or "," in str(refusal)), "names the clause, and what to do instead"


@pytest.mark.parametrize("group", [group for group in HOSTILE if group not in SURVIVED])
def test_past_the_guard_the_engine_still_changes_nothing(
    guarded_store: GraphStore, visits: tuple[str, list[str]], group: str
) -> None:
    """The first lock: what if the guard had let it through."""
    before = content(guarded_store)
    address, asked = visits
    for query in HOSTILE[group]:
        for text in secret_texts(guarded_store, query.replace("{HTTP}", address)):
            assert "root:" not in text, f"{query!r} read a file"
    assert asked == [], f"{group} reached the network"
    assert content(guarded_store) == before, f"{group} changed the graph"


@pytest.mark.parametrize("group", [group for group in HOSTILE if group not in SURVIVED])
def test_behind_the_guard_no_hostile_query_is_run(guarded_store: GraphStore, group: str) -> None:
    for query in HOSTILE[group]:
        with pytest.raises(QueryRefused):
            run_cypher(guarded_store, query)


@pytest.mark.parametrize("query", HOSTILE["heavy"])
def test_a_heavy_query_ends_and_the_store_goes_on(guarded_store: GraphStore, query: str) -> None:
    try:
        table = run_cypher(guarded_store, query, limits=Limits(timeout_s=1.0, max_rows=10)).table
        assert len(table.rows) <= 10
    except (QueryTimeout, QueryFailed) as error:
        assert str(error)
    assert guarded_store.read("MATCH (c:Concept {id: 'gqa'}) RETURN c.level", {}, Limits(30, 1)).rows == ((4,),)


def test_broken_queries_end_in_rows_or_one_sentence(guarded_store: GraphStore) -> None:
    for query in HOSTILE["broken"]:
        try:
            assert isinstance(run_cypher(guarded_store, query, limits=Limits(5.0, 10)).table, Table)
        except GradusError as error:
            assert str(error) and "Traceback" not in str(error), query
    assert guarded_store.read("RETURN 1").rows == ((1,),)


@pytest.mark.parametrize(
    "value", ["x' OR 1=1 //", "'}) DETACH DELETE c //", "\\u0027", "$x", "`", "\x00", "\ud800", "😀"]
)
def test_a_parameter_is_never_read_as_cypher(guarded_store: GraphStore, value: str) -> None:
    before = content(guarded_store)
    try:
        rows = run_cypher(guarded_store, "MATCH (c:Concept {id: $x}) RETURN c.id", {"x": value}).table.rows
        assert rows == ()
    except QueryFailed as error:
        assert "parameter" in str(error) or "surrogate" in str(error)
    assert content(guarded_store) == before


def content(store: GraphStore) -> list[Table]:
    """All that the store holds."""
    return [store.read(cypher, {}, Limits(60, 100_000)) for cypher in CONTENT]


def secret_texts(store: GraphStore, query: str) -> list[str]:
    """The cells that the engine gives for a query, as texts; none where it refuses."""
    try:
        rows = store.read(query, {"procedure": "db.labels"}, Limits(10, 1000)).rows
    except (QueryRefused, QueryFailed, QueryTimeout):
        return []
    return [str(cell) for row in rows for cell in row]
