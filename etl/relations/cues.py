"""What leads and table headers say about what stands under them, read from `rules/structure.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from graph.errors import LexiconError
from graph.ontology import RelationType


@dataclass(frozen=True, slots=True)
class Cue:
    """Words over a concept list or a table column, and the type that they give to what is below."""

    id: str
    words: re.Pattern[str]
    type: RelationType
    item: Literal["subject", "object"]
    lead_kinds: frozenset[str] = frozenset()
    item_kinds: frozenset[str] = frozenset()

    def fits(self, words: str, lead_kind: str, item_kind: str) -> bool:
        """Whether the cue speaks for a lead with these words over an item of this kind."""
        return (
            (not self.lead_kinds or lead_kind in self.lead_kinds)
            and (not self.item_kinds or item_kind in self.item_kinds)
            and self.words.search(words) is not None
        )


@dataclass(frozen=True, slots=True)
class StructureRules:
    """Cues of leads and of table columns, in the order in which they are tried."""

    leads: tuple[Cue, ...]
    columns: tuple[Cue, ...]


@cache
def structure_rules() -> StructureRules:
    """The shipped cues. Raises LexiconError at the first that can't be read."""
    text = files("etl.relations").joinpath("rules/structure.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return StructureRules(tuple(map(_cue, data["cue"])), tuple(map(_cue, data["column"])))


def _cue(entry: dict[str, Any]) -> Cue:
    try:
        return Cue(
            id=entry["id"],
            words=re.compile(entry["words"], re.IGNORECASE),
            type=RelationType(entry["type"]),
            item=entry["item"],
            lead_kinds=frozenset(entry.get("lead_kinds", ())),
            item_kinds=frozenset(entry.get("item_kinds", ())),
        )
    except (KeyError, ValueError, re.error) as error:
        raise LexiconError(f"rules/structure.toml: cue {entry.get('id', '?')}: {error}") from error
