"""The client's side of a worker process: start, call with a time limit, kill, notice its end."""

import os
import subprocess
import sys
import tempfile
import threading
import weakref
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO

from graph.errors import StoreError
from graph.stores.frames import Message, read_message, write_message

_START_LIMIT_S = 60.0
_ROOT = Path(__file__).resolve().parents[2]


class WorkerEnded(Exception):
    """The worker died, or was ended, before it answered."""


class WorkerProcess:
    """One running worker; calls may come from several threads and overlap."""

    def __init__(self, role: str, folder: Path) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 lives as long as the worker
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "graph.stores.arcadedb_worker", role, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=_environment(),
        )
        self._finalizer = weakref.finalize(self, _end, self._process, self._log)
        self._ids = count(1)
        self._pending: dict[int, Future[Message]] = {}
        self._lock = threading.Lock()
        self._retired = False
        self._dead = False
        self._ready: Future[Message] = Future()
        assert self._process.stdout is not None
        threading.Thread(
            target=_receive, args=(weakref.ref(self), self._process.stdout), name="gradus-worker", daemon=True
        ).start()

    def wait_ready(self) -> str:
        """Wait until the worker serves; gives the name of what it serves. Raises StoreError, WorkerEnded."""
        try:
            answer = self._ready.result(_START_LIMIT_S)
        except FutureTimeout:
            self.kill()
            raise StoreError(f"the database engine did not start within {_START_LIMIT_S:.0f} s") from None
        if "error" in answer:
            self.kill()
            raise StoreError(str(answer["message"]))
        return str(answer["ready"])

    def call(self, message: Message, *, timeout_s: float | None) -> Message:
        """The answer to `message`. Raises WorkerEnded, and TimeoutError where none came (the worker goes on)."""
        number, future = self.send(message)
        try:
            return future.result(timeout_s)
        except FutureTimeout:
            with self._lock:
                self._pending.pop(number, None)
            raise TimeoutError from None
        finally:
            self._end_if_retired()

    def send(self, message: Message) -> "tuple[int, Future[Message]]":
        """Number and coming answer of `message`; the answer may be WorkerEnded. Raises WorkerEnded."""
        future: Future[Message] = Future()
        with self._lock:
            if self._dead or self._retired:
                raise WorkerEnded
            number = next(self._ids)
            self._pending[number] = future
            try:
                assert self._process.stdin is not None
                write_message(self._process.stdin, {"id": number, **message})
            except (OSError, ValueError) as error:
                self._pending.pop(number, None)
                raise WorkerEnded from error
        return number, future

    def retire(self) -> None:
        """Take no more calls, and end once those under way are answered."""
        with self._lock:
            self._retired = True
        self._end_if_retired()

    def close(self) -> None:
        """End it by closing its pipe; it deletes its copy. Safe to call twice."""
        self._finalizer()

    def kill(self) -> None:
        """End it at once; calls under way raise WorkerEnded."""
        self._process.kill()
        self._finalizer()

    def last_words(self) -> str:
        """The end of what it wrote to stderr, on one line."""
        if self._log.closed:
            return ""
        self._log.seek(0)
        return " ".join(self._log.read().decode(errors="replace").split())[-300:]

    def _end_if_retired(self) -> None:
        with self._lock:
            idle = self._retired and not self._pending
        if idle:
            self._finalizer()

    def _deliver(self, message: Message) -> None:
        if "id" not in message:
            self._ready.set_result(message)
            return
        with self._lock:
            future = self._pending.pop(int(str(message["id"])), None)
        if future is not None:
            future.set_result(message)

    def _all_ended(self) -> None:
        with self._lock:
            self._dead = True
            waiting = [*self._pending.values(), *([] if self._ready.done() else [self._ready])]
            self._pending.clear()
        for future in waiting:
            future.set_exception(WorkerEnded())


def _receive(worker_ref: "weakref.ref[WorkerProcess]", pipe: IO[bytes]) -> None:
    """Deliver answers until the pipe ends; holds no worker in between, so that one nobody uses can go."""
    while True:
        try:
            message = read_message(pipe)
        except (OSError, ValueError):
            message = None
        worker = worker_ref()
        if worker is None:
            return
        if message is None:
            worker._all_ended()
            return
        worker._deliver(message)
        del worker


def _end(process: "subprocess.Popen[bytes]", log: IO[bytes]) -> None:
    """Close the pipe, which ends the worker; kill it where it does not end."""
    assert process.stdin is not None and process.stdout is not None
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    log.close()


def _environment() -> dict[str, str]:
    """Ours, so that the worker imports this very package, without what would dump at the JVM's signals."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONFAULTHANDLER"}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_ROOT), env.get("PYTHONPATH", ""))))
    return env
