"""`gradus shell`: a console for Cypher with history, completion and the named queries."""

import sys
from typing import Annotated

import typer

from app.ready_store import ready_store
from app.settings import Settings
from app.shell.session import SessionEnded, ShellSession


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("shell")(shell)


def shell(
    store: Annotated[str, typer.Option("--store", help="embedded:FOLDER, bolt://HOST:PORT or neo4j://HOST.")] = "",
) -> None:
    """Ask the graph again and again; statements on stdin are answered one by one."""
    from app.shell.prompt import run_prompt, run_statements  # brings prompt_toolkit, which only this command needs

    settings = Settings()
    with ready_store(settings, store) as opened:
        session = ShellSession(opened)
        if sys.stdin.isatty():
            run_prompt(session, settings.home / "shell_history")
            return
        try:
            well = run_statements(session, sys.stdin.read())
        except SessionEnded:
            return
    if not well:
        raise typer.Exit(1)
