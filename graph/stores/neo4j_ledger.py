"""The ledger of what Gradus wrote into a Neo4j database, and what a new build changes in it.

Our nodes carry no mark that a query could see, so that both stores give equal rows and data of others with the same
labels stays theirs. Instead one node `(:GradusBuild)` holds a ledger: for each node and relationship that we wrote its
internal number, a hash of its key and a hash of its content. It is written in the transaction that writes the rows.
"""

import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import blake2b
from typing import Generic, TypeAlias, TypeVar

from graph.stores.rows import NodeKey, NodeRow, Properties, RelationshipRow

Hash: TypeAlias = int
Number: TypeAlias = int
"""Internal number of a node or a relationship in the database."""

_RECORD = struct.Struct(">BQQQ")


class Entry(IntEnum):
    """What one record of the ledger says."""

    NODE = 0
    RELATIONSHIP = 1
    NO_NODE = 2
    NO_RELATIONSHIP = 3


@dataclass(slots=True)
class Ledger:
    """Number -> (hash of key, hash of content), for nodes and for relationships."""

    nodes: dict[Number, tuple[Hash, Hash]] = field(default_factory=dict)
    relationships: dict[Number, tuple[Hash, Hash]] = field(default_factory=dict)

    @classmethod
    def replay(cls, parts: Iterable[bytes]) -> "Ledger":
        """The state after all records, in the order they were written."""
        ledger = cls()
        for part in parts:
            for kind, number, key, content in _RECORD.iter_unpack(part):
                table = ledger.relationships if kind in {Entry.RELATIONSHIP, Entry.NO_RELATIONSHIP} else ledger.nodes
                if kind in {Entry.NODE, Entry.RELATIONSHIP}:
                    table[number] = (key, content)
                else:
                    table.pop(number, None)
        return ledger

    def whole(self) -> bytes:
        """One part that replays to this state."""
        return b"".join(
            _RECORD.pack(kind, number, *hashes)
            for kind, table in ((Entry.NODE, self.nodes), (Entry.RELATIONSHIP, self.relationships))
            for number, hashes in table.items()
        )


def record(kind: Entry, number: Number, key: Hash = 0, content: Hash = 0) -> bytes:
    """One record, to be put at the end of a part."""
    return _RECORD.pack(kind, number, key, content)


def key_hash(*parts: str) -> Hash:
    """Hash of what makes a row the same one in two builds."""
    return _hash("\0".join(parts))


def node_key_hash(key: NodeKey) -> Hash:
    """Hash of a node's key."""
    return key_hash(*key)


def relationship_key_hash(kind: str, source: NodeKey, target: NodeKey) -> Hash:
    """Hash of a relationship's type and ends."""
    return key_hash(kind, *source, *target)


def content_hash(props: Properties) -> Hash:
    """Hash of a row's properties."""
    # plain values only, so their text tells them apart; a third of the time of JSON
    return _hash(repr(sorted(props.items())))


def _hash(text: str) -> Hash:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


RowT = TypeVar("RowT", NodeRow, RelationshipRow)


@dataclass(frozen=True, slots=True)
class Written(Generic[RowT]):
    """A row with its hashes."""

    row: RowT
    key: Hash
    content: Hash


@dataclass(slots=True)
class Changes(Generic[RowT]):
    """What turns the rows of a ledger into those of a build."""

    created: list[Written[RowT]] = field(default_factory=list)
    updated: list[tuple[Number, Written[RowT]]] = field(default_factory=list)
    removed: list[tuple[Number, Hash]] = field(default_factory=list)
    """Number and hash of key."""
    kept: dict[Hash, Number] = field(default_factory=dict)
    """Numbers of what stays, changed or not, by hash of key."""

    def __len__(self) -> int:
        return len(self.created) + len(self.updated) + len(self.removed)


def node_changes(ledger: Ledger, nodes: Sequence[NodeRow]) -> Changes[NodeRow]:
    """What to do to our nodes."""
    return _changes(ledger.nodes, (Written(node, node_key_hash(node.key), content_hash(node.props)) for node in nodes))


def relationship_changes(ledger: Ledger, relationships: Sequence[RelationshipRow]) -> Changes[RelationshipRow]:
    """What to do to our relationships; several with the same type and ends are told apart by their content."""
    return _changes(
        ledger.relationships,
        (
            Written(row, relationship_key_hash(row.type, row.source, row.target), content_hash(row.props))
            for row in relationships
        ),
    )


def _changes(table: dict[Number, tuple[Hash, Hash]], rows: Iterable[Written[RowT]]) -> Changes[RowT]:
    there: dict[Hash, list[tuple[Hash, Number]]] = defaultdict(list)
    for number, (key, content) in table.items():
        there[key].append((content, number))
    changes: Changes[RowT] = Changes()
    differing: list[Written[RowT]] = []
    for written in rows:
        same = next((old for old in there.get(written.key, ()) if old[0] == written.content), None)
        if same is None:
            differing.append(written)
        else:
            there[written.key].remove(same)
            changes.kept[written.key] = same[1]
    for written in differing:
        if there.get(written.key):
            number = there[written.key].pop()[1]
            changes.updated.append((number, written))
            changes.kept[written.key] = number
        else:
            changes.created.append(written)
    changes.removed = [(number, key) for key, left in there.items() for _, number in left]
    return changes
