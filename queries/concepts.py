"""The concepts of a store by any name they answer to."""

from typing import cast

from graph.concept_index import ConceptIndex
from graph.errors import StoreError
from graph.model import Concept
from graph.store import GraphStore, Limits, Value

_BY_ID = "MATCH (c:Concept {id: $id}) RETURN c.id"
_ALL = "MATCH (c:Concept) RETURN c.id, c.name, c.name_zh, c.aliases, c.kind, c.area ORDER BY c.status, c.id"
_LIMITS = Limits(timeout_s=30, max_rows=500_000)


class ConceptFinder:
    """Finds the id for a concept's name; reads the names once, and only when an id alone does not answer."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._index: ConceptIndex | None = None

    def __call__(self, name: str) -> str:
        """Id of the concept called `name`. Raises UnknownConcept, StoreError."""
        if self._store.read(_BY_ID, {"id": name}, _LIMITS).rows:
            return name
        if self._index is None:
            self._index = ConceptIndex.of(map(_concept, self._store.read(_ALL, {}, _LIMITS).rows))
        return self._index.find(name).id


def _concept(row: tuple[Value, ...]) -> Concept:
    id_, name, name_zh, aliases, kind, area = row
    if not isinstance(id_, str) or not isinstance(name, str):
        raise StoreError(f"a Concept without id or name is in the store ({id_!r}, {name!r}); load the build again")
    return Concept(
        id=id_,
        name=name,
        name_zh=str(name_zh or ""),
        aliases=tuple(cast("list[str]", aliases or [])),
        kind=str(kind),
        area=str(area),
    )
