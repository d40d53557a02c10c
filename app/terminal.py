"""What commands print: results to stdout, everything else to stderr."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from etl.pipeline import Progress as Report  # a second of imports that most commands do not need

ERR = Console(stderr=True, highlight=False, soft_wrap=True)
OUT = Console(highlight=False, soft_wrap=True)


def say(message: str) -> None:
    """One line on stderr."""
    ERR.print(message, markup=False)


def show_json(value: Any) -> None:
    """A value as JSON on stdout, alone."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


@contextmanager
def note_progress(title: str) -> "Iterator[Report]":
    """A progress bar over notes on stderr; nothing where stderr is no terminal."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
        console=ERR,
        transient=True,
        disable=not ERR.is_terminal,
    ) as bar:
        task = bar.add_task(title, total=None, note="")

        def report(done: int, total: int, note: str) -> None:
            bar.update(task, completed=done, total=total, note=note)

        yield report
