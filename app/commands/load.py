"""`gradus load`: a build folder to a store."""

from pathlib import Path
from typing import Annotated

import typer

from app.settings import Settings
from app.terminal import say
from app.workspace import ensure_loaded, store_of


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("load")(load)


def load(
    build: Annotated[Path, typer.Argument(help="Build folder made by `gradus build`.")],
    to: Annotated[str, typer.Option("--to", help="embedded:FOLDER, bolt://HOST:PORT or neo4j://HOST.")] = "",
) -> None:
    """Make a store hold exactly this build. Loading twice changes nothing."""
    store = store_of(Settings(), to)
    try:
        ensure_loaded(store, build, note=say)
        content = store.content()
        say(f"{store.url}: {content.concepts} concepts, {content.relations} relations, {content.passages} passages")
    finally:
        store.close()
