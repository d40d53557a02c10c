"""The `gradus` command."""

import sys

import typer

from app.commands import (
    build,
    compare,
    cycles,
    lexicon,
    lineage,
    load,
    next,
    path,
    placement,
    progress,
    query,
    questions,
    review,
    up,
)
from app.terminal import say
from graph.errors import GradusError

app = typer.Typer(
    name="gradus",
    help="Turn notes about large language models into a knowledge graph that people learn from.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
_COMMANDS = (
    *(build, load, query, up),
    *(path, next, placement, progress, questions, compare, lineage),
    *(cycles, review),
    *(lexicon,),
)
for command in _COMMANDS:
    command.register(app)


def main() -> None:
    """Run the command line; an error that a user can act on is one line on stderr and exit code 1."""
    try:
        app()
    except GradusError as error:
        say(f"gradus: {' '.join(str(error).split())}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("gradus: stopped")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


if __name__ == "__main__":
    main()
