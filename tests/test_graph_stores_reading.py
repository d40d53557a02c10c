"""What every store promises of reading, on each store."""

import threading
from typing import Any

import pytest
from graph_samples import numbered_graph, one

from graph.errors import QueryFailed, QueryRefused, QueryTimeout
from graph.store import GraphStore, Limits, Table, Value

ENDLESS_EXPRESSION = "RETURN reduce(s = 0, x IN range(1, 15000) | s + reduce(t = 0, y IN range(1, 15000) | t + y)) AS s"
"""No engine stops this: it looks at its clock between rows only."""
ENDLESS_MATCH = "MATCH (a), (b), (c), (d), (e), (f) WHERE a.id + b.id + c.id + d.id + e.id + f.id = 'x' RETURN a.id"


@pytest.fixture(scope="module")
def loaded(module_store: Any) -> GraphStore:
    """A store with 200 concepts."""
    module_store.replace(numbered_graph(200, "x"), build_id="b1")
    return module_store  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("cypher", "clause"),
    [
        ("CREATE (n:Concept {id: 'x'}) RETURN n", "CREATE"),
        ("MERGE (n:Concept {id: 'x'}) RETURN n", "MERGE"),
        ("MATCH (n:Concept) SET n.name = 'x' RETURN n", "SET"),
        ("MATCH (n:Concept) REMOVE n.name RETURN n", "REMOVE"),
        ("MATCH (n:Concept) DETACH DELETE n", "DELETE"),
        ("MATCH (n:Concept) CALL (n) { SET n.name = 'x' } RETURN n", "SET"),
        ("MATCH (n:Concept) FOREACH (x IN [1] | SET n.level = x)", "FOREACH"),
        ("CREATE INDEX fresh FOR (n:Concept) ON (n.name)", "CREATE"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
        ("load /* well */ csv FROM 'http://127.0.0.1/x' AS line RETURN line", "LOAD CSV"),
        (r"LO\u0041D CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV"),
    ],
)
def test_what_would_write_or_read_files_is_refused(loaded: GraphStore, cypher: str, clause: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        loaded.read(cypher)
    assert refused.value.clause == clause
    assert one(loaded.read("MATCH (n:Concept) WHERE n.name <> 'x' RETURN count(n)")) == 200


def test_words_of_writing_inside_strings_and_comments_are_read(loaded: GraphStore) -> None:
    assert one(loaded.read("RETURN 'LOAD CSV; CREATE (n)' AS text // DELETE")) == "LOAD CSV; CREATE (n)"


@pytest.mark.parametrize(
    ("cypher", "says"),
    [
        ("MATCH (n RETURN n", "(line 1|1:9)"),
        ("RETURN nosuch(1)", "nosuch"),
        ("MATCH (n) RETURN x", "x"),
        ("RETURN $absent AS x", "absent"),
        ("RETURN 1 AS a; RETURN 2 AS b", "(one statement|;)"),
        ("", "."),
    ],
)
def test_a_query_with_a_mistake_fails_in_one_line(loaded: GraphStore, cypher: str, says: str) -> None:
    with pytest.raises(QueryFailed, match=says) as failed:
        loaded.read(cypher)
    assert "\n" not in str(failed.value) and "Exception" not in str(failed.value)


def test_rows_beyond_the_limit_are_cut_and_said(loaded: GraphStore) -> None:
    all_ids = "MATCH (c:Concept) RETURN c.id ORDER BY c.id"
    assert loaded.read(all_ids, limits=Limits(max_rows=2)) == Table(
        ("c.id",), (("c-00000",), ("c-00001",)), truncated=True
    )
    assert not loaded.read(all_ids, limits=Limits(max_rows=200)).truncated


@pytest.mark.parametrize("cypher", [ENDLESS_EXPRESSION, ENDLESS_MATCH])
def test_a_query_past_its_time_limit_is_given_up(loaded: GraphStore, cypher: str) -> None:
    loaded.read("RETURN 1 AS one")
    with pytest.raises(QueryTimeout, match=r"0\.5 s"):
        loaded.read(cypher, limits=Limits(timeout_s=0.5))
    assert one(loaded.read("MATCH (c:Concept) RETURN count(c)")) == 200


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -1, 2**63 - 1, 0.1, 1e300, "", "x", [], [1, 2.5, "a", None, [True]], {"a": {"b": [1]}}, [{"a": 1}]],
)
def test_values_pass_through_parameters(loaded: GraphStore, value: Value) -> None:
    given = one(loaded.read("RETURN $value AS value", {"value": value}))
    assert given == value and type(given) is type(value)


def test_a_number_that_no_store_can_hold_fails(loaded: GraphStore) -> None:
    with pytest.raises(QueryFailed):
        loaded.read("RETURN $value AS value", {"value": 2**63})


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("date('2026-02-03')", "2026-02-03"),
        ("datetime('2026-02-03T04:05:06Z')", "2026-02-03T04:05:06Z"),
        ("datetime('2026-02-03T04:05:06.120+02:00')", "2026-02-03T04:05:06.12+02:00"),
        ("localdatetime('2026-02-03T04:05')", "2026-02-03T04:05:00"),
        ("time('10:00Z')", "10:00:00Z"),
        ("duration('P1DT2H')", "P1DT2H"),
    ],
)
def test_moments_are_iso_text(loaded: GraphStore, expression: str, text: str) -> None:
    assert one(loaded.read(f"RETURN {expression} AS moment")) == text


