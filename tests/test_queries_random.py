"""Random queries over random small graphs give the same rows on the embedded store as on Neo4j."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import empty_database
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import QueryRefused
from graph.store import GraphStore, Limits, Table, Value
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j_bolt import Neo4jStore
from graph.stores.rows import NodeRow, RelationshipRow

pytestmark = pytest.mark.neo4j

GRAPHS = 30
TYPES = ("USES", "EXTENDS", "PREREQUISITE_OF")
Stores = tuple[GraphStore, GraphStore]


def random_rows(number: int) -> tuple[list[NodeRow], list[RelationshipRow]]:
    """Graph `number`: up to eight nodes, with cycles, loops of two, parallel relations and missing values."""
    chance = random.Random(number)
    names = [f"{number}-{place}" for place in range(chance.randint(1, 8))]
    nodes = [NodeRow("Concept", {"id": name, "g": number, **properties(chance)}) for name in names]
    relations = [
        RelationshipRow(chance.choice(TYPES), ("Concept", a), ("Concept", b), {"w": chance.randint(0, 3), "n": place})
        for place in range(chance.randint(0, 12))
        for a, b in [(chance.choice(names), chance.choice(names))]
        if a != b
    ]
    return nodes, relations


def properties(chance: random.Random) -> dict[str, Value]:
    made: dict[str, Value] = {"level": chance.randint(0, 3)}
    if chance.random() < 0.7:
        made["name"] = chance.choice(("a", "b", "aB", "中", ""))
    if chance.random() < 0.7:
        made["tags"] = [chance.choice("xyz") for _ in range(chance.randint(0, 3))]
    return made


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, neo4j_url: str, neo4j_password: str) -> Iterator[Stores]:
    import neo4j

    with neo4j.GraphDatabase.driver(neo4j_url, auth=("neo4j", neo4j_password)) as driver:
        empty_database(driver)
    folder: Path = tmp_path_factory.mktemp("random")
    stores = EmbeddedStore.at(folder / "store"), Neo4jStore(neo4j_url, password=neo4j_password)
    rows = [random_rows(number) for number in range(GRAPHS)]
    for store in stores:
        store.replace_rows(
            [node for nodes, _ in rows for node in nodes],
            [relation for _, relations in rows for relation in relations],
            build_id="random",
        )
    yield stores
    for store in stores:
        store.close()


@st.composite
def conditions(draw: st.DrawFn, node: str = "a") -> str:
    simple = st.sampled_from(
        [
            f"{node}.level > 1",
            f"{node}.level <> $level",
            f"{node}.name = 'a'",
            f"{node}.name IS NULL",
            f"{node}.name IS NOT NULL",
            f"{node}.name STARTS WITH 'a'",
            f"toLower({node}.name) CONTAINS 'b'",
            f"{node}.level IN [0, 2]",
            f"'x' IN {node}.tags",
            f"size({node}.tags) > 1",
            f"any(t IN {node}.tags WHERE t = 'y')",
            f"EXISTS {{ ({node})-[:USES]->() }}",
            f"({node})-[:EXTENDS]->()",
            f"COUNT {{ ({node})--() }} > 1",
            f"{node}.missing = 1",
        ]
    )
    first = draw(simple)
    joined = draw(st.sampled_from(["", "AND", "OR", "XOR"]))
    negated = "NOT " if draw(st.booleans()) else ""
    return f"{negated}({first} {joined} {draw(simple)})" if joined else f"{negated}({first})"


@st.composite
def patterns(draw: st.DrawFn) -> str:
    kinds = draw(st.sampled_from(["", *(f":{t}" for t in TYPES), ":USES|EXTENDS"]))
    length = draw(st.sampled_from(["", "", "*1..2", "*0..2", "*2", "*1..3"]))
    left, right = draw(st.sampled_from([("-", "->"), ("<-", "-"), ("-", "-")]))
    return f"(a:Concept {{g: $g}}){left}[{kinds}{length}]{right}(b:Concept)"


@st.composite
def queries(draw: st.DrawFn) -> str:
    where = f" WHERE {draw(conditions())}" if draw(st.booleans()) else ""
    match draw(
        st.sampled_from(
            [
                "pattern",
                "optional",
                "aggregate",
                "having",
                "unwind",
                "path",
                "two",
                "circle",
                "quantified",
                "call",
                "nodes",
            ]
        )
    ):
        case "pattern":
            return f"MATCH {draw(patterns())}{where} RETURN a.id AS x, b.id AS y"
        case "optional":
            pattern = draw(patterns()).replace(":Concept {g: $g}", "", 1)
            inner = f" WHERE {draw(conditions('b'))}" if draw(st.booleans()) else ""
            return f"MATCH (a:Concept {{g: $g}}){where} OPTIONAL MATCH {pattern}{inner} RETURN a.id AS x, b.id AS y"
        case "aggregate":
            return (
                f"MATCH {draw(patterns())}{where} RETURN a.level AS x, count(*) AS n, count(DISTINCT b) AS m, "
                "sum(b.level) AS s, max(b.name) AS top, min(b.level) AS low"
            )
        case "having":
            return f"MATCH {draw(patterns())}{where} WITH a, count(b) AS n WHERE n > 1 RETURN a.id AS x, n"
        case "unwind":
            return f"MATCH (a:Concept {{g: $g}}){where} UNWIND a.tags AS t RETURN a.id AS x, t, count(*) AS n"
        case "path":
            return (
                f"MATCH p = {draw(patterns())}{where} RETURN [n IN nodes(p) | n.id] AS names, length(p) AS l, "
                "[r IN relationships(p) | type(r)] AS types"
            )
        case "circle":
            kinds = draw(st.sampled_from(["", *(f":{t}" for t in TYPES)]))
            return f"MATCH p = (a:Concept {{g: $g}})-[{kinds}*2..3]->(a){where} RETURN a.id AS x, length(p) AS l"
        case "quantified":
            which = draw(st.sampled_from(["all", "any", "none", "single"]))
            over = draw(
                st.sampled_from(["n IN nodes(p) WHERE n.level >= a.level", "r IN relationships(p) WHERE r.w > 1"])
            )
            return f"MATCH p = {draw(patterns())} WHERE {which}({over}) RETURN a.id AS x, b.id AS y, length(p) AS l"
        case "call":
            return (
                f"MATCH (a:Concept {{g: $g}}){where} CALL (a) {{ MATCH (a)-[r]-(b:Concept) RETURN b.id AS y, r.w AS w "
                "ORDER BY w DESC, y, r.n LIMIT 2 } RETURN a.id AS x, y, w"
            )
        case "two":
            return (
                f"MATCH {draw(patterns())}{where} MATCH (b)-[s]-(c:Concept) WHERE c.level >= a.level "
                "RETURN a.id AS x, b.id AS y, c.id AS z, s.n AS n"
            )
        case _:
            return (
                f"MATCH (a:Concept {{g: $g}}){where} RETURN a.id AS x, CASE WHEN a.level > 1 THEN 'hi' ELSE a.name END "
                "AS c, coalesce(a.name, '-') AS n, [t IN a.tags WHERE t <> 'x' | t + '!'] AS ts"
            )


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(queries(), st.integers(0, GRAPHS - 1), st.integers(0, 3))
def test_a_random_query_gives_the_rows_of_neo4j(both: Stores, cypher: str, graph: int, level: int) -> None:
    embedded, neo4j_store = both
    params: dict[str, Value] = {"g": graph, "level": level}
    limits = Limits(30, 5000)
    expected = neo4j_store.read(cypher, params, limits)
    try:
        found = embedded.read(cypher, params, limits)
    except QueryRefused:
        return  # a refusal with a reason is allowed, a wrong answer is not
    assert found.columns == expected.columns
    assert sorted_rows(found) == sorted_rows(expected), cypher


@settings(max_examples=60, deadline=None)
@given(queries(), st.integers(0, GRAPHS - 1), st.integers(0, 3), st.integers(0, 4), st.integers(0, 5))
def test_order_skip_and_limit_cut_the_same_rows(
    both: Stores, cypher: str, graph: int, level: int, skip: int, limit: int
) -> None:
    columns = both[1].read(cypher, {"g": graph, "level": level}).columns
    ordered = f"{cypher} ORDER BY {', '.join(columns)} SKIP $skip LIMIT $limit"
    params: dict[str, Value] = {"g": graph, "level": level, "skip": skip, "limit": limit}
    try:
        found = both[0].read(ordered, params)
    except QueryRefused:
        return
    assert found.rows == both[1].read(ordered, params).rows, ordered


def sorted_rows(table: Table) -> list[str]:
    return sorted(map(repr, table.rows))
