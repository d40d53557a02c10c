"""Annotated passages: which concepts a careful reader lists for some lines of a note."""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.concept_index import fold_name

Key = tuple[str, str]
"""Annotated passage and concept id."""

_GLOSS = re.compile(r"[（(](.*?)[)）]")


@dataclass(frozen=True, slots=True)
class Annotations:
    """Concepts of annotated passages."""

    windows: Mapping[str, tuple[tuple[int, int, str], ...]]
    """For each note the annotated passages: first line, last line, id."""
    must: frozenset[Key]
    """A reader insists on these."""
    may: frozenset[Key]
    """Right if found, not missed if not."""

    def windows_at(self, path: str, line: int) -> list[str]:
        """Ids of the annotated passages that hold this line."""
        windows = self.windows.get(path, ())
        return [id_ for first, last, id_ in windows[: bisect_right(windows, (line, 1 << 30, ""))] if line <= last]

    def listed(self, key: Key) -> bool | None:
        """Whether the reader lists the concept; None where it is open."""
        if key in self.must:
            return True
        return None if key in self.may else False


def read_annotations(folders: Sequence[Path], names: Mapping[str, str]) -> Annotations:
    """The annotations of these folders, their names resolved by folded name to concept ids where known."""
    windows: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    must: set[Key] = set()
    may: set[Key] = set()
    for folder in folders:
        for p in json.loads((folder / "passages.json").read_text(encoding="utf-8")):
            windows[p["file"]].append((p["from"], p["to"], p["id"]))
        for line in (folder / "concepts.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            concept = (
                resolve_name(entry["name"], names)
                or resolve_name(entry.get("surface", entry["name"]), names)
                or "?" + fold_name(entry["name"])
            )
            (may if entry.get("confidence") == "medium" else must).add((entry["passage"], concept))
    return Annotations({f: tuple(sorted(w)) for f, w in windows.items()}, frozenset(must), frozenset(may))


def resolve_name(name: str, names: Mapping[str, str]) -> str | None:
    """Concept id of a name as annotators write it; tried without a bracketed gloss and without a plural s."""
    for form in (name, _GLOSS.sub("", name), *_GLOSS.findall(name)):
        key = fold_name(form)
        for k in (key, key.removesuffix("s")):
            if k in names:
                return names[k]
    return None
