"""Names in a query that the store does not have, with those that may have been meant."""

from collections.abc import Iterable, Iterator

from queries.names_used import names_used
from queries.near import did_you_mean
from queries.schema import Schema


def unknown_names(cypher: str, schema: Schema) -> Iterator[str]:
    """A sentence for each label, relation type and property of `cypher` that nothing in the store has."""
    used = names_used(cypher)
    yield from _unknown("label", used.labels, schema.labels)
    yield from _unknown("relation type", used.types, schema.types)
    yield from _unknown("property", used.properties, schema.properties)


def _unknown(what: str, used: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    names = tuple(known)
    for name in used:
        if name not in names:
            yield f"no {what} is called {name}.{did_you_mean(name, names)}"
