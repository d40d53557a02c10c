"""What the Neo4j store promises beyond the contract: data of others stays, loads are whole, errors are clear."""

import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from graph_samples import attention_graph, numbered_graph, one

from graph.errors import StoreError
from graph.model import Concept, KnowledgeGraph
from graph.store import open_store
from graph.stores import neo4j_loading, neo4j_steps
from graph.stores.neo4j_bolt import Neo4jStore

pytestmark = pytest.mark.neo4j

LOADER = textwrap.dedent(
    """
    import os, sys
    sys.path.insert(0, sys.argv[1])
    from graph_samples import numbered_graph
    from graph.stores import neo4j_loading, neo4j_steps
    from graph.stores.neo4j_bolt import Neo4jStore
    neo4j_loading.ONE_TRANSACTION_ROWS = int(sys.argv[5])
    neo4j_steps.BATCH_ROWS = 100
    store = Neo4jStore(sys.argv[2])
    store.content()
    print("loading", flush=True)
    store.replace(numbered_graph(int(sys.argv[3]), sys.argv[4]), build_id=sys.argv[4])
    """
)

FOREIGN = """
CREATE (p:Person {name: 'Ada'})-[:KNOWS {since: 1843}]->(:Person {name: 'Charles'}),
       (p)-[:USES]->(:Concept {id: 'theirs', name: 'Analytical Engine'}),
       (:Concept {name: 'no id at all'}), (:Concept {id: 'gqa', owner: 'them'}), (:Note)
"""


def foreign_data(driver: neo4j.Driver) -> list[Any]:
    """Nodes and relationships that FOREIGN made, as they are now."""
    records = driver.execute_query(
        "MATCH (n) WHERE n:Person OR n.id = 'theirs' OR n.owner = 'them' OR n.name = 'no id at all' "
        "OR (n:Note AND n.path IS NULL) OPTIONAL MATCH (n)-[r]->(m) WHERE type(r) IN ['KNOWS', 'USES'] "
        "RETURN labels(n), properties(n), type(r), properties(r), properties(m)"
    ).records
    return sorted(map(repr, (record.values() for record in records)))


