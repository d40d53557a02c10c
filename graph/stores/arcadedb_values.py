"""Java values of ArcadeDB as plain values; only the worker process imports this."""

from collections.abc import Callable, Mapping
from typing import Any

import jpype
from arcadedb_embedded import convert_python_to_java

from graph.store import Value
from graph.stores.moments import iso_text

_Converter = Callable[[Any], Value]


class ValueReader:
    """Turns live Java objects into values; to be used in the thread that ran the query. Needs a started JVM."""

    def __init__(self) -> None:
        self._by_type: dict[type, _Converter] = {str: str, int: int, float: float, bool: bool}
        self._interfaces: tuple[tuple[Any, _Converter], ...] = tuple(
            (jpype.JClass(name), converter)
            for name, converter in (
                ("java.lang.String", str),
                ("java.lang.Boolean", bool),
                ("java.lang.Float", float),
                ("java.lang.Double", float),
                ("java.math.BigDecimal", _decimal),
                ("java.math.BigInteger", lambda value: int(str(value))),
                ("java.lang.Number", int),
                ("com.arcadedb.graph.Vertex", self._node),
                ("com.arcadedb.graph.Edge", self._relationship),
                ("com.arcadedb.query.opencypher.traversal.TraversalPath", self._path),
                ("com.arcadedb.query.sql.executor.Result", self._result),
                ("com.arcadedb.query.opencypher.temporal.CypherDuration", str),
                ("com.arcadedb.query.opencypher.temporal.CypherTemporalValue", lambda moment: iso_text(str(moment))),
                ("java.util.Map", self._map),
                ("java.util.Collection", self._list),
            )
        )

    def __call__(self, value: Any) -> Value:
        """`value` as plain value; dates, durations and anything else unknown as their text."""
        if value is None:
            return None
        converter = self._by_type.get(type(value))
        if converter is None:
            converter = self._by_type[type(value)] = self._converter_for(value)
        return converter(value)

    def _converter_for(self, value: Any) -> _Converter:
        if isinstance(value, jpype.JArray):
            return self._list
        return next((converter for java, converter in self._interfaces if isinstance(value, java)), str)

    def _node(self, vertex: Any) -> Value:
        labels: list[Value] = [*sorted(str(vertex.getTypeName()).split("~"))]
        return {"~node": labels, "props": self._map(vertex.propertiesAsMap())}

    def _relationship(self, edge: Any) -> Value:
        return {"~rel": str(edge.getTypeName()), "props": self._map(edge.propertiesAsMap())}

    def _path(self, path: Any) -> Value:
        vertices, edges = list(path.getVertices()), list(path.getEdges())
        steps: list[Value] = [self._node(vertices[0])] if vertices else []
        for edge, vertex in zip(edges, vertices[1:], strict=True):
            steps += [self._relationship(edge), self._node(vertex)]
        return {"~path": steps}

    def _result(self, result: Any) -> Value:
        if result.isElement():
            return self(result.toElement())
        return {str(name): self(result.getProperty(name)) for name in result.getPropertyNames()}

    def _map(self, mapping: Any) -> dict[str, Value]:
        return {str(entry.getKey()): self(entry.getValue()) for entry in mapping.entrySet()}

    def _list(self, values: Any) -> list[Value]:
        return [self(value) for value in values]


def java_parameters(params: Mapping[str, Value]) -> Any:
    """`params` as a java.util.Map. Raises OverflowError for an integer beyond 64 bits."""
    return convert_python_to_java(dict(params))


def _decimal(value: Any) -> float:
    return float(str(value))
