"""The embedded store: ArcadeDB over immutable snapshots, each reading process with a worker of its own."""

import shutil
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from itertools import groupby
from pathlib import Path
from typing import TypeVar, cast

from graph.errors import QueryFailed, QueryRefused, QueryTimeout, StoreError
from graph.model import KnowledgeGraph
from graph.store import Limits, StoreContent, Table, Value
from graph.stores.arcadedb_dialect import for_arcadedb
from graph.stores.arcadedb_worker import THREADS
from graph.stores.cypher_columns import column_names, returns_all
from graph.stores.cypher_refusals import first_writing_clause, refuse_file_access
from graph.stores.frames import Message
from graph.stores.rows import NodeRow, RelationshipRow, check_rows, content_of, graph_rows
from graph.stores.snapshots import Snapshot, SnapshotFolder
from graph.stores.worker_process import WorkerEnded, WorkerProcess

_Row = TypeVar("_Row")

_GRACE_S = 1.0
"""How long the engine may pass a query's limit before its process is ended."""
_ATTEMPTS = 3
_ROWS_A_MESSAGE = 5_000
_LOADING_LIMIT_S = 600.0


class EmbeddedStore:
    """A GraphStore in a folder. Threads may share one; so may processes, each with its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._snapshots = SnapshotFolder(folder)
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(THREADS)
        self._worker: WorkerProcess | None = None
        self._serving = ""

    @classmethod
    def at(cls, folder: str | Path) -> "EmbeddedStore":
        """The store in `folder`, which need not exist before the first load."""
        return cls(Path(folder).expanduser())

    @property
    def url(self) -> str:
        """`embedded:FOLDER`."""
        return f"embedded:{self._folder}"

    def replace(self, graph: KnowledgeGraph, *, build_id: str) -> None:
        """Make the store hold exactly `graph`; readers see the old graph until the new one is whole.

        Raises StoreError where another load runs, or the folder can't be written.
        """
        if not self._holds(build_id):
            self.replace_rows(*graph_rows(graph), build_id=build_id)

    def replace_rows(
        self, nodes: Sequence[NodeRow], relationships: Sequence[RelationshipRow], *, build_id: str
    ) -> None:
        """As `replace`, for any property graph. Raises StoreError, also where an end is missing or a key used twice."""
        check_rows(nodes, relationships)
        with self._snapshots.writing():
            if self._holds(build_id):
                return
            with self._snapshots.unfinished() as folder:
                _write_database(folder, nodes, relationships)
                self._snapshots.publish(folder, content_of(nodes, relationships, build_id))

    def read(self, cypher: str, params: Mapping[str, Value] | None = None, limits: Limits | None = None) -> Table:
        """Run `cypher` on a private copy of the current snapshot.

        Raises QueryRefused, QueryFailed, QueryTimeout, and StoreError where nothing is loaded.
        """
        limits = limits or Limits()
        refuse_file_access(cypher)
        message: Message = {
            "cypher": for_arcadedb(cypher),
            "params": dict(params or {}),
            "timeout_s": limits.timeout_s,
            "max_rows": limits.max_rows,
        }
        with self._places:
            answer = self._ask(message, limits.timeout_s)
        _raise_error(cypher, answer, limits)
        return _table(cypher, answer)

    def content(self) -> StoreContent:
        """What is loaded, without starting an engine. Raises StoreError where the folder can't be read."""
        snapshot = self._snapshots.current()
        return snapshot.content() if snapshot else StoreContent()

    def close(self) -> None:
        """End the worker process and delete its copy."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
            self._worker, self._serving = None, ""

    def _holds(self, build_id: str) -> bool:
        return bool(build_id) and self.content().build_id == build_id

    def _ask(self, message: Message, timeout_s: float) -> Message:
        last_words = ""
        for _ in range(_ATTEMPTS):
            worker = self._worker_of(self._current())
            try:
                return worker.call(message, timeout_s=timeout_s + _GRACE_S)
            except TimeoutError:
                self._drop(worker)
                worker.kill()
                return {"error": "timeout"}
            except WorkerEnded:
                # ended for another thread's query, or crashed: reading again does no harm
                last_words = worker.last_words() or last_words
                self._drop(worker)
        raise StoreError(f"{self._folder}: the database engine ended {_ATTEMPTS} times on this query. {last_words}")

    def _current(self) -> Snapshot:
        snapshot = self._snapshots.current()
        if snapshot is None:
            raise StoreError(
                f"{self._folder}: nothing is loaded here yet; run `gradus up`, or `gradus build` and `gradus load`"
            )
        return snapshot

    def _worker_of(self, snapshot: Snapshot) -> WorkerProcess:
        """A worker that serves this snapshot or a newer one."""
        with self._lock:
            if self._worker is not None and self._serving == snapshot.name:
                return self._worker
            if self._worker is not None:
                self._worker.retire()
                self._worker = None
            worker = WorkerProcess("read", self._folder)
            try:
                self._serving = worker.wait_ready()
            except WorkerEnded:
                raise StoreError(f"the database engine did not start. {worker.last_words()}") from None
            self._worker = worker
            return worker

    def _drop(self, worker: WorkerProcess) -> None:
        with self._lock:
            if self._worker is worker:
                self._worker, self._serving = None, ""


def _raise_error(cypher: str, answer: Message, limits: Limits) -> None:
    message = str(answer.get("message", ""))
    match answer.get("error"):
        case None:
            return
        case "refused":
            clause = first_writing_clause(cypher)
            what = clause or "CALL of a procedure that may write"
            raise QueryRefused(f"{what} would change the graph; here it is read-only", clause=clause)
        case "timeout":
            raise QueryTimeout(f"the query passed its limit of {limits.timeout_s:g} s and was stopped; narrow it down")
        case "exhausted":
            raise QueryFailed("the query needs more memory than it may have; narrow it down or add a LIMIT")
        case _:
            raise QueryFailed(message)


def _table(cypher: str, answer: Message) -> Table:
    said = tuple(cast("list[str]", answer["columns"]))
    rows = cast("list[list[Value]]", answer["rows"])
    order = list(range(len(said)))
    if returns_all(cypher):
        order = sorted(order, key=said.__getitem__)
    named = column_names(cypher)
    if rows and named and len(named) != len(said):
        raise QueryFailed("the embedded store loses a column of this query; name its parts in a WITH before the RETURN")
    # the engine writes some expressions in its own way, and names no columns without rows
    columns = named if not rows or len(named) == len(said) else tuple(said[place] for place in order)
    return Table(columns, tuple(tuple(row[place] for place in order) for row in rows), bool(answer["truncated"]))


def _write_database(folder: Path, nodes: Sequence[NodeRow], relationships: Sequence[RelationshipRow]) -> None:
    worker = WorkerProcess("load", folder)
    under_way: deque[Future[Message]] = deque()
    try:
        for message in _load_messages(nodes, relationships):
            under_way.append(worker.send(message)[1])
            # one message ahead: this process writes the next while the worker reads the one before
            if len(under_way) > 1:
                _await_loaded(folder, under_way.popleft())
        while under_way:
            _await_loaded(folder, under_way.popleft())
    except WorkerEnded:
        raise StoreError(f"{folder}: the database engine ended while loading. {worker.last_words()}") from None
    finally:
        worker.kill()
        shutil.rmtree(folder / "scratch", ignore_errors=True)


def _await_loaded(folder: Path, coming: "Future[Message]") -> None:
    try:
        answer = coming.result(_LOADING_LIMIT_S)
    except FutureTimeout:
        raise StoreError(f"{folder}: loading made no progress for {_LOADING_LIMIT_S:.0f} s") from None
    if "error" in answer:
        raise StoreError(f"{folder}: the database can't be written ({answer['message']})")


def _load_messages(nodes: Sequence[NodeRow], relationships: Sequence[RelationshipRow]) -> Iterator[Message]:
    labels: list[Value] = [*sorted({node.label for node in nodes})]
    types: list[Value] = [*sorted({row.type for row in relationships})]
    with_props = {row.type for row in relationships if row.props}
    bare: list[Value] = [kind for kind in types if kind not in with_props]
    yield {"do": "begin", "labels": labels, "types": types, "bare_types": bare}
    for label, of_label in groupby(sorted(nodes, key=lambda node: node.label), key=lambda node: node.label):
        for part in _parts(list(of_label)):
            keys: list[Value] = [node.key[1] for node in part]
            yield {"do": "nodes", "label": label, "keys": keys, "rows": [dict(node.props) for node in part]}
    for kind, of_type in groupby(sorted(relationships, key=lambda row: row.type), key=lambda row: row.type):
        for some in _parts(list(of_type)):
            rows: list[Value] = [[*row.source, *row.target, dict(row.props)] for row in some]
            yield {"do": "relationships", "type": kind, "rows": rows}
    yield {"do": "finish"}


def _parts(rows: list[_Row]) -> Iterator[list[_Row]]:
    for start in range(0, len(rows), _ROWS_A_MESSAGE):
        yield rows[start : start + _ROWS_A_MESSAGE]
