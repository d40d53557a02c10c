"""The pictures that pages draw: an exploration, a study plan, a set of concepts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.atlas import Atlas, area_name
from app.graph_view import exploration as steps
from app.graph_view import layout
from app.graph_view.exploration import Exploration
from app.graph_view.network import Picture, labels_of
from app.wording import Lang
from graph.model import Relation


def picture_of(atlas: Atlas, state: Exploration, lang: Lang) -> Picture:
    """The picture of an exploration."""
    if state.lens == "map":
        return whole_graph(atlas, state, lang)
    concepts = steps.shown(atlas, state)
    relations = steps.shown_relations(atlas, state, concepts)
    labels = labels_of(atlas, concepts, lang)
    pairs = [(r.subject, r.object) for r in relations]
    if state.lens == "order" or state.path_to:
        base = set(steps.shown(atlas, _unopened(state)))
        first = [c for c in concepts if c in base]
        positions = _ordered_positions(atlas, state, first, pairs, labels)
    else:
        positions = layout.neighbourhood(concepts, pairs, labels)
    return Picture(
        concepts=tuple(concepts),
        relations=tuple(relations),
        positions=positions,
        layout=state.layout,
        focus=state.focus,
        boxes=state.lens == "order" or bool(state.path_to),
        marks={state.focus: "focus", **({state.path_to: "focus"} if state.path_to else {})},
        more=steps.hidden_neighbours(atlas, state, concepts),
        anchors={c: opened for opened, brought in state.expanded for c in brought},
    )


def whole_graph(atlas: Atlas, state: Exploration, lang: Lang) -> Picture:
    """Every concept that has a relation, in a disk for each area, the best connected in the middle."""
    areas: dict[str, list[str]] = defaultdict(list)
    for concept in steps.shown(atlas, state):
        areas[atlas.concept(concept).area].append(concept)
    for members in areas.values():
        members.sort(key=lambda c: (-len(atlas.relations_of[c]), c))
    positions, labels = layout.area_map(areas)
    rounded = {c: (round(x, 1), round(y, 1)) for c, (x, y) in positions.items()}
    concepts = tuple(sorted(rounded))
    return Picture(
        concepts=concepts,
        relations=tuple(steps.shown_relations(atlas, state, concepts)),
        positions=rounded,
        layout=state.layout,
        dots=True,
        captions=tuple((area_name(area, lang), place) for area, place in labels.items()),
    )


def layered_plan(
    atlas: Atlas,
    concepts: Sequence[str],
    relations: Sequence[Relation],
    lang: Lang,
    *,
    marks: Mapping[str, str],
    name: str,
) -> Picture:
    """Concepts in topological order as boxes from left to right along prerequisite relations."""
    labels = {c: layout.wrap_label(text, 22) for c, text in labels_of(atlas, concepts, lang).items()}
    positions, _ = layout.layered(concepts, [(r.subject, r.object) for r in relations], labels)
    return Picture(tuple(concepts), tuple(relations), positions, layout=name, boxes=True, marks=marks)


def web(atlas: Atlas, concepts: Sequence[str], relations: Sequence[Relation], lang: Lang, **more: object) -> Picture:
    """Any concepts and relations in a spring layout around the first."""
    labels = labels_of(atlas, concepts, lang)
    positions = layout.neighbourhood(concepts, [(r.subject, r.object) for r in relations], labels)
    return Picture(tuple(concepts), tuple(relations), positions, **more)  # type: ignore[arg-type]


def comparison(
    atlas: Atlas, groups: Mapping[str, Sequence[str]], relations: Sequence[Relation], lang: Lang, *, name: str
) -> Picture:
    """Five columns: own neighbours, the first, what both share, the second, its own neighbours.

    `groups` has the keys first, second (the concept, then its own neighbours) and shared.
    """
    (first, *own_first), (second, *own_second), shared = groups["first"], groups["second"], groups["shared"]
    rows = [c for c in (own_first, [first], list(shared), [second], own_second) if c]
    concepts = [c for row in rows for c in row]
    place = {c: n for n, row in enumerate(rows) for c in row}
    pairs = [tuple(sorted((r.subject, r.object), key=place.__getitem__)) for r in relations]
    labels = {c: layout.wrap_label(text, 22) for c, text in labels_of(atlas, concepts, lang).items()}
    positions = layout.columns(rows, [(a, b) for a, b in pairs], labels)
    marks = {c: mark for mark in ("first", "second", "shared") for c in groups[mark]}
    return Picture(tuple(concepts), tuple(relations), positions, layout=name, boxes=True, marks=marks, by_mark=True)


def timeline(
    atlas: Atlas, concepts: Sequence[str], relations: Sequence[Relation], lang: Lang, *, focus: str, name: str
) -> Picture:
    """Concepts as boxes in columns by year, those without a year in a column of their own at the end."""
    labels = {c: layout.wrap_label(text, 22) for c, text in labels_of(atlas, concepts, lang).items()}
    years: dict[int, list[str]] = defaultdict(list)
    for concept in concepts:
        years[atlas.concept(concept).year or 9999].append(concept)
    columns = [years[year] for year in sorted(years)]
    positions = layout.columns(columns, [(r.object, r.subject) for r in relations], labels)
    top = min((y for _, y in positions.values()), default=0.0) - 46
    captions = tuple(
        (str(year) if year != 9999 else "?", (positions[years[year][0]][0], top)) for year in sorted(years)
    )
    return Picture(
        tuple(concepts), tuple(relations), positions, layout=name, focus=focus, boxes=True, marks={focus: "focus"},
        captions=captions,
    )  # fmt: skip


def _ordered_positions(
    atlas: Atlas, state: Exploration, concepts: list[str], pairs: list[tuple[str, str]], labels: Mapping[str, str]
) -> dict[str, layout.Position]:
    if state.path_to:
        place = {c: n for n, c in enumerate(concepts)}
        ordered = [(a, b) if place[a] < place[b] else (b, a) for a, b in pairs if a in place and b in place]
        return layout.layered(concepts, ordered, labels)[0]
    return layout.layered(_topological(atlas, concepts), pairs, labels)[0]


def _topological(atlas: Atlas, concepts: list[str]) -> list[str]:
    inside, done = set(concepts), dict[str, None]()
    before = atlas.prerequisites.before

    def visit(concept: str) -> None:
        stack = [(concept, iter(before.get(concept, ())))]
        while stack:
            at, todo = stack[-1]
            nxt = next((b for b in todo if b in inside and b not in done), None)
            if nxt is None:
                stack.pop()
                done.setdefault(at)
            else:
                stack.append((nxt, iter(before.get(nxt, ()))))

    for concept in sorted(concepts):
        if concept not in done:
            visit(concept)
    return list(done)


def _unopened(state: Exploration) -> Exploration:
    return replace(state, expanded=(), dismissed=frozenset())
