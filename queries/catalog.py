"""The named queries that ship with Gradus, checked when loaded."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from graph.errors import GradusError
from graph.stores.cypher_columns import column_names
from graph.stores.cypher_tokens import TokenKind, tokens
from queries.guard import refusal_of
from queries.header import CatalogError, read_query
from queries.named_query import NamedQuery
from queries.near import did_you_mean


class UnknownQuery(GradusError):
    """No named query has that name."""


@cache
def catalog() -> Mapping[str, NamedQuery]:
    """The library by name, in order of names. Raises CatalogError with file and line."""
    library = files("queries").joinpath("library")
    texts = ((path.name, path.read_text(encoding="utf-8")) for path in library.iterdir())
    return load_queries((name, text) for name, text in texts if name.endswith(".cypher"))


def load_queries(sources: Iterable[tuple[str, str]]) -> dict[str, NamedQuery]:
    """Named queries from pairs of file name and text. Raises CatalogError with file and line."""
    queries: dict[str, NamedQuery] = {}
    for path, text in sorted(sources):
        query = _checked(text, path)
        if query.name in queries:
            raise CatalogError(f"{path}:1: {query.name} is also the name of {queries[query.name].path}; change one")
        queries[query.name] = query
    return queries


def named_query(name: str) -> NamedQuery:
    """The library's query of that name. Raises UnknownQuery with the nearest names."""
    query = catalog().get(name)
    if query is None:
        hint = did_you_mean(name, catalog()) or " `gradus query --list` shows them all."
        raise UnknownQuery(f"no named query is called {name!r}.{hint}")
    return query


def _checked(text: str, path: str) -> NamedQuery:
    query, declared = read_query(text, path)
    if f"{query.name}.cypher" != path:
        raise CatalogError(f"{path}:1: the file is called {path}, the query {query.name}; make them the same")
    _check_parameters(query, declared)
    refusal = refusal_of(text)
    if refusal is not None:
        raise CatalogError(f"{path}:{refusal.line}: {refusal.clause}: {refusal.reason}")
    columns = column_names(text)
    if columns != query.columns:
        raise CatalogError(f"{path}:1: returns says {', '.join(query.columns)}; the query gives {', '.join(columns)}")
    return query


def _check_parameters(query: NamedQuery, declared: Mapping[str, int]) -> None:
    used: dict[str, int] = {}
    for token in tokens(query.cypher):
        if token.kind is TokenKind.PARAMETER:
            line = query.cypher.count("\n", 0, token.start) + 1
            used.setdefault(token.text[1:].strip("`"), line)
    lists = f"declared: {', '.join(declared) or 'none'}; used: {', '.join(used) or 'none'}"
    for name, line in used.items():
        if name not in declared:
            raise CatalogError(f"{query.path}:{line}: ${name} is not declared; add `// param {name}: …` ({lists})")
    for name, line in declared.items():
        if name not in used:
            raise CatalogError(f"{query.path}:{line}: parameter {name} is never used; delete the line ({lists})")
