"""Locks on files that end with the process that holds them, also after kill -9."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def try_lock(path: Path) -> IO[bytes] | None:
    """The open and locked file at `path`, or None while another holder lives; closing it lets go.

    Raises OSError where the file can't be made.
    """
    file = path.open("ab")
    try:
        _lock(file)
    except OSError:
        file.close()
        return None
    return file


@contextmanager
def held(path: Path, *, wait_s: float) -> Iterator[bool]:
    """Hold the lock at `path`; gives False where another holder kept it for `wait_s`."""
    until = time.monotonic() + wait_s
    file = try_lock(path)
    while file is None and time.monotonic() < until:
        time.sleep(0.01)
        file = try_lock(path)
    try:
        yield file is not None
    finally:
        if file is not None:
            file.close()
