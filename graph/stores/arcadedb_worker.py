"""The worker process: the only one with a JVM in it. It answers messages on its pipe and ends when the pipe closes.

python -m graph.stores.arcadedb_worker read FOLDER    serves queries on a private copy of the current snapshot
python -m graph.stores.arcadedb_worker load FOLDER    writes one new database into FOLDER/database
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from graph.errors import StoreError
from graph.stores.frames import Message, read_message, write_message
from graph.stores.snapshots import PrivateCopy, SnapshotFolder

THREADS = 4
"""Queries that one worker runs at the same time."""

_READING_HEAP, _LOADING_HEAP = "256m", "1g"


class Pipe:
    """The pipe to the parent; several threads may answer."""

    def __init__(self) -> None:
        # the JVM prints to file descriptor 1 when it likes, so answers go through a descriptor of their own
        self._out: IO[bytes] = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        self._lock = threading.Lock()

    def receive(self) -> Message | None:
        """The next message; None once the parent is gone."""
        return read_message(sys.stdin.buffer)

    def answer(self, message: Message) -> None:
        """Send an answer."""
        with self._lock:
            write_message(self._out, message)


def main() -> None:
    """Run until the pipe closes."""
    # the engine's package imports numpy for vectors, which nothing here has: 0.25 s of a cold start
    sys.modules["numpy"] = None  # type: ignore[assignment]
    # Ctrl-C reaches the whole process group; the parent decides what ends
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe = Pipe()
    role, folder = sys.argv[1], Path(sys.argv[2])
    try:
        (_serve if role == "read" else _load)(pipe, folder)
    except BrokenPipeError:
        pass
    finally:
        # not sys.exit: the JVM's own threads may keep the process alive
        os._exit(0)


def _serve(pipe: Pipe, folder: Path) -> None:
    copy = _current_copy(pipe, folder)
    if copy is None:
        return
    try:
        _answer_queries(pipe, copy)
    finally:
        copy.discard()


def _current_copy(pipe: Pipe, folder: Path) -> PrivateCopy | None:
    for _ in range(5):
        try:
            snapshot = SnapshotFolder(folder).current()
            if snapshot is None:
                break
            return SnapshotFolder(folder).private_copy(snapshot)
        except FileNotFoundError:
            continue  # a load dropped it just now; the pointer names a newer one
        except StoreError as error:
            pipe.answer({"error": "store", "message": str(error)})
            return None
    pipe.answer({"error": "store", "message": f"{folder}: the current snapshot is missing; run `gradus load` again"})
    return None


def _answer_queries(pipe: Pipe, copy: PrivateCopy) -> None:
    from graph.stores.arcadedb_queries import QueryRunner

    runner = QueryRunner(copy.database, heap=_READING_HEAP, scratch=copy.database.parent)
    pipe.answer({"ready": copy.snapshot})
    with ThreadPoolExecutor(THREADS) as threads:
        while (message := pipe.receive()) is not None:
            threads.submit(_answer_one, pipe, runner.run, message)
        # the parent is gone: do not wait for queries that run on
        copy.discard()
        os._exit(0)


def _answer_one(pipe: Pipe, run: Callable[[Message], Message], message: Message) -> None:
    answer = run(message)
    pipe.answer({"id": message["id"], **answer})
    if answer.get("error") == "exhausted":
        os._exit(1)  # after an OutOfMemoryError nothing in this JVM can be trusted


def _load(pipe: Pipe, folder: Path) -> None:
    # nothing made here is garbage before the end
    gc.disable()
    from graph.stores.arcadedb_loading import Loader

    loader = Loader(folder, heap=_LOADING_HEAP)
    # one thread, in which the engine's transactions live; this one sees at once that the parent is gone
    with ThreadPoolExecutor(1) as thread:
        while (message := pipe.receive()) is not None:
            thread.submit(_answer_load, pipe, loader.take, message)
        os._exit(0)


def _answer_load(pipe: Pipe, take: Callable[[Message], Message], message: Message) -> None:
    pipe.answer({"id": message["id"], **take(message)})


if __name__ == "__main__":
    main()
