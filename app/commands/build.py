"""`gradus build`: notes to a build folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.build_summary import build_summary
from app.settings import Settings
from app.terminal import ERR, note_progress, say
from graph.build_folder import check_out, write_build

if TYPE_CHECKING:
    from etl.llm.propose import LanguageModel

_SKIPPED_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("build")(build)


def build(
    notes: Annotated[list[Path], typer.Argument(help="Files and folders: .md .mdx .txt .ipynb .rst .html.")],
    out: Annotated[Path, typer.Option("--out", help="Build folder; written whole or not at all.")],
    lexicon: Annotated[
        list[Path] | None, typer.Option("--lexicon", help="Folder with your own lexicon, beside the shipped one.")
    ] = None,
    decisions: Annotated[
        list[Path] | None, typer.Option("--decisions", help="File with your word on single prerequisites.")
    ] = None,
    llm: Annotated[bool, typer.Option("--llm", help="Let the model at GRADUS_LLM_URL propose relations too.")] = False,
) -> None:
    """Read notes and write the graph as JSON lines."""
    from etl.pipeline import build_graph  # brings spaCy: seconds that only a build should cost

    check_out(out)
    settings = Settings()
    with note_progress("reading notes") as progress:
        built = build_graph(
            notes,
            lexicon_folders=[*settings.lexicon, *(lexicon or [])],
            decision_files=decisions or [],
            progress=progress,
            language_model=_language_model(settings) if llm else None,
        )
    for skipped in built.skipped[:_SKIPPED_SHOWN]:
        say(f"skipped {skipped.path}: {skipped.reason}")
    if len(built.skipped) > _SKIPPED_SHOWN:
        say(f"skipped {len(built.skipped) - _SKIPPED_SHOWN} more files; all are in {out / 'report.json'}")
    for source in built.report["decisions_without_effect"]:
        say(f"{source}: names a concept that this build does not have; no effect")
    build_id = write_build(built.graph, out, report=built.report)
    ERR.print(build_summary(built.report))
    say(f"build {build_id} in {out}")


def _language_model(settings: Settings) -> "LanguageModel":
    from etl.llm.endpoint import Endpoint
    from etl.llm.propose import LanguageModel

    return LanguageModel(Endpoint(settings.llm_url, settings.llm_model, settings.llm_key.get_secret_value()))
