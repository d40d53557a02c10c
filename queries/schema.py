"""What a store holds by name: labels, relation types and their properties."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from graph.store import GraphStore, Limits, Value

_NODES = "MATCH (n) WITH labels(n) AS names, keys(n) AS properties RETURN DISTINCT names, properties"
_RELATIONS = "MATCH ()-[r]->() WITH type(r) AS name, keys(r) AS properties RETURN DISTINCT name, properties"
_LIMITS = Limits(timeout_s=20, max_rows=50_000)


@dataclass(frozen=True, slots=True)
class Schema:
    """Names in order of the alphabet; properties by the label or type that has them."""

    labels: Mapping[str, tuple[str, ...]]
    types: Mapping[str, tuple[str, ...]]

    @property
    def properties(self) -> tuple[str, ...]:
        """All property names."""
        named = (*self.labels.values(), *self.types.values())
        return tuple(sorted({name for names in named for name in names}))


def read_schema(store: GraphStore) -> Schema:
    """The live schema, read from the data itself.

    An engine's own lists miss properties without index, or keep names whose last use was deleted.

    Raises StoreError, QueryTimeout.
    """
    nodes = store.read(_NODES, {}, _LIMITS).rows
    labelled = [(label, names) for labels, names in nodes for label in cast("list[str]", labels)]
    relations = [(str(name), names) for name, names in store.read(_RELATIONS, {}, _LIMITS).rows]
    # the Neo4j store keeps its own records beside the graph
    return Schema(_merged(pair for pair in labelled if not pair[0].startswith("Gradus")), _merged(relations))


def _merged(pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name, properties in pairs:
        found.setdefault(name, set()).update(cast("list[str]", properties))
    return {name: tuple(sorted(found[name])) for name in sorted(found)}
