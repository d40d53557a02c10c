"""One session of the console: its store, settings and parameters, and the answer to a statement as text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.shell.statements import call_of
from graph.store import GraphStore, Limits, Table, Value
from queries.catalog import catalog
from queries.execute import Answer, run_cypher, run_query
from queries.formats import FORMATS, Format, literal, render
from queries.near import did_you_mean
from queries.parameters import ParameterError, read_assignment
from queries.schema import Schema, read_schema

DIRECTIVES = {
    ":help": "this list",
    ":schema": "labels, relation types and their properties",
    ":queries": "the named queries; with a word, those that contain it",
    ":param": "name=value keeps a parameter; a name alone forgets it; nothing shows all",
    ":format": f"{', '.join(FORMATS)}",
    ":limit": "rows at most",
    ":timeout": "seconds that a query may take",
    ":exit": "leave (Ctrl-D as well)",
}


class SessionEnded(Exception):
    """The user wants to leave."""


@dataclass(slots=True)
class ShellSession:
    """What a console remembers between statements."""

    store: GraphStore
    form: Format = "table"
    limits: Limits = field(default_factory=Limits)
    params: dict[str, Value] = field(default_factory=dict)
    known_schema: Schema | None = None

    def schema(self) -> Schema:
        """The schema of the store, read once. Raises StoreError, QueryTimeout."""
        if self.known_schema is None:
            self.known_schema = read_schema(self.store)
        return self.known_schema

    def answer(self, statement: str) -> Iterator[str]:
        """Texts to show for a statement. Raises GradusError, and SessionEnded for :exit."""
        if statement.startswith(":"):
            yield from self._directive(statement)
            return
        call = call_of(statement, catalog())
        if call is None:
            yield from self._show(run_cypher(self.store, statement, self.params, limits=self.limits))
        else:
            yield from self._show(run_query(self.store, *call, limits=self.limits))

    def _show(self, answer: Answer) -> Iterator[str]:
        yield render(answer.table, self.form)
        rows = len(answer.table.rows)
        if answer.table.truncated:
            yield f"the first {rows} rows; :limit sets how many"
        elif rows:
            yield f"{rows} row{'s' if rows != 1 else ''}"
        yield from answer.notes

    def _directive(self, statement: str) -> Iterator[str]:
        name, _, rest = statement.partition(" ")
        rest = rest.strip()
        match name:
            case ":exit" | ":quit":
                raise SessionEnded
            case ":help":
                yield from _help()
            case ":schema":
                yield from self._show_schema()
            case ":queries":
                yield from _queries(rest)
            case ":param" | ":params":
                yield from self._param(rest)
            case ":format":
                self.form = _format(rest)
                yield f"format {self.form}"
            case ":limit":
                self.limits = Limits(self.limits.timeout_s, int(_number(rest, ":limit", 1, 1_000_000)))
                yield f"{self.limits.max_rows} rows at most"
            case ":timeout":
                self.limits = Limits(_number(rest, ":timeout", 0.1, 600), self.limits.max_rows)
                yield f"{self.limits.timeout_s:g} s at most"
            case _:
                raise ParameterError(f"{name} is no command here; :help shows them.{did_you_mean(name, DIRECTIVES)}")

    def _show_schema(self) -> Iterator[str]:
        self.known_schema = None
        schema = self.schema()
        for label, names in schema.labels.items():
            yield f"(:{label})  {', '.join(names)}"
        for kind, names in schema.types.items():
            yield f"[:{kind}]  {', '.join(names)}"

    def _param(self, text: str) -> Iterator[str]:
        if "=" in text:
            name, value = read_assignment(text)
            self.params[name] = value
        elif text:
            self.params.pop(text.removeprefix("$"), None)
        yield from (f"${name} = {literal(value)}" for name, value in self.params.items())
        if not self.params:
            yield "no parameters"


def _help() -> Iterator[str]:
    yield "Cypher ends with a semicolon or an empty line; or type the name of a query: prerequisites-of concept=GQA"
    yield from (f"{name:10} {about}" for name, about in DIRECTIVES.items())


def _queries(word: str) -> Iterator[str]:
    wanted = word.casefold()
    rows = tuple(
        (query.name, " ".join(f"{p.name}={literal(p.default)}" for p in query.parameters), query.title)
        for query in catalog().values()
        if any(wanted in text.casefold() for text in (query.name, query.title, query.title_zh, *query.tags))
    )
    yield render(Table(("name", "parameters", "question"), rows), "table") if rows else f"no query contains {word!r}"


def _format(text: str) -> Format:
    for form in FORMATS:
        if form == text:
            return form
    raise ParameterError(f"{text!r} is no format; write :format and one of {', '.join(FORMATS)}")


def _number(text: str, name: str, low: float, high: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise ParameterError(f"{name} wants a number from {low:g} to {high:g}; got {text!r}")
    return number
