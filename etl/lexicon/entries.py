"""What the lexicon holds, as frozen values."""

from dataclasses import dataclass
from typing import Literal

from graph.model import Concept
from graph.ontology import RelationType


@dataclass(frozen=True, slots=True)
class AmbiguousAlias:
    """A name with a second meaning; a mention counts where one of the context words is near."""

    alias: str
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LexiconConcept:
    """A curated concept with what the matcher must know of its names."""

    concept: Concept
    exact: tuple[str, ...] = ()
    """Names that count only in this very case."""
    misspelled: tuple[str, ...] = ()
    """Names that are wrong but used."""
    ambiguous: tuple[AmbiguousAlias, ...] = ()
    source: str = ""
    """`file:line` of the entry, for messages."""

    def names(self) -> tuple[str, ...]:
        """All names the concept goes by, each once: standard, Chinese, aliases, misspelled and ambiguous ones."""
        named = (*self.concept.names(), *self.misspelled, *(a.alias for a in self.ambiguous))
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class CuratedRelation:
    """A relation that a curator vouches for, with the reason."""

    subject: str
    type: RelationType
    object: str
    reason: str
    paper: str = ""
    source: str = ""
    """`file:line` of the entry, for messages."""


@dataclass(frozen=True, slots=True)
class CuratedPrerequisite:
    """`before` must be understood before `after`, with the reason a teacher gives."""

    before: str
    after: str
    reason: str
    strength: Literal["strong", "medium"]
    source: str = ""
    """`file:line` of the entry, for messages."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, in the order of files and lines."""

    concepts: tuple[LexiconConcept, ...]
    relations: tuple[CuratedRelation, ...] = ()
    prerequisites: tuple[CuratedPrerequisite, ...] = ()
    look_alikes: tuple[tuple[str, str], ...] = ()
    """Pairs of names that must never be one concept."""
