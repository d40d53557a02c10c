"""The pyvis network of a view: what the component draws, and its legend."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.atlas import Atlas, area_name, both_names, definition, label, reads, relation_id, sentence
from app.graph_view.layout import Position, wrap_label
from app.graph_view.palette import MARK_COLORS, RELATION_COLORS, RELATION_DASHES, area_color
from app.wording import Lang, wording
from graph.model import Concept, ConceptStatus, Relation, RelationStatus

_EVIDENCE_CHARS = 220


@dataclass(frozen=True, slots=True)
class Picture:
    """A graph to draw."""

    concepts: tuple[str, ...]
    relations: tuple[Relation, ...]
    positions: Mapping[str, Position]
    layout: str
    """While this stays the same, the view keeps the places of what it shows already."""
    focus: str = ""
    boxes: bool = False
    """Labels inside boxes, for layered graphs."""
    dots: bool = False
    """Small dots whose labels come out on a closer look, for the whole graph; relations show on selection only."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """Concept to a mark: goal, known, learning, next, first, second, shared."""
    more: Mapping[str, int] = field(default_factory=dict)
    """Concept to the number of neighbours that are not shown."""
    anchors: Mapping[str, str] = field(default_factory=dict)
    """Concept to the one that brought it in, beside which it is placed."""
    by_mark: bool = False
    """Colour concepts by their mark instead of their area."""
    captions: tuple[tuple[str, Position], ...] = ()
    """Words on the canvas: names of areas, years."""


def labels_of(atlas: Atlas, concepts: Sequence[str], lang: Lang) -> dict[str, str]:
    """Wrapped labels by concept id."""
    return {c: wrap_label(label(atlas.concept(c), lang)) for c in concepts}


def view_data(picture: Picture, atlas: Atlas, lang: Lang, *, key: str) -> dict[str, Any]:
    """The graph as the component takes it: nodes and edges of a pyvis network, legend, names and a digest."""
    from pyvis.network import Network

    net = Network(directed=True)
    degree = Counter(end for r in picture.relations for end in (r.subject, r.object))
    for concept_id in picture.concepts:
        _add_node(net, picture, atlas.concept(concept_id), degree[concept_id], lang)
    order: Counter[frozenset[str]] = Counter()
    for relation in picture.relations:
        pair = frozenset((relation.subject, relation.object))
        words = {} if picture.dots else _edge_words(relation, atlas, lang)
        _add_edge(net, relation, order[pair], words)
        order[pair] += 1
    data: dict[str, Any] = {
        "key": key,
        "layout": f"{atlas.build_id}|{picture.layout}",
        "focus": picture.focus,
        "boxes": picture.boxes,
        "dots": picture.dots,
        "by_mark": picture.by_mark,
        "nodes": net.nodes,
        "edges": net.edges,
        "legend": legend(picture, atlas, lang),
        "captions": [{"text": text, "x": x, "y": y} for text, (x, y) in picture.captions],
    }
    data["rev"] = hashlib.blake2b(json.dumps(data, sort_keys=True).encode(), digest_size=8).hexdigest()
    return data


def legend(picture: Picture, atlas: Atlas, lang: Lang) -> list[dict[str, Any]]:
    """Areas, relation types and statuses on the view with their counts, most first."""
    say = wording(lang)
    groups = Counter(_group(picture, atlas.concept(c)) for c in picture.concepts)
    types = Counter(r.type for r in picture.relations)
    statuses = Counter(r.status for r in picture.relations)
    name = (lambda mark: say(f"mark.{mark}_long")) if picture.by_mark else (lambda area: area_name(area, lang))
    rows: list[dict[str, Any]] = [
        {"group": "area", "id": g, "label": name(g), "count": n, "color": _color(picture, g)}
        for g, n in groups.most_common()
    ]
    rows += [
        {"group": "type", "id": t.value, "label": reads(t, lang), "count": n, "color": RELATION_COLORS[t]}
        for t, n in types.most_common()
    ]
    rows += [
        {"group": "status", "id": s.value, "label": say(f"status.{s.value}"), "count": statuses[s], "dash": s.value}
        for s in RelationStatus
        if statuses[s]
    ]
    return rows


def _add_node(net: Any, picture: Picture, concept: Concept, degree: int, lang: Lang) -> None:
    x, y = picture.positions.get(concept.id, (None, None))
    mark = picture.marks.get(concept.id, "")
    say = wording(lang)
    wrapped = wrap_label(label(concept, lang), 22 if picture.boxes else 18)
    text = f"{say(f'mark.{mark}')} {wrapped}" if mark and picture.boxes else wrapped
    net.add_node(
        concept.id,
        label=text,
        shape=_shape(picture, concept),
        color=_color(picture, _group(picture, concept)),
        size=_size(picture, concept, degree),
        x=x,
        y=y,
        area=_group(picture, concept),
        area_label=area_name(concept.area, lang),
        name=both_names(concept, lang),
        about="" if picture.dots else definition(concept, lang)[:_EVIDENCE_CHARS],
        more=picture.more.get(concept.id, 0),
        anchor=picture.anchors.get(concept.id, ""),
        mark=mark,
        mark_label=say(f"mark.{mark}_long") if mark else "",
        degree=degree,
    )


def _edge_words(relation: Relation, atlas: Atlas, lang: Lang) -> dict[str, str]:
    """What the view says of a relation; left out for the whole graph, where it would be most of what is sent."""
    said = relation.evidence[0] if relation.evidence else None
    return {
        "reads": reads(relation.type, lang).replace("…", ""),
        "sentence": sentence(relation, atlas, lang),
        "where": f"{said.path}:{said.line}" if said else "",
        "evidence": said.text.strip()[:_EVIDENCE_CHARS] if said else relation.reason[:_EVIDENCE_CHARS],
    }


def _add_edge(net: Any, relation: Relation, place: int, words: Mapping[str, str]) -> None:
    symmetric = relation.type.value in {"ALTERNATIVE_TO", "CONTRASTS_WITH"}
    net.add_edge(
        relation.subject,
        relation.object,
        id=relation_id(relation),
        type=relation.type.value,
        status=relation.status.value,
        color=RELATION_COLORS[relation.type],
        dashes=RELATION_DASHES[relation.status],
        arrows="" if symmetric else "to",
        place=place,
        width=1.6 if relation.status is RelationStatus.ASSERTED else 1.2,
        **words,
    )


def _group(picture: Picture, concept: Concept) -> str:
    return picture.marks.get(concept.id, "shared") if picture.by_mark else concept.area


def _color(picture: Picture, group: str) -> str:
    return MARK_COLORS[group] if picture.by_mark else area_color(group)


def _shape(picture: Picture, concept: Concept) -> str:
    if picture.boxes:
        return "box"
    return "dot" if concept.status is ConceptStatus.CURATED else "diamond"


def _size(picture: Picture, concept: Concept, degree: int) -> float:
    if picture.dots:
        return round(8 + min(degree, 60) ** 0.5, 1)
    return 17 if concept.id == picture.focus else round(8 + min(degree, 16) ** 0.5 * 1.6, 1)
