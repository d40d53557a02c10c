"""Lexicon folders to one lexicon; a later folder replaces or extends entries of an earlier one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.lexicon.entries import AmbiguousAlias, CuratedPrerequisite, CuratedRelation, Lexicon, LexiconConcept
from etl.lexicon.toml_files import RawEntry, look_alike_pairs, raw_entries
from graph.errors import LexiconError, OntologyError
from graph.model import Concept, ConceptStatus, Paper
from graph.ontology import RelationType

_LISTS = ("aliases", "exact", "misspelled", "ambiguous")
_TEXTS = ("name", "name_zh", "kind", "area", "definition", "definition_zh")
_KEYS = frozenset((*_LISTS, *_TEXTS, "id", "level", "year", "paper", "extend"))


@dataclass(slots=True)
class ReadFolders:
    """The entries of some folders: merged, and what of them could not be taken."""

    lexicon: Lexicon
    faults: list[tuple[str, str]] = field(default_factory=list)
    """Where and what, for each entry left out."""


def read_lexicon(folders: Sequence[Path]) -> Lexicon:
    """The entries of these folders together. Raises LexiconError with the first entry that can't be taken."""
    read = read_folders(folders)
    if read.faults:
        where, what = read.faults[0]
        raise LexiconError(f"{where}: {what}")
    return read.lexicon


def read_folders(folders: Sequence[Path]) -> ReadFolders:
    """The entries of these folders merged; faulty ones are left out and named. Raises LexiconError on broken TOML.

    A concept of a later folder replaces that of the same id; with `extend = true` its lists are added and its other
    keys replace. A relation or prerequisite of a later folder replaces the one between the same ends.
    """
    faults: list[tuple[str, str]] = []
    concepts: dict[str, RawEntry] = {}
    relations: dict[tuple[str, str, str], CuratedRelation] = {}
    prerequisites: dict[tuple[str, str], CuratedPrerequisite] = {}
    look_alikes: dict[tuple[str, str], None] = {}
    for folder in folders:
        here: dict[object, str] = {}
        for raw in raw_entries(folder):
            try:
                if raw.kind == "concept":
                    _add_concept(raw, concepts, here)
                elif raw.kind == "relation":
                    relation = _relation(raw)
                    key = (relation.subject, relation.type.value, relation.object)
                    _once(here, key, raw)
                    relations[key] = relation
                else:
                    prerequisite = _prerequisite(raw)
                    _once(here, (prerequisite.before, prerequisite.after), raw)
                    prerequisites[prerequisite.before, prerequisite.after] = prerequisite
            except LexiconError as error:
                faults.append((raw.where, str(error)))
        look_alikes |= dict.fromkeys(look_alike_pairs(folder))
    made = _make_concepts(concepts.values(), faults)
    lexicon = Lexicon(made, tuple(relations.values()), tuple(prerequisites.values()), tuple(look_alikes))
    return ReadFolders(lexicon, faults)


def _once(here: dict[object, str], key: object, raw: RawEntry) -> None:
    if key in here:
        raise LexiconError(f"{_said(key)} is also at {here[key]}; keep one of them")
    here[key] = raw.where


def _said(key: object) -> str:
    return " ".join(key) if isinstance(key, tuple) else f"id {key!r}"


def _add_concept(raw: RawEntry, concepts: dict[str, RawEntry], here: dict[object, str]) -> None:
    values = raw.values
    if "id" not in values:
        raise LexiconError("the entry has no 'id'")
    unknown = sorted(set(values) - _KEYS)
    if unknown:
        raise LexiconError(f"{values['id']}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    if not values.get("extend"):
        _once(here, values["id"], raw)
        concepts[values["id"]] = raw
        return
    known = concepts.get(values["id"])
    if not known:
        raise LexiconError(f"{values['id']}: nothing to extend; leave out `extend` for a new concept")
    changed = {k: v for k, v in values.items() if k not in (*_LISTS, "extend", "area")}
    grown = {k: [*known.values.get(k, []), *values.get(k, [])] for k in _LISTS}
    concepts[values["id"]] = RawEntry("concept", known.values | changed | grown, known.where)


def _make_concepts(entries: Iterable[RawEntry], faults: list[tuple[str, str]]) -> tuple[LexiconConcept, ...]:
    made: list[LexiconConcept] = []
    for raw in entries:
        try:
            made.append(_concept(raw))
        except LexiconError as error:
            faults.append((raw.where, str(error)))
    return tuple(made)


def _concept(raw: RawEntry) -> LexiconConcept:
    entry = raw.values
    try:
        return LexiconConcept(
            concept=Concept(
                id=entry["id"],
                name=entry["name"],
                kind=entry["kind"],
                area=entry["area"],
                status=ConceptStatus.CURATED,
                name_zh=entry.get("name_zh", ""),
                aliases=tuple(dict.fromkeys(entry.get("aliases", ()))),
                definition=entry.get("definition", ""),
                definition_zh=entry.get("definition_zh", ""),
                level=entry.get("level", 3),
                year=entry.get("year"),
                paper=_paper(entry.get("paper")),
            ),
            exact=tuple(entry.get("exact", ())),
            misspelled=tuple(entry.get("misspelled", ())),
            ambiguous=tuple(AmbiguousAlias(a["alias"], tuple(a["context"])) for a in entry.get("ambiguous", ())),
            source=raw.where,
        )
    except KeyError as error:
        raise LexiconError(f"{entry['id']}: the entry has no {error.args[0]!r}") from error
    except OntologyError as error:
        raise LexiconError(str(error)) from error
    except (TypeError, AttributeError) as error:
        raise LexiconError(f"{entry['id']}: a value has the wrong form: {error}") from error


def _paper(entry: dict[str, Any] | None) -> Paper | None:
    return Paper(entry.get("title", ""), entry.get("arxiv", "")) if entry else None


def _relation(raw: RawEntry) -> CuratedRelation:
    entry = raw.values
    try:
        return CuratedRelation(
            subject=entry["subject"],
            type=RelationType(entry["type"]),
            object=entry["object"],
            reason=entry["reason"],
            paper=entry.get("paper", ""),
            source=raw.where,
        )
    except KeyError as error:
        raise LexiconError(f"{_ends(entry, 'subject', 'type', 'object')}: no {error.args[0]!r}") from error
    except ValueError as error:
        raise LexiconError(f"{_ends(entry, 'subject', 'type', 'object')}: {error}") from error


def _prerequisite(raw: RawEntry) -> CuratedPrerequisite:
    entry = raw.values
    try:
        return CuratedPrerequisite(
            before=entry["before"],
            after=entry["after"],
            reason=entry["reason"],
            strength=_strength(entry),
            source=raw.where,
        )
    except KeyError as error:
        raise LexiconError(f"{_ends(entry, 'before', 'after')}: no {error.args[0]!r}") from error


def _strength(entry: dict[str, Any]) -> Any:
    strength = entry.get("strength", "strong")
    if strength not in ("strong", "medium"):
        raise LexiconError(f"{_ends(entry, 'before', 'after')}: strength {strength!r} is not strong or medium")
    return strength


def _ends(entry: dict[str, Any], *keys: str) -> str:
    return " ".join(str(entry.get(k, "?")) for k in keys)
