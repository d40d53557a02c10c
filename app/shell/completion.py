"""What could come next at the cursor: names of the live schema where a name is due, else words of Cypher."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from app.shell.session import DIRECTIVES
from graph.stores.cypher_tokens import Token, TokenKind, tokens
from queries.named_query import NamedQuery
from queries.schema import Schema
from queries.words import FUNCTIONS, KEYWORDS

_WORD = re.compile(r"[\w-]*\Z")


class ShellCompleter(Completer):
    """Completes by the text before the cursor; `schema` and `params` are asked each time, as they may change."""

    def __init__(
        self, schema: Callable[[], Schema], params: Callable[[], Iterable[str]], named: dict[str, NamedQuery]
    ) -> None:
        self._schema = schema
        self._params = params
        self._named = named

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """The candidates that begin with the word before the cursor, whatever their case."""
        before = document.text_before_cursor
        word, candidates = self._candidates(before)
        for candidate in candidates:
            if candidate.casefold().startswith(word.casefold()) and candidate != word:
                yield Completion(candidate, start_position=-len(word))

    def _candidates(self, before: str) -> tuple[str, Iterable[str]]:
        """The word that is being typed, and what it may become."""
        if before.lstrip().startswith(":"):
            return before.lstrip(), DIRECTIVES
        match = _WORD.search(before)
        word = match.group() if match else ""
        found = tokens(before[: len(before) - len(word)])
        if _is_open_text(found):
            return word, ()
        first = before.strip().split(" ")[0]
        if first in self._named and " " in before.lstrip():
            return word, [f"{parameter.name}=" for parameter in self._named[first].parameters]
        if word == before.strip():
            return word, [*self._named, *KEYWORDS]
        return word.rpartition("-")[2], self._after(found, before[: len(before) - len(word)])

    def _after(self, found: Sequence[Token], text: str) -> Iterable[str]:
        last = found[-1].text if found else ""
        if text.endswith("$"):
            return self._params()
        if last == "." and len(found) > 1 and found[-2].kind in {TokenKind.WORD, TokenKind.NAME}:
            return self._properties(found)
        if last in {":", "|", "&", "!"} and (kind := _bracket(found)):
            return self._schema().types if kind == "[" else self._schema().labels
        variables = {
            token.text
            for previous, token in pairwise([None, *found])
            if token
            and token.kind is TokenKind.WORD
            and (previous is None or previous.text not in {":", ".", "|", "&"})
        }
        own = sorted(name for name in variables if name.upper() not in _KEYWORD_PARTS and name not in FUNCTIONS)
        return [*own, *(f"{name}(" for name in FUNCTIONS), *KEYWORDS]

    def _properties(self, found: Sequence[Token]) -> Iterable[str]:
        """Properties of the label or type that the variable was bound with, else all."""
        variable, schema = found[-2].text, self._schema()
        for place in range(len(found) - 3):
            bound = found[place].text == variable and found[place + 1].text == ":"
            names = {**schema.labels, **schema.types}.get(found[place + 2].text) if bound else None
            if names:
                return names
        return schema.properties


_KEYWORD_PARTS = {part for keyword in KEYWORDS for part in keyword.split()}


def _is_open_text(found: Sequence[Token]) -> bool:
    """Whether the cursor stands in a string that has no end yet."""
    if not found or found[-1].kind is not TokenKind.STRING:
        return False
    text = found[-1].text
    return len(text) < 2 or text[-1] != text[0]


def _bracket(found: Sequence[Token]) -> str:
    """The innermost bracket that is open at the end: `(` for labels, `[` for types, "" for neither."""
    depth = found[-1].depth
    opening = next((token.text for token in reversed(found) if token.depth == depth - 1 and token.text in "([{"), "")
    return opening if opening in {"(", "["} else ""
