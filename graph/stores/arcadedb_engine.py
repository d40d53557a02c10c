"""The JVM with ArcadeDB in it, with the settings that hold it small and closed; only the worker process imports this.

Each setting was paid for: -Xrs keeps signals away from the JVM (SIGTERM ended in SIGSEGV without it), the polyglot
engine costs start time and runs scripts, LOAD CSV reads files and the network, and without a logging file the engine
writes ./log where it runs.
"""

import os
from pathlib import Path
from typing import Any

import jpype
import jpype.config
from arcadedb_embedded import Database, create_database, open_database
from arcadedb_embedded.jvm import start_jvm

_FLAGS = (
    "-Xrs",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Darcadedb.polyglotEngineEnabled=false",
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
)


def start_engine(*, heap: str, scratch: Path) -> None:
    """Start the JVM of this process, once; `scratch` takes its crash reports and settings."""
    logging = scratch / "logging.properties"
    logging.write_text("handlers =\n.level = SEVERE\n", encoding="utf-8")
    os.environ["ARCADEDB_JVM_ERROR_FILE"] = str(scratch / "hs_err.log")
    os.environ.pop("ARCADEDB_JVM_ARGS", None)
    start_jvm(heap_size=heap, jvm_args=[*_FLAGS, f"-Djava.util.logging.config.file={logging}"])
    # tearing the JVM down hangs where its threads still work; the process ends by itself
    jpype.config.destroy_jvm = False


def create(folder: Path) -> Database:
    """A new database in `folder`, which must not exist; LOAD CSV stays closed in it wherever it is opened."""
    database = create_database(str(folder))
    for setting in ("allowFileUrls", "allowRemoteUrls"):
        database.command("sql", f"ALTER DATABASE `arcadedb.opencypher.loadCsv.{setting}` false")
    return database


def open_copy(folder: Path) -> Database:
    """The database in `folder`, which nobody else may have open."""
    return open_database(str(folder))


def limit_commands(database: Database, timeout_s: float) -> None:
    """Let the engine itself stop commands after that time; it does not notice loops inside one expression."""
    settings = jpype.JClass("com.arcadedb.GlobalConfiguration")
    java: Any = database.get_java_database()
    java.getConfiguration().setValue(settings.COMMAND_TIMEOUT, jpype.JLong(max(1, int(timeout_s * 1000))))
