"""TOML files to lexicon entries; a message names the file and the line of the entry at fault."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import LexiconError

SHIPPED = Path(__file__).parent
"""The lexicon that ships with Gradus."""

_ENTRY = re.compile(r"[ \t]*\[\[[ \t]*(\w+)[ \t]*\]\]")


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One `[[concept]]`, `[[relation]]` or `[[prerequisite]]` as written, and where."""

    kind: str
    """"concept", "relation" or "prerequisite"."""
    values: dict[str, Any]
    where: str
    """`folder/file:line`, the folder being the lexicon's own name."""


def lexicon_files(folders: Sequence[Path]) -> tuple[Path, ...]:
    """All TOML files of these lexicon folders, folder by folder, sorted within.

    Raises LexiconError where a folder does not exist.
    """
    for folder in folders:
        if not folder.is_dir():
            raise LexiconError(f"{folder}: no such lexicon folder")
    return tuple(path for folder in folders for path in sorted(folder.rglob("*.toml")))


def raw_entries(folder: Path) -> Iterator[RawEntry]:
    """All entries of one lexicon folder, in the order of files and lines; `area` is filled in from the file.

    Raises LexiconError where a file is no TOML.
    """
    for path in lexicon_files([folder]):
        text, data = _read_toml(path)
        lines = _entry_lines(text)
        file = path.relative_to(folder.parent).as_posix()
        for kind in ("concept", "relation", "prerequisite"):
            for number, values in enumerate(data.get(kind, [])):
                where = f"{file}:{lines[kind][number] if number < len(lines[kind]) else 1}"
                area = {"area": data.get("area", path.stem)} if kind == "concept" else {}
                yield RawEntry(kind, area | values, where)


def look_alike_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """The pairs under `look_alikes` in all files of one lexicon folder. Raises LexiconError."""
    for path in lexicon_files([folder]):
        for pair in _read_toml(path)[1].get("look_alikes", []):
            if len(pair) != 2:
                raise LexiconError(f"{path.name}: look_alikes has {pair!r}; give two names")
            yield str(pair[0]), str(pair[1])


def _read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: can't be read as TOML: {error}") from error


def _entry_lines(text: str) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(text.split("\n"), 1):
        entry = _ENTRY.match(line)
        if entry:
            lines[entry[1]].append(number)
    return lines
