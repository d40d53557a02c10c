"""Running a named or free query on a store: parameters, guard, limits, and words of help around the rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.store import GraphStore, Limits, Table, Value
from queries.catalog import named_query
from queries.concepts import ConceptFinder
from queries.guard import check_query
from queries.parameters import bind


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
        return run_cypher(store, query.cypher, bind(query, params or {}, ConceptFinder(store)), limits=limits)
    return run_cypher(store, source, params, limits=limits)


def run_cypher(
    store: GraphStore, cypher: str, params: Mapping[str, Value] | None = None, *, limits: Limits | None = None
) -> Answer:
    """Run Cypher that only reads. Raises QueryRefused, QueryFailed, QueryTimeout, StoreError."""
    params = params or {}
    check_query(cypher)
    table = store.read(cypher, params, limits)
    return Answer(table, cypher, params)


def is_name(source: str) -> bool:
    """Whether `source` can only be the name of a query: one word of letters, digits and hyphens."""
    word = source.strip()
    return bool(word) and all(part.isalnum() for part in word.split("-"))
