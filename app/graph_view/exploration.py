"""What a person has opened on the graph: a frozen value, and the steps from one to the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from app.atlas import Atlas
from graph.model import Relation, RelationStatus
from graph.ontology import RelationType

Lens = Literal["relations", "order", "map"]
"""Typed relations, learning order, or the whole graph by area."""
Direction = Literal["both", "needs", "leads"]
LENSES: tuple[Lens, ...] = ("relations", "order", "map")
DIRECTIONS: tuple[Direction, ...] = ("both", "needs", "leads")
DEPTHS = (1, 2, 3)

_CAP_BY_DEPTH = {1: 22, 2: 40, 3: 64}
EXPAND_CAP = 12
"""How many neighbours a double click opens; the rest is offered as "n more"."""
_UNDO_STEPS = 50


@dataclass(frozen=True, slots=True)
class Exploration:
    """The state of the graph view; `past` holds earlier states, newest last."""

    focus: str
    lens: Lens = "relations"
    depth: int = 1
    direction: Direction = "both"
    expanded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Opened concepts, each with the neighbours that it brought in."""
    dismissed: frozenset[str] = frozenset()
    path_to: str = ""
    """End of the path that is shown instead of the neighbourhood."""
    selected: str = ""
    selected_relation: str = ""
    trail: tuple[str, ...] = ()
    """Concepts that were in focus before, oldest first."""
    past: tuple["Exploration", ...] = field(default=(), repr=False, compare=False)

    @property
    def layout(self) -> str:
        """Name of the arrangement: as long as it stays the same, nothing that is shown moves."""
        if self.lens == "map":
            return "map"
        return "|".join((self.lens, self.focus, str(self.depth), self.direction, self.path_to))


def focus_on(state: Exploration, concept: str) -> Exploration:
    """Start anew from another concept; lens, depth and direction stay."""
    if concept == state.focus:
        return select(state, concept)
    trail = (*(c for c in state.trail if c not in (concept, state.focus)), state.focus)[-8:]
    lens: Lens = "relations" if state.lens == "map" else state.lens
    fresh = Exploration(concept, lens, state.depth, state.direction, selected=concept, trail=trail)
    return _remember(state, fresh)


def select(state: Exploration, concept: str) -> Exploration:
    """Show the card of a concept; none where `concept` is empty."""
    return replace(state, selected=concept, selected_relation="")


def select_relation(state: Exploration, relation: str) -> Exploration:
    """Show the evidence of a relation."""
    return replace(state, selected="", selected_relation=relation)


def expand(
    atlas: Atlas, state: Exploration, concept: str, *, only: RelationType | None = None, cap: int = EXPAND_CAP
) -> Exploration:
    """Bring in up to `cap` more neighbours of a concept, of one relation type where `only` is given.

    A concept that has nothing more to open is closed again.
    """
    shown_now = set(shown(atlas, state))
    more = [n for n in neighbours(atlas, state, concept, only=only) if n not in shown_now]
    if not more:
        return collapse(state, concept)
    opened = replace(
        state,
        expanded=(*state.expanded, (concept, tuple(more[:cap]))),
        dismissed=state.dismissed - set(more[:cap]),
        selected=concept,
        selected_relation="",
    )
    return _remember(state, opened)


def collapse(state: Exploration, concept: str) -> Exploration:
    """Take away what a concept brought in."""
    kept = tuple(e for e in state.expanded if e[0] != concept)
    return state if kept == state.expanded else _remember(state, replace(state, expanded=kept))


def dismiss(state: Exploration, concept: str) -> Exploration:
    """Hide one concept; the focus stays."""
    if concept == state.focus or not concept:
        return state
    return _remember(state, replace(state, dismissed=state.dismissed | {concept}, selected="", selected_relation=""))


def dismiss_others(atlas: Atlas, state: Exploration, concept: str) -> Exploration:
    """Hide all but the focus, this concept and its direct neighbours."""
    near = {concept, state.focus, *neighbours(atlas, state, concept)}
    away = frozenset(c for c in shown(atlas, state) if c not in near)
    return _remember(state, replace(state, dismissed=state.dismissed | away, selected=concept)) if away else state


