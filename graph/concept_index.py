"""Find the concept that a person means by a name."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from graph.errors import UnknownConcept
from graph.model import Concept

_IGNORED = re.compile(r"[\s\-_·‑–—'’\"“”`*]+")


def fold_name(name: str) -> str:
    """The form in which two spellings of a name are equal: NFKC, no case, no spaces, hyphens or quotes."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name).casefold())


@dataclass(frozen=True, slots=True)
class ConceptIndex:
    """Concepts by every name they answer to."""

    by_name: dict[str, str]
    """Folded name to concept id."""
    concepts: dict[str, Concept]

    @classmethod
    def of(cls, concepts: Iterable[Concept]) -> "ConceptIndex":
        """An index of these concepts; ids win over names, names over aliases, earlier concepts over later."""
        table = {c.id: c for c in concepts}
        by_name: dict[str, str] = {}
        for rank in range(3):
            for concept in table.values():
                for name in _ranked_names(concept)[rank]:
                    by_name.setdefault(fold_name(name), concept.id)
        return cls(by_name, table)

    def find(self, name: str) -> Concept:
        """The concept called `name`. Raises UnknownConcept with the nearest names."""
        key = fold_name(name)
        for form in (key, key.removesuffix("s")):
            if form in self.by_name:
                return self.concepts[self.by_name[form]]
        raise UnknownConcept(name, self.near(name))

    def near(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """Standard names of the concepts whose names are most like `name`."""
        close = difflib.get_close_matches(fold_name(name), self.by_name, n=limit * 2, cutoff=0.6)
        return tuple(dict.fromkeys(self.concepts[self.by_name[c]].name for c in close))[:limit]


def _ranked_names(concept: Concept) -> tuple[tuple[str, ...], ...]:
    chinese = (concept.name_zh,) if concept.name_zh else ()
    return (concept.id, concept.name), chinese, concept.aliases
