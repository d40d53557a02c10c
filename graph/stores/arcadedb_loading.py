"""Writing a new ArcadeDB database in bulk; only the worker process imports this."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import jpype
from arcadedb_embedded import Database

from graph.store import Value
from graph.stores import arcadedb_engine
from graph.stores.frames import Message
from graph.stores.rows import key_property


class Loader:
    """Takes the messages of one load: begin, nodes, relationships, finish."""

    def __init__(self, folder: Path, *, heap: str) -> None:
        self._folder = folder
        scratch = folder / "scratch"
        scratch.mkdir()
        arcadedb_engine.start_engine(heap=heap, scratch=scratch)
        self._load: BulkLoad | None = None

    def take(self, message: Message) -> Message:
        """Do what the message says; an error is the answer."""
        try:
            self._do(cast("dict[str, Any]", message))
        except Exception as error:  # noqa: BLE001 the parent raises it again, with the sentence for the user
            return {"error": "store", "message": " ".join(str(error).split())[:500]}
        return {}

    def _do(self, message: dict[str, Any]) -> None:
        match message["do"]:
            case "begin":
                database = arcadedb_engine.create(self._folder / "database")
                self._load = BulkLoad(database, message["labels"], message["types"], message["bare_types"])
            case "nodes" if self._load:
                self._load.add_nodes(message["label"], message["keys"], message["rows"])
            case "relationships" if self._load:
                self._load.add_relationships(message["type"], message["rows"])
            case "finish" if self._load:
                self._load.finish()


class BulkLoad:
    """A load into an empty database: types first, then nodes, then relationships, then `finish`."""

    def __init__(
        self, database: Database, labels: Sequence[str], types: Sequence[str], bare_types: Sequence[str]
    ) -> None:
        self._database = database
        self._labels = labels
        self._bare = frozenset(bare_types)
        for label in labels:
            # one bucket: scans give rows in the order of the load, and a small graph stays small
            database.command("sql", f"CREATE VERTEX TYPE {_quoted(label)} BUCKETS 1")
        for kind in types:
            # relationships without properties need no record of their own: a quarter of the time of a large load
            light = "LIGHTWEIGHT " if kind in self._bare else ""
            database.command("sql", f"CREATE EDGE TYPE {_quoted(kind)} {light}BUCKETS 1")
        java: Any = database.get_java_database()
        self._batch = java.batch().withLightEdges(bool(self._bare)).build()
        self._vertices = jpype.JClass("com.arcadedb.python.VertexBatcher")
        self._edges = jpype.JClass("com.arcadedb.python.EdgeBatcher")
        self._places: dict[tuple[str, str], str] = {}

    def add_nodes(self, label: str, keys: Iterable[str], rows: Sequence[Mapping[str, Value]]) -> None:
        """Write nodes of one label; their keys name them to `add_relationships`."""
        places = str(self._vertices.createVerticesJson(self._batch, label, json.dumps(list(rows)))).split(";")
        self._places.update(zip(((label, key) for key in keys), places, strict=True))

    def add_relationships(self, kind: str, rows: Sequence[Sequence[Any]]) -> None:
        """Write relationships of one type, each as (source label, source key, target label, target key, props)."""
        sources = [self._places[label, key] for label, key, _, _, _ in rows]
        targets = [self._places[label, key] for _, _, label, key, _ in rows]
        if kind in self._bare:
            self._edges.newEdgesJoined(self._batch, ";".join(sources), kind, ";".join(targets))
            return
        placed = [
            {**props, "_src": source, "_dst": target}
            for source, target, (*_, props) in zip(sources, targets, rows, strict=True)
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
