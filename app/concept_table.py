"""Concepts as rows of a table: the twin of the picture for screen readers and for sorting."""

from collections.abc import Iterable

from app.atlas import Atlas, area_name, both_names, definition, kind_name
from app.wording import Wording
from graph.model import Concept


def concept_rows(concepts: Iterable[Concept], atlas: Atlas, say: Wording) -> list[dict[str, object]]:
    """Name, area, kind, level, year, relations and definition of each concept."""
    return [
        {
            say("table.concept"): both_names(c, say.lang),
            say("table.area"): area_name(c.area, say.lang),
            say("table.kind"): kind_name(c.kind, say.lang),
            say("table.level"): c.level,
            say("table.year"): c.year,
            say("table.relations"): len(atlas.relations_of.get(c.id, ())),
            say("table.definition"): definition(c, say.lang),
        }
        for c in concepts
    ]
