"""The statements that write and check rows in Neo4j: batches of parameters, nothing of a row in the text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.errors import StoreError
from graph.stores.neo4j_ledger import Hash, Number, node_key_hash, relationship_key_hash
from graph.stores.neo4j_schema import quoted
from graph.stores.rows import KEY_PROPERTIES, NodeKey, Properties, key_property

_Runner = ManagedTransaction


def create_nodes(tx: _Runner, label: str, props: Sequence[Properties]) -> list[str]:
    """Element ids of new nodes, in the order of `props`."""
    return _created(
        tx,
        f"UNWIND $rows AS row CREATE (n:{quoted(label)}) SET n = row[1] "
        # one list instead of a record for each row: half the time
        "RETURN collect(row[0]) AS places, collect(elementId(n)) AS ids",
        [[place, dict(row)] for place, row in enumerate(props)],
    )


def create_relationships(
    tx: _Runner, kind: str, ends: Sequence[tuple[str, str]], props: Sequence[Properties]
) -> list[str]:
    """Element ids of new relationships between nodes with the element ids `ends`."""
    return _created(
        tx,
        "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[1] MATCH (b) WHERE elementId(b) = row[2] "
        f"CREATE (a)-[r:{quoted(kind)}]->(b) SET r = row[3] "
        "RETURN collect(row[0]) AS places, collect(elementId(r)) AS ids",
        [[place, *of, dict(row)] for place, (of, row) in enumerate(zip(ends, props, strict=True))],
    )


def update_nodes(tx: _Runner, rows: Iterable[tuple[str, Properties]]) -> None:
    """Give nodes, by element id, exactly these properties."""
    tx.run(
        "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.id SET n = row.props",
        rows=[{"id": number, "props": dict(props)} for number, props in rows],
    ).consume()


def update_relationships(tx: _Runner, rows: Iterable[tuple[str, Properties]]) -> None:
    """Give relationships, by element id, exactly these properties."""
    tx.run(
        "UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.id SET r = row.props",
        rows=[{"id": number, "props": dict(props)} for number, props in rows],
    ).consume()


def delete_relationships(tx: _Runner, ids: Sequence[str]) -> None:
    """Delete relationships by element id."""
    tx.run("UNWIND $ids AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r", ids=list(ids)).consume()


def delete_nodes(tx: _Runner, ids: Sequence[str]) -> None:
    """Delete nodes by element id; one that others tied a relationship to stays for them, without our label and text."""
    tx.run("UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id AND NOT (n)--() DELETE n", ids=list(ids)).consume()
    left = tx.run(
        "UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id UNWIND labels(n) AS label RETURN DISTINCT label",
        ids=list(ids),
    )
    for label in [record["label"] for record in left if record["label"] in KEY_PROPERTIES]:
        name = key_property(label)
        tx.run(
            f"UNWIND $ids AS id MATCH (n:{quoted(label)}) WHERE elementId(n) = id "
            f"SET n = {{{name}: n.{name}}} REMOVE n:{quoted(label)}",
            ids=list(ids),
        ).consume()


def node_keys_at(tx: _Runner, ids: Iterable[str]) -> dict[Number, set[Hash]]:
    """Key hashes that the nodes with these element ids could have, one for each label."""
    found = tx.run(
        "UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id "
        "RETURN id, labels(n) AS labels, n.id AS key_id, n.path AS key_path",
        ids=list(ids),
    )
    return {number_of(row["id"]): set(map(node_key_hash, _keys(row, ""))) for row in found}


def relationship_keys_at(tx: _Runner, ids: Iterable[str]) -> dict[Number, set[Hash]]:
    """Key hashes that the relationships with these element ids could have."""
    found = tx.run(
        "UNWIND $ids AS id MATCH (a)-[r]->(b) WHERE elementId(r) = id RETURN id, type(r) AS type, "
        "labels(a) AS source_labels, a.id AS source_key_id, a.path AS source_key_path, "
        "labels(b) AS target_labels, b.id AS target_key_id, b.path AS target_key_path",
        ids=list(ids),
    )
    return {
        number_of(row["id"]): {
            relationship_key_hash(row["type"], source, target)
            for source in _keys(row, "source_")
            for target in _keys(row, "target_")
        }
        for row in found
    }


def counts_of(tx: _Runner, counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """How many nodes of each of these labels and relationships of each of these types there are, whoever's they are."""
    return {
        "nodes": {label: _count(tx, f"MATCH (n:{quoted(label)})") for label in counts.get("nodes", {})},
        "relationships": {
            kind: _count(tx, f"MATCH ()-[n:{quoted(kind)}]->()") for kind in counts.get("relationships", {})
        },
    }


def number_of(element_id: str) -> Number:
    """The number in an element id."""
    return int(element_id.rpartition(":")[2])


def _count(tx: _Runner, match: str) -> int:
    return int(tx.run(f"{match} RETURN count(n) AS number").single(strict=True)["number"])


def _keys(row: Any, prefix: str) -> list[NodeKey]:
    keys: dict[str, Any] = {"id": row[f"{prefix}key_id"], "path": row[f"{prefix}key_path"]}
    return [(label, str(keys[key_property(label)])) for label in row[f"{prefix}labels"]]


def _created(tx: _Runner, query: str, rows: list[list[Any]]) -> list[str]:
    found = tx.run(query, rows=rows).single(strict=True)
    if len(found["ids"]) != len(rows):
        lost = len(rows) - len(found["ids"])
        raise StoreError(f"{lost} of {len(rows)} rows could not be written: others delete nodes of ours meanwhile")
    ids: dict[int, str] = dict(zip(found["places"], found["ids"], strict=True))
    return [ids[place] for place in range(len(rows))]
