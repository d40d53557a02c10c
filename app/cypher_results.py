"""What came back from a query, as rows, as a graph and as files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.atlas import Atlas
from graph.model import Relation
from graph.store import Table, Value
from queries.formats import cell_text


@dataclass(frozen=True, slots=True)
class Found:
    """Concepts and relations that occur in a result."""

    concepts: tuple[str, ...]
    relations: tuple[Relation, ...]


def rows_of(table: Table) -> list[dict[str, Any]]:
    """Rows for display: numbers and truth values as they are, everything else as text."""
    columns = unique(table.columns)
    return [dict(zip(columns, map(_cell, row), strict=True)) for row in table.rows]


def unique(columns: tuple[str, ...]) -> list[str]:
    """Column names with a number behind those that occur before."""
    names: list[str] = []
    for column in columns:
        name, n = column, 2
        while name in names:
            name, n = f"{column} {n}", n + 1
        names.append(name)
    return names


def found_in(table: Table, atlas: Atlas, limit: int = 120) -> Found:
    """The concepts in nodes, paths and id columns of a result, with what relates them in the result or in the graph."""
    concepts: dict[str, None] = {}
    relations: dict[tuple[str, str, str], Relation] = {}
    for row in table.rows:
        for cell in row:
            for value in _walk(cell):
                concept = _concept_id(value, atlas)
                if concept and len(concepts) < limit:
                    concepts.setdefault(concept)
    for relation in atlas.between(concepts):
        relations.setdefault(relation.key, relation)
    return Found(tuple(concepts), tuple(relations.values()))


def numeric_columns(table: Table) -> list[str]:
    """Names of columns that hold numbers only, for a chart."""
    names = unique(table.columns)
    cells = list(zip(*table.rows, strict=True)) if table.rows else []
    numbers = [all(isinstance(c, int | float) and not isinstance(c, bool) for c in column) for column in cells]
    return [name for name, holds in zip(names, numbers, strict=False) if holds]


def _walk(value: Value) -> Iterator[Value]:
    yield value
    if isinstance(value, list):
        for item in value:
            yield from _walk(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _walk(item) if isinstance(item, list) else iter(())


def _concept_id(value: Value, atlas: Atlas) -> str:
    if isinstance(value, dict) and "~node" in value:
        props = value.get("props")
        found = str(props.get("id", "")) if isinstance(props, dict) else ""
        return found if atlas.has(found) else ""
    if isinstance(value, str):
        return value if atlas.has(value) else atlas.index.by_name.get(value.casefold(), "") if len(value) < 60 else ""
    return ""


def _cell(value: Value) -> Any:
    return value if value is None or isinstance(value, bool | int | float) else cell_text(value)
