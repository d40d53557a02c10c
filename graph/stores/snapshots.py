"""The folder of an embedded store: whole snapshots, a pointer to the current one, private copies for readers.

    FOLDER/CURRENT              name of the current snapshot; moved by os.replace
    FOLDER/snapshots/NAME/      database/ and about.json; never changed once named
    FOLDER/unfinished/NAME/     a snapshot that is being written
    FOLDER/copies/NAME/         what one worker reads; copies/NAME.lock is locked as long as that worker lives
    FOLDER/*.lock               held by a load, and for moments while copies are made or swept

Locks end with their process, so whatever kill -9 leaves behind is known to be nobody's and swept by the next one.
"""

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from platformdirs import user_cache_path

from graph.errors import StoreError
from graph.store import StoreContent
from graph.stores.folder_lock import held, try_lock


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One whole version of the store."""

    name: str
    folder: Path

    @property
    def database(self) -> Path:
        """Folder of the database files."""
        return self.folder / "database"

    def content(self) -> StoreContent:
        """What it holds. Raises StoreError where its description is damaged."""
        path = self.folder / "about.json"
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
            return StoreContent(**known)
        except (OSError, ValueError, TypeError) as error:
            raise StoreError(f"{path}: not readable ({error}); load the build again with `gradus load`") from error


@dataclass(slots=True)
class PrivateCopy:
    """The files that one worker opens, and the lock that says it lives."""

    snapshot: str
    database: Path
    lock: IO[bytes]
    lock_path: Path

    def discard(self) -> None:
        """Delete the files and let go."""
        shutil.rmtree(self.database.parent, ignore_errors=True)
        self.lock_path.unlink(missing_ok=True)
        self.lock.close()


@dataclass(frozen=True, slots=True)
class SnapshotFolder:
    """The folder at `root`, which need not exist yet."""

    root: Path

    def current(self) -> Snapshot | None:
        """The published snapshot, or None where nothing was ever loaded. Raises StoreError where unreadable."""
        try:
            name = (self.root / "CURRENT").read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreError(f"{self.root}: can't be read ({error.strerror}); check its permissions") from error
        return Snapshot(name, self.root / "snapshots" / name)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one that loads. Raises StoreError where another load runs or the folder can't be written."""
        try:
            for part in ("snapshots", "unfinished", "copies"):
                (self.root / part).mkdir(parents=True, exist_ok=True)
            with held(self.root / "load.lock", wait_s=0) as got:
                if not got:
                    raise StoreError(f"{self.root}: another load is running; wait until it has ended")
                yield
        except OSError as error:
            why = error.strerror or error
            raise StoreError(f"{self.root}: can't be written ({why}); choose another folder for the store") from error

    @contextmanager
    def unfinished(self) -> Iterator[Path]:
        """A fresh folder to write a snapshot into; gone afterwards unless it was published. Only while `writing`."""
        for left in (self.root / "unfinished").iterdir():
            shutil.rmtree(left, ignore_errors=True)
        folder = self.root / "unfinished" / uuid.uuid4().hex
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, folder: Path, content: StoreContent) -> Snapshot:
        """Make an unfinished folder the current snapshot; drop all but it and the one before. Only while `writing`."""
        (folder / "about.json").write_text(json.dumps(asdict(content)), encoding="utf-8")
        before = self.current()
        name = f"{self._next_number():06d}-{folder.name[:8]}"
        snapshot = Snapshot(name, self.root / "snapshots" / name)
        folder.rename(snapshot.folder)
        self._point_at(name)
        self._drop_all_but({name, before.name} if before else {name})
        return snapshot

    def private_copy(self, snapshot: Snapshot) -> PrivateCopy:
        """A copy of the snapshot that only the caller opens, after sweeping copies that nobody holds any more.

        Raises StoreError; FileNotFoundError where the snapshot was dropped meanwhile (ask for `current` again).
        """
        copies = self._copies_folder()
        with held(copies / "sweep.lock", wait_s=30) as got:
            if not got:
                raise StoreError(f"{copies}: another process has held sweep.lock for 30 s; end it and try again")
            _sweep(copies)
            name = uuid.uuid4().hex
            lock_path = copies / f"{name}.lock"
            lock = try_lock(lock_path)
            if lock is None:
                raise StoreError(f"{lock_path}: can't be locked; is the folder on a disk without locks?")
        copy = PrivateCopy(snapshot.name, copies / name / "database", lock, lock_path)
        try:
            shutil.copytree(snapshot.database, copy.database, copy_function=shutil.copyfile)
        except (OSError, shutil.Error) as error:
            copy.discard()
            if not snapshot.folder.exists():
                raise FileNotFoundError(snapshot.folder) from error
            raise StoreError(f"{copy.database}: the snapshot can't be copied ({error})") from error
        return copy

    def _copies_folder(self) -> Path:
        """Beside the snapshots; in the user's cache where the store is read-only for this user."""
        folder = self.root / "copies"
        if not os.access(folder if folder.exists() else self.root, os.W_OK):
            folder = user_cache_path("gradus") / "copies"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _next_number(self) -> int:
        return max((int(path.name.split("-")[0]) for path in (self.root / "snapshots").iterdir()), default=0) + 1

    def _point_at(self, name: str) -> None:
        fresh = self.root / "CURRENT.new"
        with fresh.open("w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.root / "CURRENT")

    def _drop_all_but(self, kept: set[str]) -> None:
        for folder in list((self.root / "snapshots").iterdir()):
            if folder.name not in kept:
                # renamed first: a reader in the middle of copying then fails instead of missing files unnoticed
                doomed = self.root / "unfinished" / f"dropped-{folder.name}"
                folder.rename(doomed)
                shutil.rmtree(doomed, ignore_errors=True)


def _sweep(copies: Path) -> None:
    """Delete copies whose worker is dead. Only under `sweep.lock`, so that none is just being made."""
    for lock_path in copies.glob("*.lock"):
        if lock_path.name == "sweep.lock":
            continue
        lock = try_lock(lock_path)
        if lock is not None:
            shutil.rmtree(lock_path.with_suffix(""), ignore_errors=True)
            lock_path.unlink(missing_ok=True)
            lock.close()
    for folder in copies.iterdir():
        if folder.is_dir() and not folder.with_suffix(".lock").exists():
            shutil.rmtree(folder, ignore_errors=True)