def look(state: Exploration, **changes: object) -> Exploration:
    """Another lens, depth, direction or path; what was opened by hand is kept only where it still makes sense."""
    changed = replace(state, **changes)  # type: ignore[arg-type]
    if changed == state:
        return state
    return _remember(state, replace(changed, expanded=(), dismissed=frozenset()))


def undo(state: Exploration) -> Exploration:
    """The state before the last step."""
    return replace(state.past[-1], past=state.past[:-1]) if state.past else state


def counts(relation: Relation, lens: Lens) -> bool:
    """Whether a relation is shown under a lens; proposals are for review, not here."""
    if relation.status is RelationStatus.PROPOSED:
        return False
    return (relation.type is RelationType.PREREQUISITE_OF) == (lens == "order")


def neighbours(atlas: Atlas, state: Exploration, concept: str, *, only: RelationType | None = None) -> list[str]:
    """Direct neighbours under the lens and direction, best known relation first, no duplicates."""
    found: dict[str, None] = {}
    for relation in atlas.relations_of.get(concept, ()):
        if not counts(relation, state.lens) or (only and relation.type is not only):
            continue
        other = relation.object if relation.subject == concept else relation.subject
        forward = relation.subject == concept
        if state.lens == "order" and state.direction != "both" and forward != (state.direction == "leads"):
            continue
        found.setdefault(other)
    return list(found)


def shown(atlas: Atlas, state: Exploration) -> list[str]:
    """Ids of the concepts on the view, the focus first."""
    if state.lens == "map":
        return sorted(c.id for c in atlas.graph.concepts if atlas.relations_of.get(c.id))
    base = path_concepts(atlas, state) if state.path_to else _neighbourhood(atlas, state)
    opened = [c for _, brought in state.expanded for c in brought]
    return [c for c in dict.fromkeys((*base, *opened)) if c not in state.dismissed]


def shown_relations(atlas: Atlas, state: Exploration, concepts: Iterable[str]) -> list[Relation]:
    """Relations to draw between these concepts."""
    return [r for r in atlas.between(concepts) if counts(r, state.lens if state.lens != "map" else "relations")]


def path_concepts(atlas: Atlas, state: Exploration) -> list[str]:
    """All concepts on a shortest path from the focus to `path_to`; the two ends alone where there is none."""
    ahead = _distances(atlas, state, state.focus)
    back = _distances(atlas, state, state.path_to)
    length = ahead.get(state.path_to)
    if length is None:
        return [state.focus, state.path_to]
    on_path = [c for c in ahead if c in back and ahead[c] + back[c] == length]
    return sorted(on_path, key=lambda c: (ahead[c], c))[: _CAP_BY_DEPTH[3]]


def hidden_neighbours(atlas: Atlas, state: Exploration, concepts: Sequence[str]) -> dict[str, int]:
    """For each concept on the view, how many of its neighbours are not."""
    inside = set(concepts)
    return {c: sum(n not in inside for n in neighbours(atlas, state, c)) for c in concepts}


def _neighbourhood(atlas: Atlas, state: Exploration) -> list[str]:
    cap = _CAP_BY_DEPTH[state.depth]
    found = {state.focus: None}
    ring = [state.focus]
    for _ in range(state.depth):
        following: list[str] = []
        for concept in ring:
            room = EXPAND_CAP if concept != state.focus else _CAP_BY_DEPTH[1]
            for other in neighbours(atlas, state, concept)[:room]:
                if other not in found and len(found) < cap:
                    found[other] = None
                    following.append(other)
        ring = following
    return list(found)


def _distances(atlas: Atlas, state: Exploration, start: str) -> dict[str, int]:
    distance = {start: 0}
    ring = [start]
    undirected = replace(state, direction="both")
    while ring:
        following = []
        for concept in ring:
            for other in neighbours(atlas, undirected, concept):
                if other not in distance:
                    distance[other] = distance[concept] + 1
                    following.append(other)
        ring = following
    return distance


def _remember(before: Exploration, after: Exploration) -> Exploration:
    return replace(after, past=(*before.past, replace(before, past=()))[-_UNDO_STEPS:])
