"""How likely it is that one concept must be understood before another.

Odds of the relations between the two, times a factor for each independent sign (naive Bayes). The weights of the
ontology and the factors here were measured on the bundled lexicon and a collection of 233 notes: for each relation or
sign, how often the one concept lies before the other in the curated prerequisites. Of curated relations that is 0.89
for EXTENDS, 0.74 for IS_A, 0.66 for USES, 0.56 for EVALUATES, 0.35 for ADDRESSES, 0.33 for PART_OF.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Concept, Relation
from graph.ontology import RelationType
from graph.section_reference import SectionReference

_SECTIONS_ALONE = 0.4
_REFERS, _REFD = 2.2, 0.1
_REFERRED_TO = 0.7
_FIRST, _LATER = 1.5, 0.8
_OLDER, _NEWER = 1.5, 0.3
_MOST = 0.98


@dataclass(frozen=True, slots=True)
class Vote:
    """A relation that puts two concepts in an order."""

    relation: Relation
    weight: float
    """0..1: weight of its type times its own confidence."""


def weigh(
    before: Concept, after: Concept, votes: Sequence[Vote], sections: SectionReference | None
) -> tuple[float, list[str]]:
    """0..1, and the signs that speak for it in words; 0 where a newer concept would come before one that it extends."""
    newer = before.year is not None and after.year is not None and before.year > after.year
    if newer and any(v.relation.type is RelationType.EXTENDS for v in votes):
        return 0.0, []
    doubt = 1.0
    for vote in votes:
        doubt *= 1.0 - vote.weight
    odds = (1.0 - doubt) / max(doubt, 1.0 - _MOST) if votes else _SECTIONS_ALONE / (1.0 - _SECTIONS_ALONE)
    signs: list[str] = []
    if sections:
        factor, signs = _from_sections(before, after, sections)
        odds *= factor
    if newer:
        odds *= _NEWER
    elif before.year is not None and after.year is not None and before.year < after.year:
        odds *= _OLDER
        signs.append(f"{before.name} is older ({before.year}, {after.year})")
    return round(min(odds / (1.0 + odds), _MOST), 4), signs


def _from_sections(before: Concept, after: Concept, sections: SectionReference) -> tuple[float, list[str]]:
    factor = 1.0
    signs = []
    refd = sections.refd(before.id, after.id)
    if refd >= _REFD:
        factor *= _REFERS
        signs.append(f"the notes on {after.name} speak of {before.name} more than the reverse ({refd:+.2f})")
    elif refd <= -_REFD:
        factor *= _REFERRED_TO
    first = sections.explained_first(before.id, after.id)
    if first > 0:
        factor *= _FIRST
        signs.append(f"the notes explain {before.name} first")
    elif first < 0:
        factor *= _LATER
    return factor, signs
