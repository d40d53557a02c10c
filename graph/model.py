"""The knowledge graph as frozen values, checked when made."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from graph.errors import OntologyError
from graph.ontology import RelationType, is_symmetric, ontology

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[\w.-]+")


class ConceptStatus(StrEnum):
    """Where a concept comes from."""

    CURATED = "curated"
    """From the lexicon."""
    DISCOVERED = "discovered"
    """Found in these notes."""


class RelationStatus(StrEnum):
    """How a relation is known."""

    ASSERTED = "asserted"
    """The notes state it; the evidence lines show where."""
    CURATED = "curated"
    """From the curated relations; these notes do not state it."""
    INFERRED = "inferred"
    """Derived from other relations."""
    PROPOSED = "proposed"
    """Found by a rule that is not precise enough: for review, in no study path."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a method, model or dataset was first described."""

    title: str
    arxiv: str = ""
    """arXiv id as YYMM.NNNNN, or empty."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A named thing of the field."""

    id: str
    """kebab-case, stable over builds."""
    name: str
    kind: str
    area: str
    status: ConceptStatus = ConceptStatus.CURATED
    name_zh: str = ""
    aliases: tuple[str, ...] = ()
    definition: str = ""
    definition_zh: str = ""
    level: int = 3
    """1 ground .. 5 advanced."""
    year: int | None = None
    paper: Paper | None = None

    def __post_init__(self) -> None:
        if not self.id or not _ID.fullmatch(self.id):
            raise OntologyError(f"concept id {self.id!r} is not kebab-case")
        if not self.name:
            raise OntologyError(f"concept {self.id} has no name")
        if self.kind not in ontology().kinds:
            raise OntologyError(f"concept {self.id}: kind {self.kind!r} is not one of {', '.join(ontology().kinds)}")
        if self.area not in ontology().areas:
            raise OntologyError(f"concept {self.id}: area {self.area!r} is not one of {', '.join(ontology().areas)}")
        if not 1 <= self.level <= 5:
            raise OntologyError(f"concept {self.id}: level {self.level} is not within 1..5")

    def names(self) -> Iterator[str]:
        """All names: standard, Chinese, aliases; no duplicates removed."""
        yield self.name
        if self.name_zh:
            yield self.name_zh
        yield from self.aliases


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The line of a note that states a relation."""

    path: str
    """Path of the note relative to the root given to the build, with forward slashes."""
    line: int
    """1-based line in the file as stored on disk."""
    text: str
    """That line, verbatim."""
    rule: str
    """Name of the rule that fired."""
    lang: Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Relation:
    """`subject` TYPE `object` between concept ids, with all lines that state it."""

    subject: str
    type: RelationType
    object: str
    status: RelationStatus
    confidence: float
    """0..1."""
    support: int = 0
    """Number of independent files that state it."""
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    """Why it holds, in a curator's words (English), for curated and inferred relations."""
    paper: str = ""
    """arXiv id that states it, or empty."""

    def __post_init__(self) -> None:
        if self.subject == self.object:
            raise OntologyError(f"{self.subject} {self.type} itself")
        if is_symmetric(self.type) and self.subject > self.object:
            raise OntologyError(f"{self.subject} {self.type} {self.object}: write symmetric types in order of id")
        if not 0.0 <= self.confidence <= 1.0:
            raise OntologyError(f"{self.subject} {self.type} {self.object}: confidence {self.confidence} not in 0..1")
        if self.status is RelationStatus.ASSERTED and not self.evidence:
            raise OntologyError(f"{self.subject} {self.type} {self.object}: asserted without evidence")

    @property
    def key(self) -> tuple[str, str, str]:
        """Identity: subject, type, object."""
        return (self.subject, self.type.value, self.object)


@dataclass(frozen=True, slots=True, order=True)
class NoteFile:
    """A note that was read."""

    path: str
    title: str
    lang: Literal["zh", "en"]
    repaired: bool = False
    """True where mojibake was repaired."""


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A piece of a note that mentions concepts: one paragraph, list item, heading, table row or question."""

    id: str
    """`path#line`."""
    path: str
    line: int
    text: str
    lang: Literal["zh", "en"]
    heading_path: tuple[str, ...] = ()
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True, order=True)
class MentionRecord:
    """A place where a concept is named."""

    concept: str
    path: str
    line: int
    surface: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the notes and the concepts it asks about."""

    id: str
    """`path#line`."""
    text: str
    path: str
    line: int
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectRecord:
    """Something that was found and not taken, with the reason."""

    path: str
    line: int
    text: str
    reason: str
    what: str


@dataclass(frozen=True, slots=True)
class RefusedRelation:
    """A prerequisite that would have closed a cycle, and was left out of the learning order."""

    relation: Relation
    cycle: tuple[str, ...]
    """Concept ids from the relation's object along the learning order to its subject."""


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """All that one build holds. Tuples are sorted, so equal notes give equal values."""

    concepts: tuple[Concept, ...]
    relations: tuple[Relation, ...]
    notes: tuple[NoteFile, ...] = ()
    passages: tuple[PassageRecord, ...] = ()
    mentions: tuple[MentionRecord, ...] = ()
    questions: tuple[Question, ...] = ()
    rejects: tuple[RejectRecord, ...] = ()
    cycles: tuple[RefusedRelation, ...] = ()
    concept_by_id: dict[str, Concept] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        table = {c.id: c for c in self.concepts}
        if len(table) != len(self.concepts):
            raise OntologyError("two concepts share an id")
        for r in self.relations:
            for end in (r.subject, r.object):
                if end not in table:
                    raise OntologyError(f"{r.subject} {r.type} {r.object}: no concept {end!r}")
        object.__setattr__(self, "concept_by_id", table)

    def of_type(self, *types: RelationType) -> Iterable[Relation]:
        """The relations of these types."""
        return (r for r in self.relations if r.type in types)
