"""The console at a terminal: history, several lines, completion."""

import sys
from collections.abc import Callable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from app.shell.completion import ShellCompleter
from app.shell.session import SessionEnded, ShellSession
from app.shell.statements import is_whole, statements
from app.terminal import say
from graph.errors import GradusError
from queries.catalog import catalog


def run_prompt(session: ShellSession, history: Path) -> None:
    """Ask and answer until the user leaves."""
    named = dict(catalog())
    prompt: PromptSession[str] = PromptSession(
        "gradus> ",
        history=_history(history),
        completer=ShellCompleter(session.schema, lambda: session.params, named),
        complete_in_thread=True,
        auto_suggest=AutoSuggestFromHistory(),
        multiline=True,
        key_bindings=_keys(lambda text: is_whole(text, named)),
        prompt_continuation="      > ",
    )
    say(f"{session.store.url}; :help shows what there is")
    while True:
        try:
            run_statements(session, prompt.prompt())
        except KeyboardInterrupt:
            continue
        except (EOFError, SessionEnded):
            return


def run_statements(session: ShellSession, text: str) -> bool:
    """Answer each statement of `text`, with errors on stderr; True where there were none. Raises SessionEnded."""
    well = True
    for statement in statements(text):
        try:
            for line in session.answer(statement):
                print(line)
        except GradusError as error:
            sys.stdout.flush()
            say(" ".join(str(error).split()))
            well = False
    return well


def _keys(is_complete: Callable[[str], bool]) -> KeyBindings:
    """Enter runs what is whole and begins a new line otherwise; Escape then Enter runs in any case."""
    keys = KeyBindings()

    @keys.add("enter")
    def enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None
        elif is_complete(buffer.text) and buffer.document.is_cursor_at_the_end:
            buffer.validate_and_handle()
        else:
            buffer.newline()

    return keys


def _history(path: Path) -> History:
    """The file's history; in memory where the file can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))
