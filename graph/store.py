"""What every store promises, and how one is opened from its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, runtime_checkable
from urllib.parse import urlsplit

from graph.errors import StoreError
from graph.model import KnowledgeGraph

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
"""A cell. Nodes are {"~node": labels, "props": …}, relationships {"~rel": type, "props": …}, paths {"~path": […]}."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query."""

    timeout_s: float = 10.0
    max_rows: int = 1000


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a query under its column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    truncated: bool = False
    """True where more rows than `Limits.max_rows` were there."""


@dataclass(frozen=True, slots=True)
class StoreContent:
    """What a store holds now."""

    build_id: str = ""
    """Digest of the build folder that was loaded; empty where nothing is."""
    concepts: int = 0
    relations: int = 0
    passages: int = 0
    details: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class GraphStore(Protocol):
    """A place where a knowledge graph can be queried with Cypher."""

    @property
    def url(self) -> str:
        """Address of the store, without any password."""

    def replace(self, graph: KnowledgeGraph, *, build_id: str) -> None:
        """Make the store hold exactly `graph`; on error the old content stays. The same build twice changes nothing.

        Raises StoreError.
        """

    def read(self, cypher: str, params: Mapping[str, Value] | None = None, limits: Limits | None = None) -> Table:
        """Run `cypher` where the engine itself refuses writes; `Table.truncated` tells that rows were cut.

        Raises QueryRefused, QueryFailed, QueryTimeout, StoreError.
        """

    def content(self) -> StoreContent:
        """What is loaded; an empty StoreContent where nothing is. Raises StoreError where out of reach."""

    def close(self) -> None:
        """Let go of processes, files and connections; safe to call twice."""


def open_store(url: str, *, user: str = "", password: str = "") -> GraphStore:
    """The store at `url`: bolt://, bolt+s://, neo4j://, neo4j+s:// (+ssc), or embedded:FOLDER.

    Opening does not touch the network or start a process; the first call does. Raises StoreError for another scheme.
    """
    scheme = urlsplit(url).scheme
    if scheme == "embedded":
        from graph.stores.embedded import EmbeddedStore

        return EmbeddedStore.at(url.removeprefix("embedded:"))
    if scheme.split("+")[0] in {"bolt", "neo4j"}:
        from graph.stores.neo4j_bolt import Neo4jStore

        return Neo4jStore(url, user=user, password=password)
    raise StoreError(f"store address {url!r}: write embedded:FOLDER, bolt://HOST:PORT or neo4j://HOST")
