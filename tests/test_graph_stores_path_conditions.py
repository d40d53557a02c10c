"""Conditions on a path and another variable: ArcadeDB gives no rows for them unless they stand behind WITH *."""

import pytest
from library_samples import library_graph

from graph.errors import QueryRefused
from graph.store import GraphStore
from graph.stores.arcadedb_path_conditions import with_path_conditions_last
from graph.stores.embedded import EmbeddedStore


@pytest.mark.parametrize(
    ("cypher", "written"),
    [
        (
            "MATCH p = (a)-[*]->(b) WHERE length(p) > a.level RETURN b",
            "MATCH p = (a)-[*]->(b) WITH * WHERE length(p) > a.level RETURN b",
        ),
        (
            "MATCH p = (a)-->(b) WHERE a.name STARTS WITH 'x' AND a IN nodes(p) AND b.level = 1 RETURN b",
            "MATCH p = (a)-->(b) WHERE a.name STARTS WITH 'x' AND b.level = 1 WITH * WHERE a IN nodes(p) RETURN b",
        ),
        (
            "UNWIND [1] AS x MATCH p = (a)-->(b) WHERE length(p) = x OR a.level = 1 RETURN b;",
            "UNWIND [1] AS x MATCH p = (a)-->(b) WITH * WHERE length(p) = x OR a.level = 1 RETURN b;",
        ),
        (
            "CALL { MATCH p = (a)-->(b) WHERE a IN nodes(p) RETURN b } RETURN b",
            "CALL { MATCH p = (a)-->(b) WITH * WHERE a IN nodes(p) RETURN b } RETURN b",
        ),
    ],
)
def test_only_such_conditions_are_moved(cypher: str, written: str) -> None:
    assert with_path_conditions_last(cypher) == written


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH p = (a)-[*1..3]->(b) WHERE length(p) > 1 RETURN b",
        "MATCH p = (a)-[*1..3]->(b) WHERE all(n IN nodes(p) WHERE n.level > $level) RETURN b",
        "MATCH (a {p: 1}) WHERE a.p > a.q RETURN a",
        "MATCH p = (a)-->(b) WITH p, a WHERE length(p) > a.level RETURN a",
        "MATCH (p:Passage) WHERE p.text CONTAINS 'WHERE' RETURN p // MATCH p = (a) WHERE a IN nodes(p)",
    ],
)
def test_all_other_queries_stay_as_they_are(cypher: str) -> None:
    assert with_path_conditions_last(cypher) == cypher


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (a) OPTIONAL MATCH p = (a)-->(b) WHERE a IN nodes(p) RETURN a",
        "MATCH (a) WHERE EXISTS { MATCH p = (a)-->(b) WHERE a IN nodes(p) } RETURN a",
    ],
)
def test_where_no_with_can_stand_the_query_is_refused(cypher: str) -> None:
    with pytest.raises(QueryRefused, match=r"WITH \*"):
        with_path_conditions_last(cypher)


def test_both_stores_give_the_same_rows(store: GraphStore) -> None:
    store.replace(library_graph(), build_id="library")
    found = store.read(
        "MATCH p = (a:Concept)-[:EXTENDS*1..3]->(b:Concept) WHERE none(n IN nodes(p) WHERE n.level < b.level) "
        "AND length(p) < a.level RETURN a.id, b.id, length(p) ORDER BY a.id, b.id, length(p)"
    )
    assert found.rows == (
        ("dora", "lora", 1),
        ("gqa", "attention", 2),
        ("gqa", "multi-head-attention", 1),
        ("lora", "lora", 2),
        ("mqa", "attention", 2),
        ("mqa", "multi-head-attention", 1),
        ("multi-head-attention", "attention", 1),
        ("qlora", "lora", 1),
        ("qlora", "lora", 3),
    )


def test_the_embedded_store_refuses_what_it_would_answer_wrongly(embedded_store: EmbeddedStore) -> None:
    embedded_store.replace(library_graph(), build_id="library")
    with pytest.raises(QueryRefused, match="wrongly"):
        embedded_store.read("MATCH (a) OPTIONAL MATCH p = (a)-->(b) WHERE a IN nodes(p) RETURN a")
