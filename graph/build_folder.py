"""The build folder: a knowledge graph as JSON lines, written whole or not at all.

The folder is the truth; any store can be filled again from it.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from graph import records
from graph.errors import BuildError, OntologyError
from graph.model import KnowledgeGraph

FORMAT = 2
MANIFEST = "build.json"
T = TypeVar("T")
_JSON_LINE = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes an encoder for each call


def write_build(graph: KnowledgeGraph, folder: Path, *, report: Mapping[str, Any] | None = None) -> str:
    """Write `graph` to `folder` in place of an older build there; returns the build id, a digest of the content.

    Raises BuildError where the folder can't be written or holds something that is not a build; what was there stays.
    """
    folder = folder.absolute()
    check_out(folder)
    partial = folder.with_name(f".{folder.name}.partial-{os.getpid()}")
    previous = _previous(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        build_id = _write_files(graph, partial, report or {})
        if folder.exists():
            shutil.rmtree(previous, ignore_errors=True)
            folder.rename(previous)
        partial.rename(folder)
        shutil.rmtree(previous, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise BuildError(f"{folder}: can't write the build: {error.strerror or error}; choose another --out") from error
    return build_id


def read_build(folder: Path) -> KnowledgeGraph:
    """The knowledge graph of a build folder. Raises BuildError where it is none or damaged."""
    folder = folder.absolute()
    read_manifest(folder)
    return _graph(
        folder,
        notes=_read(folder, "notes.jsonl", records.note_from),
        passages=_read(folder, "passages.jsonl", records.passage_from),
        mentions=_read(folder, "mentions.jsonl", records.mention_from),
        questions=_read(folder, "questions.jsonl", records.question_from),
        rejects=_read(folder, "rejects.jsonl", records.reject_from),
        cycles=_read(folder, "cycles.jsonl", records.cycle_from),
    )


def read_concepts_and_relations(folder: Path) -> KnowledgeGraph:
    """The graph of a build folder without its texts, for what needs no passages. Raises BuildError."""
    folder = folder.absolute()
    read_manifest(folder)
    return _graph(folder)


def read_manifest(folder: Path) -> dict[str, Any]:
    """`build.json`: format and build id. Raises BuildError where `folder` is no build of this format."""
    folder = folder.absolute()
    _restore_interrupted(folder)
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BuildError(f"{folder}: not a build folder; make one with `gradus build NOTES --out {folder}`") from None
    except (OSError, ValueError, RecursionError) as error:
        raise BuildError(f"{folder / MANIFEST}: can't be read ({error}); build again") from error
    if not isinstance(manifest, dict):
        raise BuildError(f"{folder / MANIFEST}: damaged (no JSON object); build again")
    if manifest.get("format") != FORMAT:
        raise BuildError(f"{folder}: build format {manifest.get('format')}, this Gradus reads {FORMAT}; build again")
    if not isinstance(manifest.get("build_id"), str):
        raise BuildError(f"{folder / MANIFEST}: damaged (no build_id); build again")
    return manifest


def check_out(folder: Path) -> None:
    """Nothing where a build can be written to `folder`; else raises BuildError that says why not and what to do."""
    folder = folder.absolute()
    _restore_interrupted(folder)
    if folder.exists():
        _check_replaceable(folder)
    parent = next(p for p in folder.parents if p.exists())
    if not parent.is_dir():
        raise BuildError(f"{folder}: {parent} is a file; choose another --out")
    if not os.access(parent, os.W_OK):
        raise BuildError(f"{folder}: no permission to write in {parent}; choose another --out")


def read_report(folder: Path) -> dict[str, Any]:
    """`report.json`: counts of the build. Raises BuildError."""
    try:
        report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BuildError(f"{folder / 'report.json'}: can't be read ({error}); build again") from error
    return report


def _write_files(graph: KnowledgeGraph, folder: Path, report: Mapping[str, Any]) -> str:
    digest = hashlib.sha256()
    parts: list[tuple[str, Iterable[records.Record]]] = [
        ("concepts.jsonl", map(records.concept_record, graph.concepts)),
        ("relations.jsonl", map(records.relation_record, graph.relations)),
        ("notes.jsonl", map(records.note_record, graph.notes)),
        ("passages.jsonl", map(records.passage_record, graph.passages)),
        ("mentions.jsonl", map(records.mention_record, graph.mentions)),
        ("questions.jsonl", map(records.question_record, graph.questions)),
        ("rejects.jsonl", map(records.reject_record, graph.rejects)),
        ("cycles.jsonl", map(records.cycle_record, graph.cycles)),
    ]
    for name, lines in parts:
        data = "".join(_JSON_LINE(line) + "\n" for line in lines).encode("utf-8", "replace")
        digest.update(name.encode() + data)
        (folder / name).write_bytes(data)
    build_id = digest.hexdigest()[:16]
    _write_json(folder / "report.json", report)
    _write_json(folder / MANIFEST, {"format": FORMAT, "build_id": build_id})
    return build_id


def _write_json(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _graph(folder: Path, **texts: Any) -> KnowledgeGraph:
    concepts = _read(folder, "concepts.jsonl", records.concept_from)
    relations = _read(folder, "relations.jsonl", records.relation_from)
    try:
        return KnowledgeGraph(concepts=concepts, relations=relations, **texts)
    except OntologyError as error:
        raise BuildError(f"{folder}: damaged ({error}); build again") from error


def _read(folder: Path, name: str, make: Callable[[records.Record], T]) -> tuple[T, ...]:
    path = folder / name
    found: list[T] = []
    number = 0
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):  # noqa: B007 - the number is for the message
                found.append(make(_json_object(line)))
    except OSError as error:
        raise BuildError(f"{path}: can't be read: {error.strerror or error}; build again") from error
    except (ValueError, KeyError, TypeError, RecursionError, OntologyError) as error:
        raise BuildError(f"{path}:{max(number, 1)}: damaged ({error}); build again") from error
    return tuple(found)


def _json_object(line: str) -> records.Record:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise TypeError("no JSON object")
    return record


def _previous(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.previous")


def _restore_interrupted(folder: Path) -> None:
    """Bring back the old build where a writer was killed between taking it away and putting the new one in place."""
    previous = _previous(folder)
    if not folder.exists() and (previous / MANIFEST).exists():
        try:
            previous.rename(folder)
        except OSError as error:
            raise BuildError(f"{folder}: can't restore the build from {previous}: {error.strerror}") from error


def _check_replaceable(folder: Path) -> None:
    if not folder.is_dir():
        raise BuildError(f"{folder}: is a file; choose a folder for --out")
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise BuildError(f"{folder}: can't be read: {error.strerror}; choose another --out") from error
    if names and MANIFEST not in names:
        raise BuildError(f"{folder}: holds files that are not a Gradus build; choose an empty or new folder for --out")
    if not os.access(folder, os.W_OK):
        raise BuildError(f"{folder}: no permission to write; choose another --out")
