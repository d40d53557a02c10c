"""The one node that Gradus keeps in a Neo4j database beside the graph: which build it is, and its ledger."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from neo4j import ManagedTransaction, Session

from graph.store import StoreContent

STATE_LABEL = "GradusBuild"
_PART = "ledger_"
MOST_PARTS = 100
"""A ledger of more parts should be made compact."""


@dataclass(frozen=True, slots=True)
class LoadState:
    """What the state node says; without one, nothing was ever loaded."""

    exists: bool = False
    loading: bool = False
    """True while a load in batches is under way, or after one was interrupted."""
    token: str = ""
    """Differs after each load."""
    content: StoreContent = field(default_factory=StoreContent)

    @property
    def complete(self) -> bool:
        """Whether a whole build is there."""
        return self.exists and not self.loading


@dataclass(frozen=True, slots=True)
class Bookkeeping:
    """What a load needs to know of the loads before it."""

    node_prefix: str
    """Element ids of nodes are this and a number."""
    parts: tuple[bytes, ...]
    next_part: int
    counts: Mapping[str, Mapping[str, int]]
    """How many nodes of each label and relationships of each type were written: {"nodes": …, "relationships": …}."""

    @property
    def relationship_prefix(self) -> str:
        """Element ids of relationships are this and a number."""
        return "5" + self.node_prefix[1:]


def read_state(tx: ManagedTransaction | Session) -> LoadState:
    """The state as this transaction sees it."""
    found = tx.run(
        f"MATCH (b:{STATE_LABEL}) RETURN b.loading AS loading, b.token AS token, b.build_id AS build_id, "
        "b.concepts AS concepts, b.relations AS relations, b.passages AS passages LIMIT 1"
    ).single()
    if found is None:
        return LoadState()
    if found["loading"]:
        content = StoreContent(details={"state": "a load is under way, or was interrupted"})
        return LoadState(True, True, found["token"], content)
    content = StoreContent(found["build_id"], found["concepts"], found["relations"], found["passages"])
    return LoadState(True, False, found["token"], content)


def read_bookkeeping(session: Session) -> Bookkeeping:
    """The ledger's parts in order; none where nothing was ever loaded."""
    found = session.execute_read(
        lambda tx: tx.run(f"MATCH (b:{STATE_LABEL}) RETURN elementId(b) AS id, properties(b) AS props LIMIT 1").single()
    )
    if found is None:
        return Bookkeeping("", (), 0, {})
    props: dict[str, Any] = found["props"]
    names = sorted(name for name in props if name.startswith(_PART))
    return Bookkeeping(
        node_prefix=cast("str", found["id"]).rpartition(":")[0] + ":",
        parts=tuple(bytes(props[name]) for name in names),
        next_part=int(names[-1].removeprefix(_PART)) + 1 if names else 0,
        counts=json.loads(props.get("counts", "{}")),
    )


def begin(tx: ManagedTransaction) -> None:
    """From here on no whole build is there, until `finish`."""
    tx.run(f"MERGE (b:{STATE_LABEL}) SET b.loading = true, b.build_id = '', b.token = ''").consume()


def append_part(tx: ManagedTransaction, number: int, part: bytes) -> None:
    """Put a part at the end of the ledger."""
    _set(tx, {f"{_PART}{number:06d}": part})


def finish(tx: ManagedTransaction, content: StoreContent, token: str, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Say that a whole build is there."""
    _set(
        tx,
        {
            "loading": False,
            "token": token,
            "build_id": content.build_id,
            "concepts": content.concepts,
            "relations": content.relations,
            "passages": content.passages,
            "counts": json.dumps(counts, sort_keys=True),
        },
    )


def compact(tx: ManagedTransaction, number_of_parts: int, whole: bytes) -> None:
    """Write a ledger of that many parts as one."""
    _set(tx, {**{f"{_PART}{number:06d}": None for number in range(number_of_parts)}, f"{_PART}000000": whole})


def _set(tx: ManagedTransaction, props: Mapping[str, object]) -> None:
    tx.run(f"MATCH (b:{STATE_LABEL}) SET b += $props", props=props).consume()
