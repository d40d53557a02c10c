"""What is typed, cut into statements: one that begins with a colon ends with its line, Cypher ends with a semicolon."""

import shlex
from collections.abc import Iterator, Mapping

from graph.store import Value
from graph.stores.cypher_tokens import tokens
from queries.named_query import NamedQuery
from queries.parameters import ParameterError, read_assignment


def statements(text: str) -> Iterator[str]:
    """The statements of a script, without their semicolons."""
    rest = text.lstrip()
    while rest:
        if rest.startswith(":"):
            statement, _, rest = rest.partition("\n")
        else:
            end = next((token.start for token in tokens(rest) if token.text == ";"), len(rest))
            statement, rest = rest[:end], rest[end + 1 :]
        if statement.strip():
            yield statement.strip()
        rest = rest.lstrip()


def is_whole(text: str, named: Mapping[str, NamedQuery]) -> bool:
    """Whether Enter should run what stands there, rather than begin a new line."""
    stripped = text.strip()
    if not stripped or stripped.startswith(":") or stripped.split()[0] in named:
        return True
    found = tokens(stripped)
    # a semicolon inside a string or comment is no end
    return (bool(found) and found[-1].text == ";") or text.endswith("\n")


def call_of(statement: str, named: Mapping[str, NamedQuery]) -> tuple[str, dict[str, Value]] | None:
    """Name and values of `NAME k=v k=v`, or None where the statement is no call of a named query.

    Raises ParameterError where the values can't be read.
    """
    first, _, rest = statement.partition(" ")
    if first.strip() not in named:
        return None
    try:
        words = shlex.split(rest)
    except ValueError as error:
        raise ParameterError(f"{first}: {error}; write k=v, with quotes around spaces") from error
    return first, dict(read_assignment(word) for word in words)
