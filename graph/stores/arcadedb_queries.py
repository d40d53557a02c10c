"""Running read-only Cypher in ArcadeDB; only the worker process imports this."""

import threading
import time
from pathlib import Path
from typing import Any, cast

from graph.stores import arcadedb_engine
from graph.stores.arcadedb_values import ValueReader, java_parameters
from graph.stores.frames import Message

_KINDS = {
    "QueryNotIdempotentException": "refused",
    "SecurityException": "refused",
    "DatabaseIsReadOnlyException": "refused",
    "TimeoutException": "timeout",
    "OutOfMemoryError": "exhausted",
}


class QueryRunner:
    """Queries on one open database, from several threads."""

    def __init__(self, database: Path, *, heap: str, scratch: Path) -> None:
        arcadedb_engine.start_engine(heap=heap, scratch=scratch)
        self._database = arcadedb_engine.open_copy(database)
        self._values = ValueReader()
        self._limit = threading.Lock()

    def run(self, message: Message) -> Message:
        """Columns and rows, or an error with its kind, for a message with cypher, params, timeout_s and max_rows."""
        timeout_s = cast("float", message["timeout_s"])
        started = time.monotonic()
        while True:
            answer = self._run_once(message, timeout_s)
            # the engine has one limit for all threads: another query's shorter one may have ended this one early
            if answer.get("error") != "timeout" or time.monotonic() - started > timeout_s * 0.9:
                return answer

    def _run_once(self, message: Message, timeout_s: float) -> Message:
        try:
            return self._rows(message, timeout_s)
        except OverflowError as error:
            return {"error": "failed", "message": f"a parameter is beyond 64 bits ({error})"}
        except Exception as error:  # noqa: BLE001 whatever Java throws is sorted by its class
            return _sorted_error(error)

    def _rows(self, message: Message, timeout_s: float) -> Message:
        java: Any = self._database.get_java_database()
        params = java_parameters(cast("dict[str, Any]", message["params"]))
        max_rows = cast("int", message["max_rows"])
        with self._limit:
            arcadedb_engine.limit_commands(self._database, timeout_s)
        found = java.query("opencypher", message["cypher"], params)
        columns: list[Any] = []
        rows: list[Any] = []
        try:
            while found.hasNext() and len(rows) <= max_rows:
                row = found.next()
                columns = columns or [str(name) for name in row.getPropertyNames()]
                rows.append([self._values(row.getProperty(name)) for name in columns])
        finally:
            found.close()
        return {"columns": columns, "rows": rows[:max_rows], "truncated": len(rows) > max_rows}


def _sorted_error(error: Exception) -> Message:
    """Kind and one line for a Java exception, by the first known class among its causes."""
    cause: Any = error
    kind = ""
    while cause is not None and not kind:
        kind = _KINDS.get(type(cause).__name__.rsplit(".", 1)[-1], "")
        cause = cause.getCause() if hasattr(cause, "getCause") else None
    text = str(error.getMessage() or "") if hasattr(error, "getMessage") else str(error)
    line = " ".join(text.split()) or type(error).__name__
    return {"error": kind or "failed", "message": line[:500]}
