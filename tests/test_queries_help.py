"""Words of help around a query: unknown names, and the clause that lost the rows."""

import pytest
from library_samples import library_graph

from graph.store import GraphStore
from queries.clauses import clauses, conditions
from queries.execute import run_cypher, run_query
from queries.names_used import NamesUsed, names_used
from queries.near import did_you_mean
from queries.schema import read_schema


@pytest.fixture(scope="module")
def helpful_store(module_store: GraphStore) -> GraphStore:
    module_store.replace(library_graph(), build_id="library")
    return module_store


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("MATCH (c:Concpt) RETURN c.name", "no label is called Concpt. Did you mean Concept?"),
        ("MATCH (a)-[:EXTEND]->(b) RETURN a.name", "no relation type is called EXTEND. Did you mean EXTENDS?"),
        ("MATCH (c:Concept) RETURN c.nmae", "no property is called nmae. Did you mean name?"),
        ("MATCH (c:Concept {Id: 'gqa'}) RETURN c.name", "no property is called Id. Did you mean id?"),
        ("MATCH (c:Concept {id: 'GQA'}) RETURN c.name", "Write {id: 'gqa'}."),
        ("MATCH (c:Concept {id: $id}) RETURN c.name", "Write {id: 'gqa'}."),
        ("MATCH (c:Concept {name: 'LoRRA'}) RETURN c.id", "Did you mean LoRA or"),
        ("MATCH (c:Concept)-[:MENTIONS]->(p:Passage) RETURN p.id", "Without the arrow there are rows: turn it round."),
        (
            "MATCH (c:Concept) WHERE c.level > 9 AND c.kind = 'method' RETURN c.id",
            "no rows: 19 rows before WHERE, and none has `c.level > 9`",
        ),
        (
            "MATCH (c:Concept) WHERE c.level > 4 AND c.kind = 'method' RETURN c.id",
            "no rows: 19 rows before WHERE; each condition alone is met by some, all together by none",
        ),
        ("MATCH (c:Concept) WHERE c.level > 9 OR c.kind = 'x' RETURN c", "none has `c.level > 9 OR c.kind = 'x'`"),
        ("MATCH (c:Concept) WITH c ORDER BY c.id LIMIT 0 RETURN c.id", "19 rows before `LIMIT 0`, and none after it"),
        ("UNWIND [] AS x MATCH (c:Concept) RETURN c.id", "1 row before `UNWIND [] AS x`, and none after it"),
        ("MATCH (c:Concept) RETURN c.id SKIP 100", "no rows: 19 rows there, and `SKIP 100` leaves none"),
        ("MATCH (c:Concept {id: 'gqa'}) MATCH (c)-[:ADDRESSES]->(d:Concept) RETURN d.id", "; 1 row before it."),
        ("MATCH (c:Note) WHERE c.path = 'x' RETURN c.path UNION MATCH (c:Note) RETURN c.path LIMIT 0", "no rows"),
    ],
)  # fmt: skip
def test_a_query_without_rows_is_explained(helpful_store: GraphStore, query: str, note: str) -> None:
    notes = run_cypher(helpful_store, query, {"id": "grouped query attention"}).notes
    assert note in " | ".join(notes)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (c:Concept) RETURN c.name, c.year LIMIT 3",
        "MATCH (c:Concept) RETURN count(c)",
        "UNWIND [{a: 1}] AS row RETURN row.a",
    ],
)
def test_a_good_query_gets_no_words(helpful_store: GraphStore, query: str) -> None:
    assert run_cypher(helpful_store, query).notes == ()


def test_a_named_query_without_rows_is_explained_too(helpful_store: GraphStore) -> None:
    assert run_query(helpful_store, "lineage-of", {"concept": "softmax"}).notes[0].startswith("no rows: nothing fits")


def test_the_schema_is_what_the_store_holds(helpful_store: GraphStore) -> None:
    schema = read_schema(helpful_store)
    assert list(schema.labels) == ["Concept", "Note", "Passage", "Question"]
    assert schema.labels["Note"] == ("lang", "path", "title")
    assert {"EXTENDS", "MENTIONS", "ASKS", "HAS"} <= set(schema.types)
    assert "confidence" in schema.types["EXTENDS"] and "confidence" in schema.properties


@pytest.mark.parametrize(
    ("query", "used"),
    [
        ("MATCH (c:Concept {id: 'x'})-[r:USES|EXTENDS*1..2]->(:Note) WHERE r.w > 1 RETURN c.name",
         NamesUsed(("Concept", "Note"), ("USES", "EXTENDS"), ("id", "w", "name"))),
        ("MATCH (a:`My Label`&!Other) RETURN a.`my name`", NamesUsed(("My Label", "Other"), (), ("my name",))),
        ("UNWIND $rows AS row RETURN row.w, date().year", NamesUsed((), (), ())),
        ("RETURN 'MATCH (c:Concept) RETURN c.name' AS text // (x:Y)", NamesUsed((), (), ())),
        ("MATCH (n) RETURN n.a.b, {k: 1}.k", NamesUsed((), (), ("a",))),
    ],
)  # fmt: skip
def test_names_are_read_where_they_name_something(query: str, used: NamesUsed) -> None:
    assert names_used(query) == used


def test_clauses_are_found_outside_of_brackets_and_strings() -> None:
    text = (
        "MATCH (n:Match) WHERE n.x STARTS WITH 'WHERE' WITH n OPTIONAL MATCH (n)--(m) "
        "CALL { RETURN 1 AS y } RETURN n.limit LIMIT 3"
    )
    assert [part.word for part in clauses(text)] == ["MATCH", "WHERE", "WITH", "OPTIONAL", "CALL", "RETURN", "LIMIT"]
    assert clauses(text)[1].text == "WHERE n.x STARTS WITH 'WHERE'"


def test_conditions_are_parted_at_and() -> None:
    assert conditions("WHERE a.x = 1 AND (b OR c) AND 'AND' = d") == ["a.x = 1", "(b OR c)", "'AND' = d"]
    assert conditions("WHERE a AND b OR c") == ["a AND b OR c"]


def test_nearness_ignores_case_and_stays_silent_when_far() -> None:
    assert did_you_mean("extends", ["EXTENDS", "USES"]) == " Did you mean EXTENDS?"
    assert did_you_mean("xyz", ["EXTENDS", "USES"]) == ""
