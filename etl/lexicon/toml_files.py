"""TOML files to lexicon entries; a message names the file and the entry at fault."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from etl.lexicon.entries import AmbiguousAlias, CuratedPrerequisite, CuratedRelation, Lexicon, LexiconConcept
from graph.errors import LexiconError, OntologyError
from graph.model import Concept, ConceptStatus, Paper
from graph.ontology import RelationType

SHIPPED = Path(__file__).parent
"""The lexicon that ships with Gradus."""


def lexicon_files(folders: Sequence[Path]) -> tuple[Path, ...]:
    """All TOML files of these lexicon folders, folder by folder, sorted within.

    Raises LexiconError where a folder does not exist.
    """
    for folder in folders:
        if not folder.is_dir():
            raise LexiconError(f"{folder}: no such lexicon folder")
    return tuple(path for folder in folders for path in sorted(folder.rglob("*.toml")))


def read_lexicon(folders: Sequence[Path]) -> Lexicon:
    """The entries of these folders together. Raises LexiconError at the first entry that can't be read."""
    concepts: list[LexiconConcept] = []
    relations: list[CuratedRelation] = []
    prerequisites: list[CuratedPrerequisite] = []
    look_alikes: list[tuple[str, str]] = []
    for path in lexicon_files(folders):
        data = _read_toml(path)
        concepts += _concepts(path, data)
        relations += _relations(path, data)
        prerequisites += _prerequisites(path, data)
        look_alikes += [(str(pair[0]), str(pair[1])) for pair in data.get("look_alikes", [])]
    return Lexicon(tuple(concepts), tuple(relations), tuple(prerequisites), tuple(look_alikes))


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: can't be read as TOML: {error}") from error


def _concepts(path: Path, data: dict[str, Any]) -> Iterator[LexiconConcept]:
    area = data.get("area", path.stem)
    for entry in data.get("concept", []):
        where = f"{path.name}:{entry.get('id', '?')}"
        try:
            paper = entry.get("paper")
            concept = Concept(
                id=entry["id"],
                name=entry["name"],
                kind=entry["kind"],
                area=entry.get("area", area),
                status=ConceptStatus.CURATED,
                name_zh=entry.get("name_zh", ""),
                aliases=tuple(entry.get("aliases", ())),
                definition=entry.get("definition", ""),
                definition_zh=entry.get("definition_zh", ""),
                level=entry.get("level", 3),
                year=entry.get("year"),
                paper=Paper(paper.get("title", ""), paper.get("arxiv", "")) if paper else None,
            )
            yield LexiconConcept(
                concept=concept,
                exact=tuple(entry.get("exact", ())),
                misspelled=tuple(entry.get("misspelled", ())),
                ambiguous=tuple(AmbiguousAlias(a["alias"], tuple(a["context"])) for a in entry.get("ambiguous", ())),
                source=where,
            )
        except KeyError as error:
            raise LexiconError(f"{where}: the entry has no {error.args[0]!r}") from error
        except OntologyError as error:
            raise LexiconError(f"{where}: {error}") from error


def _relations(path: Path, data: dict[str, Any]) -> Iterator[CuratedRelation]:
    for entry in data.get("relation", []):
        where = f"{path.name}: {entry.get('subject', '?')} {entry.get('type', '?')} {entry.get('object', '?')}"
        try:
            yield CuratedRelation(
                subject=entry["subject"],
                type=RelationType(entry["type"]),
                object=entry["object"],
                reason=entry["reason"],
                paper=entry.get("paper", ""),
                source=where,
            )
        except KeyError as error:
            raise LexiconError(f"{where}: the entry has no {error.args[0]!r}") from error
        except ValueError as error:
            raise LexiconError(f"{where}: {error}") from error


def _prerequisites(path: Path, data: dict[str, Any]) -> Iterator[CuratedPrerequisite]:
    for entry in data.get("prerequisite", []):
        where = f"{path.name}: {entry.get('before', '?')} before {entry.get('after', '?')}"
        try:
            yield CuratedPrerequisite(
                before=entry["before"],
                after=entry["after"],
                reason=entry["reason"],
                strength=entry.get("strength", "strong"),
                source=where,
            )
        except KeyError as error:
            raise LexiconError(f"{where}: the entry has no {error.args[0]!r}") from error
