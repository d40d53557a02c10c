"""Errors that Gradus raises on purpose: each says what, where and what to do."""

from collections.abc import Sequence


class GradusError(Exception):
    """Root of all errors that a user can act on; `str()` is one line for that user."""


class NotesError(GradusError):
    """The notes given can't be read at all."""


class LexiconError(GradusError):
    """A lexicon file breaks its own rules."""


class OntologyError(GradusError):
    """A value is outside a closed vocabulary, or a relation can't hold between its ends."""


class BuildError(GradusError):
    """A build folder can't be written, or is not one."""


class StoreError(GradusError):
    """A store can't be reached, opened or written."""


class QueryRefused(GradusError):
    """The query would write, load a file, call a procedure, or run several statements."""

    def __init__(self, message: str, *, clause: str = "") -> None:
        super().__init__(message)
        self.clause = clause


class QueryFailed(GradusError):
    """The engine does not accept the query."""


class QueryTimeout(GradusError):
    """The query passed its time limit and was stopped."""


class UnknownConcept(GradusError):
    """No concept answers to a name."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"no concept is called {name!r}.{hint}")
        self.name = name
        self.near = tuple(near)
