"""Annotated relations: what careful readers found some lines of a note to state."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.lexicon.entries import Lexicon
from etl.training.annotations import resolve_name
from graph.concept_index import fold_name
from graph.ontology import RelationType, is_symmetric

Key = tuple[str, str, str, str]
"""Annotated passage, type, subject, object; the ends of symmetric types in order."""


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One annotated relation between concept ids; an end that no concept answers to starts with "?"."""

    passage: str
    type: RelationType
    subject: str
    object: str
    line: int
    certain: bool
    """A careful reader insists on it; else it is only defensible."""

    @property
    def key(self) -> Key:
        """Identity within the passage."""
        return gold_key(self.passage, self.type, self.subject, self.object)


@dataclass(frozen=True, slots=True)
class Window:
    """An annotated passage: lines of a note."""

    id: str
    path: str
    first: int
    last: int

    @property
    def corpus(self) -> str:
        """First folder of the note's path."""
        return self.path.split("/")[0]


@dataclass(frozen=True, slots=True)
class RelationGold:
    """All annotated passages with their relations."""

    windows: tuple[Window, ...]
    by_pair: Mapping[tuple[str, frozenset[str]], Sequence[GoldRelation]]
    """Relations by passage and the two concepts."""

    def must(self) -> set[Key]:
        """Those a reader insists on."""
        return {g.key for group in self.by_pair.values() for g in group if g.certain}

    def may(self) -> set[Key]:
        """Those that are defensible only."""
        return {g.key for group in self.by_pair.values() for g in group if not g.certain} - self.must()


def gold_key(passage: str, type_: str, subject: str, object_: str) -> Key:
    """Identity of a relation within a passage."""
    if is_symmetric(RelationType(type_)):
        subject, object_ = sorted((subject, object_))
    return passage, str(type_), subject, object_


def names_of(lexicon: Lexicon) -> dict[str, str]:
    """Concept ids by folded name, standard names before aliases."""
    concepts = [e.concept for e in lexicon.concepts]
    names = {fold_name(n): c.id for c in concepts for n in c.aliases}
    return names | {fold_name(n): c.id for c in concepts for n in (c.name_zh, c.name, c.id) if n}


def read_relation_gold(folders: Sequence[Path], names: Mapping[str, str]) -> RelationGold:
    """The annotations of these folders (`passages.json`, `relations.jsonl`), names resolved to concept ids."""
    windows: list[Window] = []
    by_pair: dict[tuple[str, frozenset[str]], list[GoldRelation]] = defaultdict(list)
    for folder in folders:
        for p in json.loads((folder / "passages.json").read_text(encoding="utf-8")):
            windows.append(Window(p["id"], p["file"], p["from"], p["to"]))
        for line in (folder / "relations.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            subject, object_ = (
                resolve_name(entry[e], names) or "?" + fold_name(entry[e]) for e in ("subject", "object")
            )
            if subject != object_:
                found = GoldRelation(
                    passage=entry["passage"],
                    type=RelationType(entry["relation"]),
                    subject=subject,
                    object=object_,
                    line=entry["line"],
                    certain=entry["confidence"] == "high",
                )
                by_pair[found.passage, frozenset((subject, object_))].append(found)
    return RelationGold(tuple(windows), by_pair)
