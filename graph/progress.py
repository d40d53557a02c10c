"""What a learner knows, learns and notes, kept in one SQLite file under the user's data folder."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from graph.errors import StoreError

DEFAULT_PROFILE = "me"
EXPORT_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS progress (
  profile TEXT NOT NULL, concept TEXT NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL, changed TEXT NOT NULL,
  PRIMARY KEY (profile, concept)
) WITHOUT ROWID
"""
_WAIT_S = 10.0


class State(StrEnum):
    """Where a learner stands with a concept."""

    NEW = "new"
    KNOWN = "known"
    LEARNING = "learning"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one concept."""

    concept: str
    state: State
    note: str = ""
    changed: str = ""
    """UTC time of the last change, ISO 8601."""


def default_progress_file() -> Path:
    """`progress.sqlite` in the user's data folder for Gradus."""
    return user_data_path("gradus") / "progress.sqlite"


class Progress:
    """The learner's file. Each call is one transaction, so two open windows can use the file at once."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or default_progress_file()

    def entries(self, profile: str = DEFAULT_PROFILE) -> dict[str, Entry]:
        """All entries of a profile by concept id. Raises StoreError."""
        with self._open() as db:
            rows = db.execute(
                "SELECT concept, state, note, changed FROM progress WHERE profile = ? ORDER BY concept", (profile,)
            )
            return {c: Entry(c, State(state), note, changed) for c, state, note, changed in rows}

    def known(self, profile: str = DEFAULT_PROFILE) -> frozenset[str]:
        """Ids of the concepts marked as known. Raises StoreError."""
        return frozenset(c for c, e in self.entries(profile).items() if e.state is State.KNOWN)

    def mark(self, concepts: Mapping[str, State], profile: str = DEFAULT_PROFILE) -> None:
        """Set the state of these concepts, all or none; their notes stay. Raises StoreError."""
        rows = [(profile, concept, state.value, "", _now()) for concept, state in concepts.items()]
        with self._open() as db:
            db.executemany(
                "INSERT INTO progress VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
                "SET state = excluded.state, changed = excluded.changed",
                rows,
            )

    def write_note(self, concept: str, note: str, profile: str = DEFAULT_PROFILE) -> None:
        """Set the learner's own note on a concept; its state stays. Raises StoreError."""
        with self._open() as db:
            db.execute(
                "INSERT INTO progress VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
                "SET note = excluded.note, changed = excluded.changed",
                (profile, concept, State.NEW.value, note, _now()),
            )

    def profiles(self) -> tuple[str, ...]:
        """Names of the profiles that hold entries. Raises StoreError."""
        with self._open() as db:
            return tuple(name for (name,) in db.execute("SELECT DISTINCT profile FROM progress ORDER BY profile"))

    def export_json(self, profile: str = DEFAULT_PROFILE) -> str:
        """The entries of a profile as JSON, to keep or to carry elsewhere. Raises StoreError."""
        entries = [
            {"concept": e.concept, "state": e.state.value, "note": e.note, "changed": e.changed}
            for e in self.entries(profile).values()
        ]
        return json.dumps({"version": EXPORT_VERSION, "entries": entries}, ensure_ascii=False, indent=1)

    def import_json(self, text: str, profile: str = DEFAULT_PROFILE) -> int:
        """Take over exported entries, all or none; of two on a concept the later change stays. Returns their number.

        Raises StoreError where the text is no such export.
        """
        rows = [(profile, e.concept, e.state.value, e.note, e.changed) for e in _entries_from(text)]
        with self._open() as db:
            db.executemany(
                "INSERT INTO progress VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state, "
                "note = excluded.note, changed = excluded.changed WHERE excluded.changed > changed",
                rows,
            )
        return len(rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self.file, timeout=_WAIT_S, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self.file}: can't open the learner's file: {error}") from error
        try:
            # IMMEDIATE takes the write lock at once and waits for it; a lock taken later could only fail
            db.execute("BEGIN IMMEDIATE")
            db.execute(_SCHEMA)
            yield db
            db.execute("COMMIT")
        except (sqlite3.Error, ValueError) as error:
            raise StoreError(f"{self.file}: can't use the learner's file: {error}") from error
        finally:
            db.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _entries_from(text: str) -> list[Entry]:
    try:
        data: Any = json.loads(text)
        if data["version"] != EXPORT_VERSION:
            raise StoreError(f"progress export of version {data['version']}; this Gradus reads {EXPORT_VERSION}")
        return [
            Entry(str(e["concept"]), State(e["state"]), str(e.get("note", "")), str(e.get("changed", "")))
            for e in data["entries"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"not a progress export ({error}); give a file made by the export") from error
