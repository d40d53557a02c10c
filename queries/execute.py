"""Running a named or free query on a store: parameters, guard, limits, and words of help around the rows."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from graph.errors import QueryTimeout
from graph.store import GraphStore, Limits, Table, Value
from queries.catalog import named_query
from queries.concepts import ConceptFinder
from queries.diagnosis import diagnose
from queries.guard import check_query
from queries.parameters import bind
from queries.schema import read_schema
from queries.spelling import unknown_names


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows, and what a person should be told beside them."""

    table: Table
    cypher: str
    params: Mapping[str, Value]
    notes: tuple[str, ...] = ()


def run_query(
    store: GraphStore, source: str, params: Mapping[str, Value] | None = None, *, limits: Limits | None = None
) -> Answer:
    """Run a named query, where `source` is a single word, else `source` as Cypher.

    Raises UnknownQuery, ParameterError, UnknownConcept, QueryRefused, QueryFailed, QueryTimeout, StoreError.
    """
    if is_name(source):
        query = named_query(source.strip())
        values = bind(query, params or {}, ConceptFinder(store))
        table = store.read(query.cypher, values, limits)
        return Answer(table, query.cypher, values, tuple(_why_empty(store, query.cypher, values, table)))
    return run_cypher(store, source, params, limits=limits)


def run_cypher(
    store: GraphStore, cypher: str, params: Mapping[str, Value] | None = None, *, limits: Limits | None = None
) -> Answer:
    """Run Cypher that only reads. Raises QueryRefused, QueryFailed, QueryTimeout, StoreError."""
    params = params or {}
    check_query(cypher)
    table = store.read(cypher, params, limits)
    return Answer(table, cypher, params, tuple(_notes(store, cypher, params, table)))


def _notes(store: GraphStore, cypher: str, params: Mapping[str, Value], table: Table) -> Iterator[str]:
    """Names that the store does not have, where a column or all is empty; else the clause that lost the rows."""
    unknown: list[str] = []
    if any(all(row[place] is None for row in table.rows) for place in range(max(1, len(table.columns)))):
        with suppress(QueryTimeout):
            unknown = list(unknown_names(cypher, read_schema(store)))
    yield from unknown or _why_empty(store, cypher, params, table)


def _why_empty(store: GraphStore, cypher: str, params: Mapping[str, Value], table: Table) -> Iterator[str]:
    if not table.rows:
        lost = diagnose(store, cypher, params)
        yield f"no rows: {lost}" if lost else "no rows"


def is_name(source: str) -> bool:
    """Whether `source` can only be the name of a query: one word of letters, digits and hyphens."""
    word = source.strip()
    return bool(word) and all(part.isalnum() for part in word.split("-"))
