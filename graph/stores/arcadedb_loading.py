"""Writing a new ArcadeDB database in bulk; only the worker process imports this."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import jpype
from arcadedb_embedded import Database

from graph.store import Value
from graph.stores.rows import key_property


class BulkLoad:
    """A load into an empty database: types first, then nodes, then relationships, then `finish`."""

    def __init__(self, database: Database, labels: Iterable[str], types: Iterable[str]) -> None:
        self._database = database
        self._labels = tuple(labels)
        for label in self._labels:
            # one bucket: scans give rows in the order of the load, and a small graph stays small
            database.command("sql", f"CREATE VERTEX TYPE {_quoted(label)} BUCKETS 1")
        for kind in types:
            database.command("sql", f"CREATE EDGE TYPE {_quoted(kind)} BUCKETS 1")
        java: Any = database.get_java_database()
        self._batch = java.batch().build()
        self._vertices = jpype.JClass("com.arcadedb.python.VertexBatcher")
        self._edges = jpype.JClass("com.arcadedb.python.EdgeBatcher")
        self._places: dict[tuple[str, str], str] = {}

    def add_nodes(self, label: str, keys: Iterable[str], rows: Sequence[Mapping[str, Value]]) -> None:
        """Write nodes of one label; their keys name them to `add_relationships`."""
        places = str(self._vertices.createVerticesJson(self._batch, label, json.dumps(list(rows)))).split(";")
        self._places.update(zip(((label, key) for key in keys), places, strict=True))

    def add_relationships(self, kind: str, rows: Iterable[Sequence[Any]]) -> None:
        """Write relationships of one type, each as (source label, source key, target label, target key, props)."""
        placed = [
            {**props, "_src": self._places[source, source_key], "_dst": self._places[target, target_key]}
            for source, source_key, target, target_key, props in rows
        ]
        self._edges.newEdgesJson(self._batch, kind, json.dumps(placed))

    def finish(self) -> None:
        """Flush, make the indexes and close the database."""
        self._batch.close()
        for label in self._labels:
            name, kind = key_property(label), _quoted(label)
            self._database.command("sql", f"CREATE PROPERTY {kind}.{_quoted(name)} STRING")
            self._database.command("sql", f"CREATE INDEX ON {kind} ({_quoted(name)}) UNIQUE")
        self._database.close()


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "\\`") + "`"
