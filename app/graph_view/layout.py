"""Where concepts stand when they are first drawn: computed here, so the view needs no physics and nothing jumps."""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Position = tuple[float, float]

_CHAR_PX = 7.6
_LINE_PX = 17.0
_GAP_PX = 12.0
_NODE_PX = 30.0
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def text_width(text: str) -> float:
    """Width of a label in pixels at the view's font size: a Chinese character takes twice a Latin one."""
    longest = max(text.splitlines() or [""], key=_columns)
    return _columns(longest) * _CHAR_PX


def wrap_label(text: str, columns: int = 18) -> str:
    """The label in lines of about `columns` Latin letters, broken at spaces, hyphens or between Chinese characters."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1].strip() and _columns(lines[-1] + piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.strip() for line in lines[:3] if line.strip()) + ("…" if len(lines) > 3 else "")


def neighbourhood(
    concepts: Sequence[str], pairs: Iterable[tuple[str, str]], labels: Mapping[str, str]
) -> dict[str, Position]:
    """A spring layout around the first concept, stretched to a wide canvas, with no two labels on each other."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(concepts)
    graph.add_edges_from(sorted(set(pairs)))
    start = _spiral(concepts)
    if len(concepts) > 1:
        found = nx.spring_layout(
            graph, pos=start, fixed=[concepts[0]], iterations=80, k=1.6 / math.sqrt(len(concepts)), seed=7
        )
        spread = 92 * math.sqrt(len(concepts))
        start = {c: (float(x) * spread * 1.25, float(y) * spread * 0.8) for c, (x, y) in found.items()}
    return separate(start, labels, fixed=concepts[0] if concepts else "")


def layered(
    concepts: Sequence[str], pairs: Sequence[tuple[str, str]], labels: Mapping[str, str]
) -> tuple[dict[str, Position], dict[str, int]]:
    """Left-to-right layers along the pairs (each from left to right), and the layer of each concept.

    Order within a layer by repeated barycentres (Sugiyama, Tagawa and Toda, 1981). `concepts` are in topological order.
    """
    before, after = _ends(pairs, set(concepts))
    layer: dict[str, int] = {}
    for concept in concepts:
        layer[concept] = max((layer[b] + 1 for b in before[concept] if b in layer), default=0)
    for concept in reversed(concepts):
        if after[concept]:
            layer[concept] = max(layer[concept], min(layer[a] for a in after[concept]) - 1)
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for concept in concepts:
        rows[layer[concept]].append(concept)
    return columns(rows, pairs, labels), layer


def columns(
    rows: Sequence[Sequence[str]], pairs: Sequence[tuple[str, str]], labels: Mapping[str, str]
) -> dict[str, Position]:
    """Concepts in given columns, ordered within each so that few lines cross."""
    before, after = _ends(pairs, {c for row in rows for c in row})
    sorted_rows = [list(row) for row in rows]
    for sweep in range(6):
        _sort_rows(sorted_rows if sweep % 2 == 0 else sorted_rows[::-1], before if sweep % 2 == 0 else after)
    return _layer_positions(sorted_rows, labels)


def area_map(
    areas: Mapping[str, Sequence[str]], spacing: float = 26.0
) -> tuple[dict[str, Position], dict[str, Position]]:
    """A disk of concepts for each area (sunflower order, first concept in the middle), and each area's label place.

    The disks are packed around the largest without touching each other.
    """
    radius = {a: spacing * math.sqrt(len(members)) + 30 for a, members in areas.items()}
    centre: dict[str, Position] = {}
    for area in sorted(areas, key=lambda a: (-len(areas[a]), a)):
        centre[area] = _free_place(radius[area], [(centre[a], radius[a]) for a in centre])
    positions = {}
    for area, members in areas.items():
        for n, concept in enumerate(members):
            reach, angle = spacing * math.sqrt(n), n * _GOLDEN_ANGLE
            positions[concept] = (
                centre[area][0] + reach * math.cos(angle),
                centre[area][1] + reach * math.sin(angle),
            )
    return positions, {a: (x, y - radius[a] - 4) for a, (x, y) in centre.items()}


