"""What a load has to change in a Neo4j database: the ledger against the new rows, checked against the database."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from neo4j import ManagedTransaction, Session

from graph.stores import neo4j_statements
from graph.stores.neo4j_ledger import (
    Changes,
    Entry,
    Hash,
    Ledger,
    Number,
    node_changes,
    record,
    relationship_changes,
)
from graph.stores.neo4j_state import Bookkeeping
from graph.stores.rows import NodeRow, RelationshipRow

CHECKED_AT_ONCE = 10_000

_T = TypeVar("_T")
_KeysAt = Callable[[ManagedTransaction, Iterable[str]], dict[Number, set[Hash]]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes of one load."""

    nodes: Changes[NodeRow]
    relationships: Changes[RelationshipRow]
    forgotten: bytes
    """Records for rows that the ledger has and the database no longer has."""

    def __len__(self) -> int:
        return len(self.nodes) + len(self.relationships)


def plan_load(
    session: Session,
    books: Bookkeeping,
    nodes: Sequence[NodeRow],
    relationships: Sequence[RelationshipRow],
    *,
    everything: bool,
) -> Plan:
    """Changes from what the ledger says to these rows, with no row of others among them.

    What the ledger says is checked for the rows that change, or for all: others may have deleted rows of ours, and the
    database gives the numbers of deleted rows to new ones.
    """
    ledger = Ledger.replay(books.parts)
    plan = Plan(node_changes(ledger, nodes), relationship_changes(ledger, relationships), b"")
    lost_nodes = _lost(
        session,
        ledger.nodes,
        list(ledger.nodes) if everything else _touched(plan.nodes),
        books.node_prefix,
        neo4j_statements.node_keys_at,
    )
    lost_relationships = _lost(
        session,
        ledger.relationships,
        list(ledger.relationships) if everything or lost_nodes else _touched(plan.relationships),
        books.relationship_prefix,
        neo4j_statements.relationship_keys_at,
    )
    if not lost_nodes and not lost_relationships:
        return plan
    forgotten = b"".join(
        [record(Entry.NO_NODE, number) for number in lost_nodes]
        + [record(Entry.NO_RELATIONSHIP, number) for number in lost_relationships]
    )
    ledger = Ledger.replay([ledger.whole(), forgotten])
    return Plan(node_changes(ledger, nodes), relationship_changes(ledger, relationships), forgotten)


def in_parts(rows: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """`rows` in pieces of at most `size`."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _touched(changes: Changes[NodeRow] | Changes[RelationshipRow]) -> list[Number]:
    return [number for number, _ in changes.updated] + [number for number, _ in changes.removed]


def _lost(
    session: Session,
    table: Mapping[Number, tuple[Hash, Hash]],
    numbers: Sequence[Number],
    prefix: str,
    keys_at: _KeysAt,
) -> list[Number]:
    """Those numbers at which the row that we wrote is no longer found."""
    lost: list[Number] = []
    for part in in_parts(numbers, CHECKED_AT_ONCE):
        there = session.execute_read(keys_at, [f"{prefix}{number}" for number in part])
        lost += [number for number in part if table[number][0] not in there.get(number, ())]
    return lost
