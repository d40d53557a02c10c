"""The lexicon from a compiled cache that rebuilds itself when a TOML file changes."""

import hashlib
import os
import pickle
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path

from etl.lexicon.entries import Lexicon
from etl.lexicon.toml_files import SHIPPED, lexicon_files, read_lexicon

_FORMAT = 1


def load_lexicon(extra: Sequence[Path] = ()) -> Lexicon:
    """The shipped lexicon with these folders beside it. Raises LexiconError.

    The cache is keyed by names, sizes and change times of the files; a cache that can't be read or written is
    no error, it only costs the time of reading TOML.
    """
    folders = [SHIPPED, *extra]
    cached = user_cache_path("gradus") / f"lexicon-{_fingerprint(lexicon_files(folders))}.pickle"
    try:
        loaded = pickle.loads(cached.read_bytes())  # noqa: S301 - written by this very function, in the user's own cache
        if isinstance(loaded, Lexicon):
            return loaded
    except (OSError, pickle.UnpicklingError, AttributeError, ImportError, IndexError, EOFError, TypeError, ValueError):
        pass
    lexicon = read_lexicon(folders)
    _write_cache(cached, lexicon)
    return lexicon


def _fingerprint(files: Sequence[Path]) -> str:
    digest = hashlib.sha256(str(_FORMAT).encode())
    code = Path(__file__).with_name("entries.py")
    for path in (code, *files):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()[:20]


def _write_cache(path: Path, lexicon: Lexicon) -> None:
    partial = path.with_suffix(f".{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for stale in sorted(path.parent.glob("lexicon-*.pickle"), key=lambda p: p.stat().st_mtime)[:-4]:
            stale.unlink(missing_ok=True)
        partial.write_bytes(pickle.dumps(lexicon, protocol=5))
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
