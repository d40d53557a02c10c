"""Notes that a session uploads: kept in a folder of that session, gone with it."""

import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Protocol

SUFFIXES = ("md", "mdx", "txt", "ipynb", "rst", "html", "htm")
MAX_FILES = 300
MAX_FILE_MB = 10


class Upload(Protocol):
    """A file as the browser sent it."""

    name: str

    def getvalue(self) -> bytes:
        """Its bytes."""


def session_folder() -> "tempfile.TemporaryDirectory[str]":
    """A new folder that is deleted when the session is forgotten."""
    return tempfile.TemporaryDirectory(prefix="gradus-session-", ignore_cleanup_errors=True)


def save(uploads: Iterable[Upload], folder: Path) -> list[str]:
    """Write the files to `folder` under their bare names; names of those that were left out.

    A path in a name is dropped, so nothing is written outside `folder`; two files of one name get a number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    left_out = []
    for n, upload in enumerate(uploads):
        data = upload.getvalue()
        name = PurePath(upload.name.replace("\\", "/")).name
        suffix = PurePath(name).suffix.removeprefix(".").casefold()
        if n >= MAX_FILES or len(data) > MAX_FILE_MB * 1_000_000 or suffix not in SUFFIXES or name.startswith("."):
            left_out.append(upload.name)
            continue
        _free(folder, name).write_bytes(data)
    return left_out


def _free(folder: Path, name: str) -> Path:
    path = folder / name
    n = 2
    while path.exists():
        path = folder / f"{PurePath(name).stem}-{n}{PurePath(name).suffix}"
        n += 1
    return path
