"""The outer clauses of a query with their places in its text."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.stores.cypher_tokens import Token, tokens

_WORDS = ("MATCH", "OPTIONAL", "WHERE", "WITH", "UNWIND", "CALL", "RETURN", "UNION", "ORDER", "SKIP", "OFFSET", "LIMIT")
_BEFORE_NAMES = frozenset({".", ":", "|", "&", "$"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its word in capitals and its text without the space after it."""

    word: str
    start: int
    end: int
    text: str


def clauses(cypher: str) -> list[Clause]:
    """The clauses outside of all brackets, in order; ORDER BY, SKIP and LIMIT stand for themselves."""
    found = [token for token in tokens(cypher) if token.text != ";"]
    starts = list(_starts(found))
    made: list[Clause] = []
    for place, following in zip(starts, [*starts[1:], len(found)], strict=True):
        first, last = found[place], found[following - 1]
        made.append(Clause(first.text.upper(), first.start, last.end, cypher[first.start : last.end]))
    return made


def conditions(where: str) -> list[str]:
    """The parts of a WHERE clause that AND joins; one part where OR or XOR joins any."""
    found = tokens(where)[1:]
    if not found or any(token.depth == 0 and token.is_word("OR", "XOR") for token in found):
        return [where[found[0].start : found[-1].end]] if found else []
    cuts = [token for token in found if token.depth == 0 and token.is_word("AND")]
    starts = [found[0].start, *(cut.end for cut in cuts)]
    ends = [*(cut.start for cut in cuts), found[-1].end]
    return [where[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _starts(found: list[Token]) -> Iterator[int]:
    for place, token in enumerate(found):
        before = found[place - 1] if place else None
        if token.depth or not token.is_word(*_WORDS) or (before and before.text in _BEFORE_NAMES):
            continue
        if before and token.is_word("WITH") and before.is_word("STARTS", "ENDS"):
            continue
        if before and token.is_word("MATCH") and before.is_word("OPTIONAL"):
            continue
        yield place
