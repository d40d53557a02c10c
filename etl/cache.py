"""What single notes gave at the last build, so that a build reads only what changed since.

One file a set of notes folders and lexicons, in the user's cache folder. Losing it costs time only.
"""

import gc
import hashlib
import os
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from etl.documents import NotePath, read_bytes
from etl.extract import NoteExtract
from etl.model import SkippedFile

_RACY_NS = 2_000_000_000
"""A file changed so shortly before it was read may change again within one tick of the clock; its bytes decide then."""
_KEPT = 8
_CODE_SUFFIXES = {".py", ".toml", ".json", ".txt", ".tsv"}


@dataclass(frozen=True, slots=True)
class CachedExtract:
    """An extract, and the file it was made from."""

    size: int
    changed_ns: int
    read_ns: int
    digest: bytes
    extract: NoteExtract


class ExtractCache:
    """Extracts of the last build of the same folders, and those of this one."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._old = _read(file)
        self._new: dict[str, CachedExtract] = {}

    @classmethod
    def of(cls, roots: Sequence[Path], lexicon_folders: Sequence[Path]) -> "ExtractCache":
        """The cache for these notes and lexicons under the code as it is now."""
        digest = hashlib.sha256()
        for root in roots:
            digest.update(f"{root.absolute()}\0".encode("utf-8", "surrogateescape"))
        for folder in (Path(__file__).parent, *lexicon_folders):
            digest.update(_stamp_of(folder))
        return cls(user_cache_path("gradus") / f"extracts-{digest.hexdigest()[:20]}.pickle")

    def find(self, note: NotePath) -> NoteExtract | None:
        """The extract of a note that has not changed since; None where it has, or was never read."""
        known = self._old.get(note.path)
        if known is None or _state_of(note.file) != (known.size, known.changed_ns):
            return None
        if known.read_ns - known.changed_ns < _RACY_NS:
            data = read_bytes(note)
            if isinstance(data, SkippedFile) or hashlib.sha256(data).digest() != known.digest:
                return None
        self._new[note.path] = known
        return known.extract

    def keep(self, note: NotePath, extract: NoteExtract, data: bytes, read_ns: int) -> None:
        """Remember what the bytes `data` of `note`, read at `read_ns`, gave."""
        state = _state_of(note.file)
        if state is not None:
            self._new[note.path] = CachedExtract(*state, read_ns, hashlib.sha256(data).digest(), extract)

    def save(self) -> None:
        """Write what this build read or found again; nothing where the file holds that, or can't be written."""
        if self._new.keys() == self._old.keys() and all(self._old[p] is c for p, c in self._new.items()):
            return
        partial = self._file.with_suffix(f".{os.getpid()}.partial")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            _drop_stale(self._file.parent.glob("extracts-*.pickle"))
            partial.write_bytes(pickle.dumps(self._new, protocol=5))
            partial.replace(self._file)
        except OSError:
            partial.unlink(missing_ok=True)


def _state_of(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _read(file: Path) -> Mapping[str, CachedExtract]:
    collecting = gc.isenabled()
    gc.disable()  # many new objects and no garbage among them
    try:
        loaded = pickle.loads(file.read_bytes())  # noqa: S301 - written by `save`, in the user's own cache folder
    except (OSError, pickle.UnpicklingError, AttributeError, ImportError, IndexError, EOFError, TypeError, ValueError):
        return {}
    finally:
        if collecting:
            gc.enable()
    return loaded if isinstance(loaded, dict) else {}


def _stamp_of(folder: Path) -> bytes:
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _CODE_SUFFIXES):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.digest()


def _drop_stale(files: Iterable[Path]) -> None:
    for stale in sorted(files, key=lambda p: p.stat().st_mtime)[: -_KEPT + 1]:
        stale.unlink(missing_ok=True)
