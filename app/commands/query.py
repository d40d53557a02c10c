"""`gradus query`: a named query or free Cypher, for people and scripts."""

import sys
from typing import Annotated

import typer

from app.ready_store import ready_store
from app.settings import Settings
from app.terminal import say
from graph.store import Limits
from queries.catalog import catalog
from queries.execute import run_query
from queries.formats import FORMATS, Format, render
from queries.parameters import read_assignment


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("query")(query)


def query(  # noqa: PLR0917 an argument each option
    source: Annotated[str | None, typer.Argument(help="Name of a query, or Cypher; - reads it from stdin.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", help="k=v; v is JSON or plain text.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs; the same as --format json.")] = False,
    form: Annotated[str, typer.Option("--format", help="table, json, csv or md.")] = "table",
    store: Annotated[str, typer.Option("--store", help="embedded:FOLDER, bolt://HOST:PORT or neo4j://HOST.")] = "",
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, max=600, help="Seconds.")] = 10.0,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000, help="Rows at most.")] = 1000,
    listed: Annotated[bool, typer.Option("--list", help="Show the named queries.")] = False,
) -> None:
    """Ask the graph: a named query, or read-only Cypher."""
    form_ = _format(form, as_json)
    if listed:
        _list_queries(form_)
        return
    if source is None:
        raise typer.BadParameter("give the name of a query or Cypher, or --list", param_hint="SOURCE")
    params = dict(read_assignment(text) for text in param or [])
    text = sys.stdin.read() if source == "-" else source
    with ready_store(Settings(), store) as opened:
        answer = run_query(opened, text, params, limits=Limits(timeout_s=timeout, max_rows=limit))
    print(render(answer.table, form_))
    for note in answer.notes:
        say(note)
    if answer.table.truncated:
        say(f"only the first {limit} rows are shown; --limit sets how many")


def _format(form: str, as_json: bool) -> Format:
    for known in FORMATS:
        if known == form:
            return "json" if as_json else known
    raise typer.BadParameter(f"{form!r} is not one of {', '.join(FORMATS)}", param_hint="--format")


def _list_queries(form: Format) -> None:
    from graph.store import Table

    rows = tuple((query.name, query.title, ", ".join(p.name for p in query.parameters)) for query in catalog().values())
    print(render(Table(("name", "title", "parameters"), rows), form))