def ids(driver: neo4j.Driver) -> dict[str, str]:
    records = driver.execute_query("MATCH (c:Concept) RETURN c.id AS key, elementId(c) AS id").records
    return {record["key"]: record["id"] for record in records}


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Loads go in batches of 50 rows, as those of large graphs do."""
    monkeypatch.setattr(neo4j_loading, "ONE_TRANSACTION_ROWS", 0)
    monkeypatch.setattr(neo4j_steps, "BATCH_ROWS", 50)
    yield


def test_data_of_others_is_untouched(neo4j_store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    neo4j_driver.execute_query(FOREIGN)
    before = foreign_data(neo4j_driver)
    assert len(before) == 7
    neo4j_store.replace(attention_graph(), build_id="b1")
    assert foreign_data(neo4j_driver) == before
    neo4j_store.replace(numbered_graph(4, "x"), build_id="b2")
    neo4j_store.replace(KnowledgeGraph((), ()), build_id="b3")
    assert foreign_data(neo4j_driver) == before
    assert one(neo4j_store.read("MATCH (c:Concept) RETURN count(c)")) == 3
    assert one(neo4j_store.read("MATCH (n) RETURN count(n)")) == 7  # and the one node of Gradus


def test_a_relationship_of_others_to_a_node_of_ours_outlives_it(
    neo4j_store: Neo4jStore, neo4j_driver: neo4j.Driver
) -> None:
    neo4j_store.replace(attention_graph(), build_id="b1")
    neo4j_driver.execute_query("MATCH (c:Concept {id: 'mqa'}) CREATE (:Person {name: 'Ada'})-[:LIKES {stars: 5}]->(c)")
    neo4j_store.replace(numbered_graph(4, "x"), build_id="b2")
    assert neo4j_store.read("MATCH (p:Person)-[r:LIKES]->(c) RETURN p.name, r.stars, labels(c), c.id, c.name").rows == (
        ("Ada", 5, [], "mqa", None),
    )
    assert one(neo4j_store.read("MATCH (c:Concept) RETURN count(c)")) == 4


def test_only_what_changed_is_written(neo4j_store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    neo4j_store.replace(numbered_graph(20, "x"), build_id="b1")
    before = ids(neo4j_driver)
    graph = numbered_graph(21, "x")
    renamed = Concept("c-00003", "Renamed", "method", "attention", definition="x")
    concepts = tuple(
        renamed if concept.id == "c-00003" else concept for concept in graph.concepts if concept.id != "c-00000"
    )
    kept = tuple(relation for relation in graph.relations if relation.subject != "c-00000")
    neo4j_store.replace(KnowledgeGraph(concepts, kept), build_id="b2")
    after = ids(neo4j_driver)
    assert set(after) == set(before) - {"c-00000"} | {"c-00020"}
    assert {key: after[key] for key in before if key in after} == {key: before[key] for key in before if key in after}
    assert one(neo4j_store.read("MATCH (c:Concept {id: 'c-00003'}) RETURN c.name")) == "Renamed"
    assert one(neo4j_store.read("MATCH ()-[r:USES]->() RETURN count(r)")) == 19


def test_names_are_found_in_both_languages(neo4j_store: Neo4jStore) -> None:
    neo4j_store.replace(attention_graph(), build_id="b1")
    search = (
        "CALL db.index.fulltext.queryNodes('gradus_concept_names', $text) YIELD node, score "
        "RETURN node.id ORDER BY score DESC, node.id LIMIT 1"
    )
    for text, concept in (("查询注意力", "gqa"), ("多头注意力", "mha"), ("multi-query", "mqa"), ("GQA", "gqa")):
        assert one(neo4j_store.read(search, {"text": text})) == concept


def test_keys_of_ours_are_unique_where_the_label_is_ours_alone(
    neo4j_store: Neo4jStore, neo4j_driver: neo4j.Driver
) -> None:
    neo4j_driver.execute_query(FOREIGN)
    neo4j_store.replace(attention_graph(), build_id="b1")
    records = neo4j_driver.execute_query(
        "SHOW CONSTRAINTS YIELD labelsOrTypes RETURN labelsOrTypes[0] AS label"
    ).records
    assert sorted(record["label"] for record in records) == ["Passage", "Question"]


def test_what_others_deleted_by_hand_comes_back(neo4j_store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    neo4j_store.replace(attention_graph(), build_id="b1")
    neo4j_driver.execute_query("MATCH (c:Concept {id: 'gqa'}) DETACH DELETE c")
    neo4j_store.replace(attention_graph(), build_id="b1")
    assert one(neo4j_store.read("MATCH (:Concept {id: 'mha'})-[:PREREQUISITE_OF]->(c {id: 'gqa'}) RETURN c.name_zh"))
    assert one(neo4j_store.read("MATCH ()-[r]->() RETURN count(r)")) == 3 + 1 + 3 + 1


def test_a_number_that_the_database_gave_to_others_is_not_ours_any_more(
    neo4j_store: Neo4jStore, neo4j_driver: neo4j.Driver
) -> None:
    neo4j_store.replace(numbered_graph(30, "x"), build_id="b1")
    neo4j_driver.execute_query("MATCH (c:Concept) DETACH DELETE c")
    neo4j_driver.execute_query("UNWIND range(1, 60) AS x CREATE (:Person {id: 'c-00001'})-[:USES]->(:Thing)")
    neo4j_store.replace(numbered_graph(5, "y"), build_id="b2")
    assert one(neo4j_store.read("MATCH (p:Person)-[:USES]->(:Thing) RETURN count(p)")) == 60
    assert one(neo4j_store.read("MATCH (c:Concept) RETURN count(c)")) == 5


@pytest.mark.usefixtures("small_batches")
def test_a_load_in_batches_gives_the_same_graph(neo4j_store: Neo4jStore) -> None:
    for build_id, size in (("b1", 300), ("b2", 340), ("b3", 120)):
        neo4j_store.replace(numbered_graph(size, build_id), build_id=build_id)
        assert neo4j_store.read("MATCH (c:Concept) RETURN c.definition, count(*)").rows == ((build_id, size),)
        assert neo4j_store.read("MATCH ()-[r]->() RETURN r.reason, count(*)").rows == ((build_id, size - 1),)


@pytest.mark.parametrize("one_transaction_rows", [50_000, 0], ids=["one transaction", "batches"])
def test_a_loader_killed_at_any_moment_leaves_a_whole_graph_or_none(
    neo4j_store: Neo4jStore, monkeypatch: pytest.MonkeyPatch, neo4j_password: str, one_transaction_rows: int
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_password)
    sizes = {"b0": 900}
    neo4j_store.replace(numbered_graph(900, "b0"), build_id="b0")
    moments, interrupted = random.Random(5), 0
    for number in range(1, 9):
        build_id = f"b{number}"
        sizes[build_id] = 900 + number
        here = Path(__file__).parent
        arguments = map(str, (here, neo4j_store.url, sizes[build_id], build_id, one_transaction_rows))
        with subprocess.Popen([sys.executable, "-c", LOADER, *arguments], stdout=subprocess.PIPE) as loader:
            assert loader.stdout is not None and loader.stdout.readline()
            time.sleep(moments.uniform(0.0, 1.5))
            loader.kill()
        try:
            found = neo4j_store.read("MATCH (c:Concept) RETURN c.definition, count(*)").rows
            uses = neo4j_store.read("MATCH ()-[r:USES]->() RETURN r.reason, count(*)").rows
        except StoreError as error:
            assert "interrupted" in str(error) and one_transaction_rows == 0
            interrupted += 1
            continue
        assert found == ((found[0][0], sizes[str(found[0][0])]),)
        assert uses == ((found[0][0], sizes[str(found[0][0])] - 1),)
    neo4j_store.replace(numbered_graph(50, "last"), build_id="last")
    assert neo4j_store.read("MATCH (c:Concept) RETURN c.definition, count(*)").rows == (("last", 50),)
    assert neo4j_store.read("MATCH ()-[r]->() RETURN r.reason, count(*)").rows == (("last", 49),)
    assert one(neo4j_store.read("MATCH (n) RETURN count(n)")) == 51


def test_a_load_while_another_runs_is_refused(
    neo4j_store: Neo4jStore, neo4j_driver: neo4j.Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_loading, "_KILLED_LOAD_GOES_S", 0.3)
    neo4j_store.replace(attention_graph(), build_id="b1")
    with (
        neo4j_loading.only_load(neo4j_driver, None),
        pytest.raises(StoreError, match="another load into this database is running"),
    ):
        neo4j_store.replace(numbered_graph(3, "x"), build_id="b2")
    assert neo4j_store.content().build_id == "b1"
    neo4j_store.replace(numbered_graph(3, "x"), build_id="b2")
    assert neo4j_store.content().build_id == "b2"


def test_a_key_that_others_hold_is_one_clear_line(neo4j_store: Neo4jStore, neo4j_driver: neo4j.Driver) -> None:
    neo4j_store.replace(attention_graph(), build_id="b1")
    neo4j_driver.execute_query("CREATE (:Concept {id: 'c-00001', owner: 'them'})")
    with pytest.raises(StoreError, match="Gradus did not write"):
        neo4j_store.replace(numbered_graph(3, "x"), build_id="b2")
    assert neo4j_store.content().build_id == "b1"
    assert one(neo4j_store.read("MATCH (c:Concept) WHERE c.owner IS NULL RETURN count(c)")) == 3


@pytest.mark.parametrize(
    ("address", "password", "says"),
    [
        ("{url}", "wrong", "NEO4J_PASSWORD"),
        ("{url}", "", "NEO4J_PASSWORD"),
        ("{url}/nosuch", "right", "no such database"),
        ("bolt://127.0.0.1:1", "right", "no Neo4j answers"),
        ("neo4j://nosuch.invalid", "right", "no Neo4j answers"),
    ],
)
def test_a_store_that_cannot_be_used_is_one_clear_line(
    neo4j_url: str, neo4j_password: str, monkeypatch: pytest.MonkeyPatch, address: str, password: str, says: str
) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    store = open_store(address.format(url=neo4j_url), password=neo4j_password if password == "right" else password)
    for call in (store.content, lambda: store.read("RETURN 1"), lambda: store.replace(attention_graph(), build_id="x")):
        with pytest.raises(StoreError, match=says) as error:
            call()
        assert "\n" not in str(error.value) and (neo4j_password not in str(error.value))
    store.close()


def test_an_address_with_a_password_in_it_is_refused_without_repeating_it() -> None:
    with pytest.raises(StoreError) as error:
        open_store("bolt://neo4j:secret@127.0.0.1:7687")
    assert "secret" not in str(error.value)