def separate(
    positions: Mapping[str, Position], labels: Mapping[str, str], *, fixed: str = "", rounds: int = 160
) -> dict[str, Position]:
    """Move overlapping boxes (node with its label below) apart by the least push, a few at a time. O(rounds * n^2)."""
    place = {c: [x, y] for c, (x, y) in positions.items()}
    half = {c: _half_box(labels.get(c, "")) for c in place}
    names = list(place)
    for _ in range(rounds):
        moved = False
        for n, one in enumerate(names):
            for two in names[n + 1 :]:
                moved |= _push(place, half, one, two, fixed)
        if not moved:
            break
    return {c: (round(x, 1), round(y, 1)) for c, (x, y) in place.items()}


def _ends(pairs: Iterable[tuple[str, str]], inside: set[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        if first in inside and second in inside:
            before[second].append(first)
            after[first].append(second)
    return before, after


def _push(place: dict[str, list[float]], half: Mapping[str, Position], one: str, two: str, fixed: str) -> bool:
    dx, dy = place[two][0] - place[one][0], place[two][1] - place[one][1]
    over_x = half[one][0] + half[two][0] - abs(dx)
    over_y = half[one][1] + half[two][1] - abs(dy)
    if over_x <= 0 or over_y <= 0:
        return False
    axis = 0 if over_x < over_y else 1
    push = (over_x if axis == 0 else over_y) + 0.5
    sign = 1.0 if (dx if axis == 0 else dy) >= 0 else -1.0
    share = {one: 0.5, two: 0.5}
    if fixed in share:
        share = {one: float(one != fixed), two: float(two != fixed)}
    place[one][axis] -= sign * push * share[one]
    place[two][axis] += sign * push * share[two]
    return True


def _half_box(label: str) -> Position:
    lines = max(1, len(label.splitlines()))
    return (max(text_width(label), _NODE_PX) + _GAP_PX) / 2, (_NODE_PX + lines * _LINE_PX + _GAP_PX) / 2


def _spiral(concepts: Sequence[str]) -> dict[str, Position]:
    return {
        c: (math.sqrt(n) * 0.2 * math.cos(n * _GOLDEN_ANGLE), math.sqrt(n) * 0.2 * math.sin(n * _GOLDEN_ANGLE))
        for n, c in enumerate(concepts)
    }


def _sort_rows(rows: list[list[str]], towards: Mapping[str, list[str]]) -> None:
    place = {c: n - len(row) / 2 for row in rows for n, c in enumerate(row)}
    for row in rows:
        centre = {
            c: sum(place[o] for o in towards[c] if o in place) / len(towards[c]) if towards.get(c) else place[c]
            for c in row
        }
        row.sort(key=lambda c: centre[c])
        place.update({c: n - len(row) / 2 for n, c in enumerate(row)})


def _layer_positions(rows: Sequence[Sequence[str]], labels: Mapping[str, str]) -> dict[str, Position]:
    positions: dict[str, Position] = {}
    x = 0.0
    for row in rows:
        width = max((text_width(labels.get(c, "")) for c in row), default=0.0)
        x += width / 2
        heights = [len(labels.get(c, "").splitlines()) * _LINE_PX + 34 for c in row]
        y = -sum(heights) / 2
        for concept, height in zip(row, heights, strict=True):
            positions[concept] = (round(x, 1), round(y + height / 2, 1))
            y += height
        x += width / 2 + 62
    return positions


def _free_place(radius: float, taken: Sequence[tuple[Position, float]]) -> Position:
    if not taken:
        return (0.0, 0.0)
    reach = taken[0][1] + radius
    while True:
        for n in range(72):
            angle = n * math.pi / 36
            spot = (reach * math.cos(angle) * 1.5, reach * math.sin(angle))
            if all(math.dist(spot, other) > radius + r + 24 for other, r in taken):
                return spot
        reach += 30


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for ch in text:
        pieces[-1] += ch
        if ch in " -/" or unicodedata.east_asian_width(ch) in "WF":
            pieces.append("")
    return [p for p in pieces if p]
