"""What single notes gave at the last build, so that a build reads only what changed since.

One file a set of notes folders and lexicons, in the user's cache folder. Losing it costs time only.
"""

import contextlib
import hashlib
import marshal
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from etl.documents import NotePath, read_bytes
from etl.extract import NoteExtract
from etl.extract_packing import pack_extract, unpack_extract
from etl.model import SkippedFile
from etl.plain_values import plain

_RACY_NS = 2_000_000_000
"""A file changed so shortly before it was read may change again within one tick of the clock; its bytes decide then."""
_KEPT = 8
_ETL = Path(__file__).parent
_CODE_FOLDERS = (_ETL, _ETL.parent / "graph")
_CODE_SUFFIXES = {".py", ".toml", ".json", ".txt", ".tsv"}
_NOT_READ = ("training/", "stores/", "exports/")
_READERS = ("spacy", "markdown-it-py", "mdit-py-plugins", "ftfy", "charset-normalizer", "docutils", "beautifulsoup4")
"""Packages whose next version may read the same note otherwise."""
_DIGEST_BYTES = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells two contents of a file apart without reading it."""

    size: int
    modified_ns: int
    changed_ns: int
    """Unlike the above nobody can set it back, as `touch -r`, rsync and tar do; moving a file changes it, too."""
    inode: int

    @property
    def newest_ns(self) -> int:
        """The later of both times."""
        return max(self.modified_ns, self.changed_ns)


@dataclass(frozen=True, slots=True)
class CachedExtract:
    """An extract, and the file it was made from."""

    state: FileState
    read_ns: int
    digest: bytes
    extract: bytes
    """As `pack_extract` has it: most are only handed on from one build to the next."""


class ExtractCache:
    """Extracts of the last build of the same folders, and those of this one."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._old = _read(file)
        self._new: dict[str, CachedExtract] = {}

    @classmethod
    def of(cls, roots: Sequence[Path], lexicon_folders: Sequence[Path]) -> "ExtractCache":
        """The cache for these notes and lexicons under the code as it is now."""
        digest = hashlib.sha256(sys.version.encode())
        for root in roots:
            digest.update(f"{root.absolute()}\0".encode("utf-8", "surrogateescape"))
        for package in _READERS:
            digest.update(f"{package} {version(package)}\0".encode())
        for folder in (*_CODE_FOLDERS, *lexicon_folders):
            digest.update(_content_of(folder))
        return cls(user_cache_path("gradus") / f"extracts-{digest.hexdigest()[:20]}.marshal")

    def find(self, note: NotePath) -> NoteExtract | None:
        """The extract of a note that has not changed since; None where it has, or was never read."""
        known = self._old.get(note.path)
        if known is None or _state_of(note.file) != known.state:
            return None
        if known.read_ns - known.state.newest_ns < _RACY_NS:
            data = read_bytes(note)
            if isinstance(data, SkippedFile) or hashlib.sha256(data).digest() != known.digest:
                return None
        self._new[note.path] = known
        return unpack_extract(known.extract)

    def keep(self, note: NotePath, extract: NoteExtract, data: bytes, read_ns: int) -> None:
        """Remember what the bytes `data` of `note`, read at `read_ns`, gave."""
        state = _state_of(note.file)
        if state is not None:
            self._new[note.path] = CachedExtract(state, read_ns, hashlib.sha256(data).digest(), pack_extract(extract))

    def save(self) -> None:
        """Write what this build read or found again; nothing where the file holds that, or can't be written."""
        if self._new.keys() == self._old.keys() and all(self._old[p] is c for p, c in self._new.items()):
            return
        payload = marshal.dumps({path: plain(cached) for path, cached in self._new.items()})
        partial = self._file.with_suffix(f".{os.getpid()}.partial")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            _drop_stale(self._file.parent.glob("extracts-*"))
            partial.write_bytes(hashlib.sha256(payload).digest() + payload)
            partial.replace(self._file)
        except OSError:
            with contextlib.suppress(OSError):
                partial.unlink()


def _state_of(file: Path) -> FileState | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return FileState(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def _read(file: Path) -> Mapping[str, CachedExtract]:
    """What `save` wrote; nothing where the file is not there, cut short or damaged."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    payload = memoryview(data)[_DIGEST_BYTES:]
    if hashlib.sha256(payload).digest() != data[:_DIGEST_BYTES]:
        return {}
    found = marshal.loads(payload)  # noqa: S302 - written by `save`, in the user's own cache folder
    return {path: CachedExtract(FileState(*state), *rest) for path, (state, *rest) in found.items()}


def _content_of(folder: Path) -> bytes:
    """Digest of the code and data under `folder`: a moment, and no clock can mislead it."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _CODE_SUFFIXES and p.is_file()):
        name = path.relative_to(folder).as_posix()
        if not name.startswith(_NOT_READ):
            data = path.read_bytes()
            digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.digest()


def _drop_stale(files: Iterable[Path]) -> None:
    for stale in sorted(files, key=lambda p: p.stat().st_mtime)[: -_KEPT + 1]:
        stale.unlink(missing_ok=True)
