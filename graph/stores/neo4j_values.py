"""Values of the Neo4j driver as plain values."""

from collections.abc import Callable
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graph.store import Value
from graph.stores.moments import iso_text

_SYSTEMS = {4326: "wgs-84", 4979: "wgs-84-3d", 7203: "cartesian", 9157: "cartesian-3d"}
_GEOGRAPHIC = (4326, 4979)


def plain_value(value: Any) -> Value:
    """`value` as plain value; dates and durations as ISO text, anything else unknown as its text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    converter = next((converter for kinds, converter in _CONVERTERS if isinstance(value, kinds)), str)
    return converter(value)


def _properties(entity: Node | Relationship) -> dict[str, Value]:
    return {name: plain_value(value) for name, value in entity.items()}


def _path(path: Path) -> Value:
    nodes = list(path.nodes)
    steps = [plain_value(nodes[0])]
    for relationship, node in zip(path.relationships, nodes[1:], strict=True):
        steps += [plain_value(relationship), plain_value(node)]
    return {"~path": steps}


def _point(point: Point) -> Value:
    values = [float(value) for value in point]
    names = ("longitude", "latitude", "height") if point.srid in _GEOGRAPHIC else ()
    return {
        **dict(zip(names, values, strict=False)),
        **dict(zip("xyz", values, strict=False)),
        "crs": _SYSTEMS.get(point.srid or 0, ""),
        "srid": point.srid,
    }


_CONVERTERS: tuple[tuple[tuple[type, ...], Callable[[Any], Value]], ...] = (
    ((Node,), lambda node: {"~node": [*sorted(node.labels)], "props": _properties(node)}),
    ((Relationship,), lambda relationship: {"~rel": relationship.type, "props": _properties(relationship)}),
    ((Path,), _path),
    ((dict,), lambda mapping: {str(name): plain_value(item) for name, item in mapping.items()}),
    ((Date, DateTime, Time), lambda moment: iso_text(moment.iso_format())),
    ((Duration,), lambda duration: str(duration.iso_format())),
    # before tuple, which points and durations are as well
    ((Point,), _point),
    ((list, tuple), lambda items: [plain_value(item) for item in items]),
    ((bytes, bytearray), lambda octets: [*octets]),
)
