"""A planned load as steps, each small enough for a transaction of its own."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TypeAlias

from neo4j import ManagedTransaction

from graph.stores import neo4j_statements
from graph.stores.neo4j_ledger import Entry, Number, RowT, Written, node_key_hash, record
from graph.stores.neo4j_plan import Plan, in_parts
from graph.stores.neo4j_statements import number_of
from graph.stores.rows import NodeKey, NodeRow, RelationshipRow

BATCH_ROWS = 4_000

Step: TypeAlias = Callable[[ManagedTransaction], bytes]
"""Writes some rows and gives the ledger's records of them; may be called again after a rollback."""


class Steps:
    """The steps in the order in which they must be taken; made anew for each attempt."""

    def __init__(self, plan: Plan, node_prefix: str) -> None:
        self._plan = plan
        self._node_prefix = node_prefix
        self._ids = {key: f"{node_prefix}{number}" for key, number in plan.nodes.kept.items()}

    def __iter__(self) -> Iterator[Step]:
        """Removals first: a new node may have the key of one that goes."""
        nodes, relationships = self._plan.nodes, self._plan.relationships
        if self._plan.forgotten:
            yield lambda _: self._plan.forgotten
        for gone in in_parts([number for number, _ in relationships.removed], BATCH_ROWS):
            yield partial(self._remove_relationships, gone)
        for gone in in_parts([number for number, _ in nodes.removed], BATCH_ROWS):
            yield partial(self._remove_nodes, gone)
        for changed_nodes in in_parts(nodes.updated, BATCH_ROWS):
            yield partial(self._update_nodes, changed_nodes)
        for changed in in_parts(relationships.updated, BATCH_ROWS):
            yield partial(self._update_relationships, changed)
        for label, of_label in groupby(sorted(nodes.created, key=_label), key=_label):
            for new_nodes in in_parts(list(of_label), BATCH_ROWS):
                yield partial(self._create_nodes, label, new_nodes)
        for kind, of_type in groupby(sorted(relationships.created, key=_type), key=_type):
            for new in in_parts(list(of_type), BATCH_ROWS):
                yield partial(self._create_relationships, kind, new)

    def _remove_relationships(self, numbers: Sequence[Number], tx: ManagedTransaction) -> bytes:
        neo4j_statements.delete_relationships(tx, [self._relationship_id(number) for number in numbers])
        return b"".join(record(Entry.NO_RELATIONSHIP, number) for number in numbers)

    def _remove_nodes(self, numbers: Sequence[Number], tx: ManagedTransaction) -> bytes:
        neo4j_statements.delete_nodes(tx, [f"{self._node_prefix}{number}" for number in numbers])
        return b"".join(record(Entry.NO_NODE, number) for number in numbers)

    def _update_nodes(self, changed: Sequence[tuple[Number, Written[NodeRow]]], tx: ManagedTransaction) -> bytes:
        neo4j_statements.update_nodes(tx, [(f"{self._node_prefix}{number}", new.row.props) for number, new in changed])
        return b"".join(record(Entry.NODE, number, new.key, new.content) for number, new in changed)

    def _update_relationships(
        self, changed: Sequence[tuple[Number, Written[RelationshipRow]]], tx: ManagedTransaction
    ) -> bytes:
        rows = [(self._relationship_id(number), new.row.props) for number, new in changed]
        neo4j_statements.update_relationships(tx, rows)
        return b"".join(record(Entry.RELATIONSHIP, number, new.key, new.content) for number, new in changed)

    def _create_nodes(self, label: str, new: Sequence[Written[NodeRow]], tx: ManagedTransaction) -> bytes:
        ids = neo4j_statements.create_nodes(tx, label, [written.row.props for written in new])
        self._ids.update(zip((written.key for written in new), ids, strict=True))
        return _created(Entry.NODE, ids, new)

    def _create_relationships(
        self, kind: str, new: Sequence[Written[RelationshipRow]], tx: ManagedTransaction
    ) -> bytes:
        ends = [(self._id(written.row.source), self._id(written.row.target)) for written in new]
        ids = neo4j_statements.create_relationships(tx, kind, ends, [written.row.props for written in new])
        return _created(Entry.RELATIONSHIP, ids, new)

    def _id(self, key: NodeKey) -> str:
        return self._ids[node_key_hash(key)]

    def _relationship_id(self, number: Number) -> str:
        # element ids of nodes and relationships differ in their first sign only: 4:DATABASE:7 and 5:DATABASE:7
        return f"5{self._node_prefix[1:]}{number}"


def _created(entry: Entry, ids: Sequence[str], new: Sequence[Written[RowT]]) -> bytes:
    return b"".join(
        record(entry, number_of(id_), written.key, written.content) for id_, written in zip(ids, new, strict=True)
    )


def _label(written: Written[NodeRow]) -> str:
    return written.row.label


def _type(written: Written[RelationshipRow]) -> str:
    return written.row.type
