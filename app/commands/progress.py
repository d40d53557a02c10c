"""`gradus progress`: what you know, learn and skip."""

from pathlib import Path
from typing import Annotated

import typer

from app.learning import AsJson, Build, open_learning, progress_of
from app.settings import Settings
from app.terminal import OUT, say, show_json
from graph.errors import StoreError
from graph.progress import DEFAULT_PROFILE, Progress, State

Marked = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("progress")(progress)


def progress(
    *,
    know: Annotated[Marked, typer.Option("--know", help="Mark a concept as known.")] = None,
    learn: Annotated[Marked, typer.Option("--learn", help="Mark a concept as being learned.")] = None,
    skip: Annotated[Marked, typer.Option("--skip", help="Mark a concept as skipped.")] = None,
    forget: Annotated[Marked, typer.Option("--forget", help="Take a mark back.")] = None,
    export: Annotated[Path | None, typer.Option("--export", help="Write the profile to a JSON file.")] = None,
    import_: Annotated[Path | None, typer.Option("--import", help="Take over an exported JSON file.")] = None,
    profile: Annotated[str, typer.Option("--profile", help="Whose progress.")] = DEFAULT_PROFILE,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Show or change what you have marked."""
    kept = progress_of(Settings())
    if know or learn or skip or forget:
        learning = open_learning(build)
        wanted = ((know, State.KNOWN), (learn, State.LEARNING), (skip, State.SKIPPED), (forget, State.NEW))
        kept.mark({id_: state for names, state in wanted for id_ in learning.ids(names)}, profile)
    if import_:
        say(f"took over {kept.import_json(_read(import_), profile)} entries")
    if export:
        _write(export, kept.export_json(profile))
        say(f"wrote {export}")
    _show(kept, profile, as_json)


def _show(kept: Progress, profile: str, as_json: bool) -> None:
    entries = [e for e in kept.entries(profile).values() if e.state is not State.NEW or e.note]
    if as_json:
        show_json([{"concept": e.concept, "state": e.state.value, "note": e.note} for e in entries])
        return
    for e in entries:
        OUT.print(f"{e.state.value:9} {e.concept}  {e.note}".rstrip(), markup=False)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{file}: can't be read: {error}") from error


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{file}: can't be written: {error.strerror or error}; choose another place") from error
