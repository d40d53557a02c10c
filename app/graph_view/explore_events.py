"""What an event of the graph view does to an exploration."""

from typing import Any

from app.atlas import Atlas
from app.graph_view import exploration as steps
from app.graph_view.exploration import Exploration


def after(  # noqa: PLR0911 - one return an event
    atlas: Atlas, state: Exploration, event: dict[str, Any]
) -> Exploration:
    """The next state; events that name an unknown concept or relation change nothing."""
    match event:
        case {"select": str(concept)} if not concept or atlas.has(concept):
            return steps.select(state, concept)
        case {"relation": str(relation)} if relation in atlas.relation_by_key:
            return steps.select_relation(state, relation)
        case {"expand": str(concept)} if atlas.has(concept):
            return steps.expand(atlas, state, concept)
        case {"dismiss": str(concept)} if atlas.has(concept):
            return steps.dismiss(state, concept)
        case {"others": str(concept)} if atlas.has(concept):
            return steps.dismiss_others(atlas, state, concept)
        case {"undo": _}:
            return steps.undo(state)
        case _:
            return state
