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


_WrongUsage: type[Exception] = typer.BadParameter.__bases__[0]
"""Wrong usage of any sort: UsageError of click or of typer's copy of it, which typer gives no public name."""


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
    """Run the command line; what a user can act on is one line on stderr, with exit code 2 for wrong usage, else 1."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except _WrongUsage as error:
        if type(error).__name__ != "NoArgsIsHelpError":  # the help has been shown already
            say(f"gradus: {_correction(error)}")
        sys.exit(2)
    except GradusError as error:
        say(f"gradus: {' '.join(str(error).split())}")
        sys.exit(1)
    except (KeyboardInterrupt, typer.Abort):
        say("gradus: stopped")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _correction(error: Any) -> str:
    what = " ".join(error.format_message().split()).rstrip(".")
    command = error.ctx.command_path if error.ctx else "gradus"
    return f"{what}; `{command} --help` shows the usage"


if __name__ == "__main__":
    main()
