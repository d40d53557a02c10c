"""Colours and line styles; each is readable on a light and on a dark page."""

from graph.model import RelationStatus
from graph.ontology import RelationType, ontology

_WHEEL = (
    "#4C7FD6", "#D9822B", "#2FA36B", "#C4559B", "#8A6FD1", "#B98A1D", "#1C9FB3", "#DB5F5F", "#6F9A2D", "#A86B4C",
    "#5D8AA8", "#B0589F", "#3F9C94", "#C77A6A", "#7E86D0", "#90923A", "#4AA3DF", "#D0699A", "#5FA35A", "#A97BC8",
    "#C58B4B", "#6C8FA0", "#B46B7C",
)  # fmt: skip
_OTHER = "#8B8F98"

RELATION_COLORS: dict[RelationType, str] = {
    RelationType.IS_A: "#5C8DD6",
    RelationType.PART_OF: "#2FA39B",
    RelationType.EXTENDS: "#D9822B",
    RelationType.GENERALIZES: "#C4559B",
    RelationType.USES: "#6F9A2D",
    RelationType.USED_FOR: "#8A6FD1",
    RelationType.ADDRESSES: "#DB5F5F",
    RelationType.EVALUATES: "#B98A1D",
    RelationType.PRECEDES: "#1C9FB3",
    RelationType.ALTERNATIVE_TO: "#A86B4C",
    RelationType.CONTRASTS_WITH: "#8B8F98",
    RelationType.PREREQUISITE_OF: "#4C7FD6",
}
RELATION_DASHES: dict[RelationStatus, bool | list[int]] = {
    RelationStatus.ASSERTED: False,
    RelationStatus.CURATED: [9, 5],
    RelationStatus.INFERRED: [2, 4],
    RelationStatus.PROPOSED: [1, 7],
}


MARK_COLORS = {"first": "#4C7FD6", "second": "#D9822B", "shared": "#2FA36B"}


def area_color(area: str) -> str:
    """The colour of an area, by its place in the ontology; grey for discovered concepts."""
    areas = [a for a in ontology().areas if a != "discovered"]
    return _WHEEL[areas.index(area) % len(_WHEEL)] if area in areas else _OTHER
