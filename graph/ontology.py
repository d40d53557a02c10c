"""The relation types with their traits, and the closed vocabularies of kinds and areas.

Source of the types: SciERC and SemEval-2018 task 7 for the general ones, SKOS for "broader".
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal


class RelationType(StrEnum):
    """A relation reads left to right as an English sentence: subject TYPE object."""

    IS_A = "IS_A"
    PART_OF = "PART_OF"
    EXTENDS = "EXTENDS"
    GENERALIZES = "GENERALIZES"
    USES = "USES"
    USED_FOR = "USED_FOR"
    ADDRESSES = "ADDRESSES"
    EVALUATES = "EVALUATES"
    PRECEDES = "PRECEDES"
    ALTERNATIVE_TO = "ALTERNATIVE_TO"
    CONTRASTS_WITH = "CONTRASTS_WITH"
    PREREQUISITE_OF = "PREREQUISITE_OF"


@dataclass(frozen=True, slots=True)
class RelationTraits:
    """What is known of a relation type as a whole."""

    type: RelationType
    reads: str
    reads_zh: str
    learn_first: Literal["subject", "object", "none"]
    weight: float
    """How strongly the type speaks for the learning order, 0..1."""
    acyclic: bool = False
    transitive: bool = False
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class Ontology:
    """Relation types with traits; kinds and areas with their Chinese labels, in reading order."""

    relations: dict[RelationType, RelationTraits]
    kinds: dict[str, str]
    areas: dict[str, str]
    signatures: dict[RelationType, frozenset[tuple[str, str]]]
    """Kinds of subject and object that a type may join, written in this direction."""


@cache
def ontology() -> Ontology:
    """The ontology that ships with Gradus, read once from `ontology.toml`."""
    data = tomllib.loads(files("graph").joinpath("ontology.toml").read_text(encoding="utf-8"))
    relations = {
        RelationType(name): RelationTraits(type=RelationType(name), **traits)
        for name, traits in data["relation"].items()
    }
    groups = {"any": list(data["kind"])} | data["kind_group"] | {kind: [kind] for kind in data["kind"]}
    signatures = {RelationType(name): _pairs(rows, groups) for name, rows in data["signature"].items()}
    return Ontology(relations=relations, kinds=data["kind"], areas=data["area"], signatures=signatures)


def _pairs(rows: list[tuple[str, str]], groups: dict[str, list[str]]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (subject, object_)
        for subjects, objects in rows
        for subject in (kind for word in subjects.split() for kind in groups[word])
        for object_ in (kind for word in objects.split() for kind in ([subject] if word == "same" else groups[word]))
    )


def is_symmetric(relation_type: RelationType) -> bool:
    """Whether subject and object of this type may change places."""
    return ontology().relations[relation_type].symmetric


def may_join(relation_type: RelationType, subject_kind: str, object_kind: str) -> bool:
    """Whether this type can hold between concepts of these kinds; a symmetric type is asked both ways."""
    pairs = ontology().signatures[relation_type]
    return (subject_kind, object_kind) in pairs or (
        is_symmetric(relation_type) and (object_kind, subject_kind) in pairs
    )
