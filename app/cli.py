"""The `gradus` command."""

import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from app.terminal import say
from graph.errors import GradusError

COMMANDS = (
    *("build", "load", "query", "shell", "up"),
    *("path", "next", "placement", "progress", "questions", "compare", "lineage"),
    *("cycles", "review"),
    *("lexicon",),
)
"""Modules of app/commands in the order of the help; each has `register(app)` and the name of its command."""


class LazyCommands(TyperGroup):
    """Imports only the module of the command that is asked for: others bring spaCy or Streamlit, seconds of start."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        made = typer.Typer()
        import_module(f"app.commands.{cmd_name}").register(made)
        return typer.main.get_group(made).commands[cmd_name]


app = typer.Typer(
    name="gradus",
    cls=LazyCommands,
    help="Turn notes about large language models into a knowledge graph that people learn from.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def gradus() -> None:
    """Turn notes about large language models into a knowledge graph that people learn from."""


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
