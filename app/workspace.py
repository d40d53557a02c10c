"""The current build and store: made from notes when they are older than those."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import Settings
from graph.build_folder import MANIFEST, read_build, read_manifest, write_build
from graph.errors import BuildError
from graph.store import GraphStore, open_store

if TYPE_CHECKING:
    from etl.pipeline import Progress

_HERE = Path(__file__).parent


def bundled_notes() -> Path:
    """The notes that ship with Gradus: beside the code in a clone, inside the package when installed."""
    beside = _HERE.parent / "notes"
    return beside if beside.is_dir() else _HERE / "bundled_notes"


def store_of(settings: Settings, url: str = "") -> GraphStore:
    """The store at `url`, else the one of the settings. Raises StoreError."""
    return open_store(
        url or settings.store_url, user=settings.neo4j_user, password=settings.neo4j_password.get_secret_value()
    )


def ensure_build(settings: Settings, notes: Sequence[Path] = (), *, progress: "Progress") -> Path:
    """The current build folder, made again where the notes or the lexicon changed since.

    Without `notes`, a build that is there stays as it is, whatever it was made from. Raises NotesError, BuildError,
    LexiconError.
    """
    folder = settings.build_folder
    stamp = settings.home / "build.stamp"
    if not notes and stamp.exists() and _is_build(folder):
        roots = [Path(line) for line in _stamped(stamp).splitlines()[1:]]
        notes = [r for r in roots if r.exists()] or [bundled_notes()]
    roots = [Path(n).absolute() for n in notes] or [bundled_notes()]
    fingerprint = _fingerprint([*roots, *settings.lexicon, _HERE.parent / "etl"])
    fresh = "\n".join([fingerprint, *map(str, roots)])
    if _is_build(folder) and stamp.exists() and _stamped(stamp) == fresh:
        return folder
    from etl.pipeline import build_graph  # brings spaCy: seconds that only a build should cost

    built = build_graph(roots, lexicon_folders=settings.lexicon, progress=progress)
    write_build(built.graph, folder, report=built.report)
    try:
        stamp.write_text(fresh, encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise BuildError(f"{stamp}: can't be written: {error.strerror}") from error
    return folder


def ensure_loaded(store: GraphStore, folder: Path, *, note: Callable[[str], None]) -> None:
    """Load the build into the store unless it holds it already. Raises BuildError, StoreError."""
    build_id = str(read_manifest(folder)["build_id"])
    if store.content().build_id != build_id:
        graph = read_build(folder)
        note(f"loading build {build_id} into {store.url}")
        store.replace(graph, build_id=build_id)


def _is_build(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()


def _stamped(stamp: Path) -> str:
    """What the stamp says; file names need not be UTF-8."""
    return stamp.read_text(encoding="utf-8", errors="surrogateescape")


def _fingerprint(roots: Sequence[Path]) -> str:
    """Digest of names, sizes and change times of all files under `roots`."""
    digest = hashlib.sha256()
    for root in roots:
        files = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
        for path in files:
            if path.suffix in {".pyc", ".pyo"}:
                continue
            try:
                stat = path.stat()
            except OSError:
                continue
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
