"""What every store promises of loading, on each store."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from graph_samples import attention_graph, numbered_graph, one

from graph.errors import StoreError
from graph.model import Concept, KnowledgeGraph
from graph.store import GraphStore, StoreContent, Value
from graph.stores.rows import NodeRow, RelationshipRow

Client = Callable[[], GraphStore]


def test_a_store_tells_what_it_holds(store: GraphStore) -> None:
    assert store.content() == StoreContent()
    store.replace(attention_graph(), build_id="b1")
    assert store.content() == StoreContent("b1", concepts=3, relations=3, passages=1)


def test_a_store_without_a_graph_says_what_to_do(store: GraphStore) -> None:
    with pytest.raises(StoreError, match="gradus load"):
        store.read("MATCH (n) RETURN n")


def test_a_graph_is_found_in_the_data_model(store: GraphStore) -> None:
    store.replace(attention_graph(), build_id="b1")
    assert store.read(
        "MATCH (n:Note)-[:HAS]->(p:Passage)-[:MENTIONS]->(c:Concept {id: 'gqa'})-[r:GENERALIZES]->(d) "
        "RETURN n.title, p.id, c.name_zh, c.aliases, r.rules, r.evidence, r.support, d.id, d.year, d.name_zh"
    ).rows == (
        (
            "Attention",
            "attention.md#3",
            "分组查询注意力",
            ["GQA"],
            ["prose"],
            ["attention.md#3"],
            1,
            "mqa",
            2019,
            None,
        ),
    )
    assert store.read("MATCH (q:Question)-[:ASKS]->(c) RETURN q.text, c.id").rows == (
        ("Why does GQA save memory?", "gqa"),
    )


def test_loading_the_same_build_twice_changes_nothing(store: GraphStore, other_client: Client) -> None:
    store.replace(attention_graph(), build_id="b1")
    before = store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, r, m")
    store.replace(attention_graph(), build_id="b1")
    other_client().replace(attention_graph(), build_id="b1")
    after = store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN n, r, m")
    assert sorted(map(repr, after.rows)) == sorted(map(repr, before.rows))


def test_the_next_build_replaces_all_of_the_one_before(store: GraphStore) -> None:
    store.replace(attention_graph(), build_id="b1")
    changed = Concept("mqa", "MQA", "component", "attention")
    store.replace(KnowledgeGraph((changed,), ()), build_id="b2")
    assert store.read("MATCH (c:Concept) RETURN c.id, c.name, c.year").rows == (("mqa", "MQA", None),)
    assert one(store.read("MATCH (p:Passage) RETURN count(p)")) == 0
    assert one(store.read("MATCH ()-[r]->() RETURN count(r)")) == 0
    assert store.content() == StoreContent("b2", concepts=1)


def test_an_open_client_sees_the_build_that_another_loads(store: GraphStore, other_client: Client) -> None:
    store.replace(attention_graph(), build_id="b1")
    assert one(store.read("MATCH (c:Concept) RETURN count(c)")) == 3
    other_client().replace(numbered_graph(5, "x"), build_id="b2")
    assert one(store.read("MATCH (c:Concept) RETURN count(c)")) == 5


def test_an_empty_graph_can_be_loaded(store: GraphStore) -> None:
    store.replace(KnowledgeGraph((), ()), build_id="none")
    assert store.content() == StoreContent("none")
    assert store.read("MATCH (c:Concept) RETURN c.id").rows == ()


@pytest.mark.parametrize(
    ("nodes", "relationships", "says"),
    [
        ([NodeRow("Concept", {"id": "a"}), NodeRow("Concept", {"id": "a"})], [], "two Concept nodes"),
        ([NodeRow("Concept", {"name": "a"})], [], "has no id"),
        (
            [NodeRow("Concept", {"id": "a"})],
            [RelationshipRow("USES", ("Concept", "a"), ("Concept", "b"))],
            "no Concept",
        ),
    ],
)
def test_rows_that_do_not_fit_leave_the_old_graph(
    store: Any, nodes: list[NodeRow], relationships: list[RelationshipRow], says: str
) -> None:
    store.replace(attention_graph(), build_id="b1")
    with pytest.raises(StoreError, match=says):
        store.replace_rows(nodes, relationships, build_id="b2")
    assert store.content().build_id == "b1"


def test_text_comes_back_as_it_went_in(store: GraphStore) -> None:
    texts = (
        "注意力，「多头」",
        "emoji 🧠 and 𠮷",
        "quote ' \" ` \\ \\u0041",
        "line\nbreak\ttab",
        "e\u0301 é",
        "$x {y} // z",
    )
    concepts = tuple(
        Concept(f"c-{place}", text, "idea", "nlp", aliases=(text,), definition=text) for place, text in enumerate(texts)
    )
    store.replace(KnowledgeGraph(concepts, ()), build_id="b1")
    for text in texts:
        found = store.read("MATCH (c {name: $text}) RETURN c.name, c.aliases, c.definition, $text", {"text": text})
        assert found.rows == ((text, [text], text, text),)


def test_nodes_relationships_and_paths_are_plain_values(store: GraphStore) -> None:
    nodes = [NodeRow("Concept", {"id": "a"}), NodeRow("Concept", {"id": "b", "level": 2})]
    a, b = ("Concept", "a"), ("Concept", "b")
    store.replace_rows(nodes, [RelationshipRow("USES", a, b, {"rules": ["x"]})], build_id="b1")  # type: ignore[attr-defined]
    node_a: Value = {"~node": ["Concept"], "props": {"id": "a"}}
    node_b: Value = {"~node": ["Concept"], "props": {"id": "b", "level": 2}}
    uses: Value = {"~rel": "USES", "props": {"rules": ["x"]}}
    assert store.read("MATCH p = (a)-[r]->(b) RETURN a, r, p, [a, b] AS ends, {by: r} AS map").rows == (
        (node_a, uses, {"~path": [node_a, uses, node_b]}, [node_a, node_b], {"by": uses}),
    )
    assert store.read("MATCH p = (b)<-[r]-(a) RETURN p").rows == (({"~path": [node_b, uses, node_a]},),)


def test_closing_twice_is_safe_and_a_closed_store_opens_again(store: GraphStore) -> None:
    store.replace(attention_graph(), build_id="b1")
    store.close()
    store.close()
    assert one(store.read("MATCH (c:Concept) RETURN count(c)")) == 3


def test_two_loads_at_once_end_in_one_of_the_builds(store: GraphStore, other_client: Client) -> None:
    store.replace(attention_graph(), build_id="b0")
    refused: list[StoreError] = []

    def load(client: GraphStore, size: int, build_id: str) -> None:
        try:
            client.replace(numbered_graph(size, build_id), build_id=build_id)
        except StoreError as error:
            refused.append(error)

    loads = [threading.Thread(target=load, args=(other_client(), size, f"b{size}")) for size in (300, 400)]
    for thread in loads:
        thread.start()
    for thread in loads:
        thread.join()
    assert all("another load" in str(error) for error in refused) and len(refused) < 2
    build_id = store.content().build_id
    assert store.read("MATCH (c:Concept) RETURN c.definition, count(*)").rows == ((build_id, int(build_id[1:])),)