@pytest.mark.parametrize(
    ("cypher", "columns"),
    [
        ("MATCH (c:Nothing) RETURN c.id, c.name AS name", ("c.id", "name")),
        ("MATCH (c:Nothing) RETURN DISTINCT c.id ORDER BY c.id LIMIT 3", ("c.id",)),
        (
            "MATCH (c:Nothing) WITH c RETURN [x IN c.aliases | x] AS `all names`, {a: 1, b: 2}",
            ("all names", "{a: 1, b: 2}"),
        ),
        ("MATCH (c:Nothing) RETURN CASE WHEN c.a THEN 1 ELSE 2 END AS x, coalesce(c.a, 'x, y') AS y", ("x", "y")),
        ("MATCH (c:Nothing) RETURN c.id AS x UNION MATCH (c:Nothing) RETURN c.name AS x", ("x",)),
        ("CALL db.labels() YIELD label AS l WHERE l = 'nothing' RETURN l", ("l",)),
    ],
)
def test_an_empty_result_has_its_columns(loaded: GraphStore, cypher: str, columns: tuple[str, ...]) -> None:
    assert loaded.read(cypher) == Table(columns, ())


def test_threads_share_a_store(loaded: GraphStore) -> None:
    wrong: list[object] = []

    def ask(number: int) -> None:
        for place in range(number, 50, 8):
            found = one(loaded.read("MATCH (c:Concept {id: $id}) RETURN c.name", {"id": f"c-{place:05d}"}))
            if found != f"Concept {place}":
                wrong.append((place, found))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_slow_query_does_not_stop_the_others(loaded: GraphStore) -> None:
    caught: list[Exception] = []

    def be_slow() -> None:
        try:
            loaded.read(ENDLESS_EXPRESSION, limits=Limits(timeout_s=1.0))
        except QueryTimeout as error:
            caught.append(error)

    slow = threading.Thread(target=be_slow)
    slow.start()
    while slow.is_alive():
        assert one(loaded.read("MATCH (c:Concept) RETURN count(c)")) == 200
    assert len(caught) == 1


@pytest.mark.parametrize(
    ("cypher", "row"),
    [
        ("MATCH (c:Concept) RETURN max(c.level) IS NULL AS x", False),
        ("MATCH (c:Concept) RETURN max(c.nothing) IS NULL AS x", True),
        ("MATCH (c:Concept) RETURN (max(c.nothing)) IS NOT NULL AS x", False),
        ("MATCH (c:Concept) RETURN head(collect(c.id)) is not null AS x", True),
        ("MATCH (c:Concept) RETURN collect(c.id)[0] IS NOT NULL AS x", True),
        ("MATCH (c:Concept) RETURN count(c) > 3 AND max(c.nothing) IS NULL AS x", True),
        ("MATCH (c:Concept) RETURN NOT (count(c) < 3 OR min(c.name) STARTS WITH 'x') AS x", True),
        ("MATCH (c:Concept) RETURN 'c-00007' IN collect(c.id) AS x", True),
        ("MATCH (c:Concept) RETURN min(c.name) =~ 'Conc.*' AS x", True),
        ("MATCH (c:Concept) RETURN head(collect(c)).name CONTAINS 'Concept' AS x", True),
        ("MATCH (c:Concept) WITH c.kind AS kind, count(*) > 3 AND max(c.level) = 3 AS x RETURN x", True),
        ("MATCH (c:Concept) RETURN CASE WHEN count(*) > 3 AND max(c.level) = 3 THEN true END AS x", True),
        ("MATCH (c:Concept) WITH count(*) AS n WHERE n > 3 AND n IS NOT NULL RETURN n = 200 AS x", True),
        (
            "MATCH (c:Concept {id: 'c-00000'}) UNWIND ['c-00001'] AS e MATCH (d:Concept {id: e}) RETURN d.id = e AS x",
            True,
        ),
        ("MATCH (c {id: 'c-00000'}) UNWIND [1] AS e OPTIONAL MATCH (d:Nothing) RETURN d IS NULL AND e = 1 AS x", True),
    ],
)
def test_queries_that_one_engine_would_answer_wrongly_as_they_are(loaded: GraphStore, cypher: str, row: bool) -> None:
    assert loaded.read(cypher).rows == ((row,),)


def test_return_all_gives_columns_in_the_order_of_the_alphabet(loaded: GraphStore) -> None:
    found = loaded.read("MATCH (z:Concept {id: 'c-00000'})-[a]->(m) RETURN *")
    assert found.columns == ("a", "m", "z")
    assert [next(iter(cell)) for cell in found.rows[0] if isinstance(cell, dict)] == ["~rel", "~node", "~node"]
