"""The labels, relation types and properties that a query names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.stores.cypher_tokens import Token, TokenKind, tokens

_NAMING = {TokenKind.WORD, TokenKind.NAME}
_JOINS = frozenset({"|", "&", "!", ":", "("})


@dataclass(frozen=True, slots=True)
class NamesUsed:
    """Names in the order of their first use."""

    labels: tuple[str, ...]
    types: tuple[str, ...]
    properties: tuple[str, ...]
    """Only those of nodes and relations, not of maps."""


def names_used(cypher: str) -> NamesUsed:
    """What `cypher` names; text that is no Cypher gives what can be read in it."""
    found = tokens(cypher)
    labels: dict[str, None] = {}
    types: dict[str, None] = {}
    properties: dict[str, None] = {}
    variables: set[str] = set()
    for opening, token in enumerate(found):
        if token.text == "[" and _text(found, opening - 1) == "-":
            types |= dict.fromkeys(_after_colon(found, opening))
        elif token.text == "(" and _is_node(found, opening):
            labels |= dict.fromkeys(_after_colon(found, opening))
        else:
            continue
        properties |= dict.fromkeys(_keys(found, opening))
        variables.add(_plain(found[opening + 1]) if _is_naming(found, opening + 1) else "")
    properties |= dict.fromkeys(_accessed(found, variables))
    return NamesUsed(tuple(labels), tuple(types), tuple(properties))


def _is_node(found: Sequence[Token], opening: int) -> bool:
    """Whether `(` opens a node pattern: `(n:`, `(:`, `(n {`, or `(n)` beside an arrow or after MATCH."""
    after = opening + 2 if _is_naming(found, opening + 1) else opening + 1
    if _text(found, after) in {":", "{"}:
        return True
    beside = _text(found, opening - 1) in {"-", ">"} or _text(found, after + 1) in {"-", "<"}
    starts = opening > 0 and found[opening - 1].is_word("MATCH")
    return _text(found, after) == ")" and (beside or starts)


def _after_colon(found: Sequence[Token], opening: int) -> Iterator[str]:
    """Names of a label or type expression inside the bracket at `opening`."""
    depth = found[opening].depth + 1
    place, in_expression = opening + 1, False
    while place < len(found) and found[place].depth >= depth:
        text = found[place].text
        if text == ":" and found[place].depth == depth:
            in_expression = True
        elif in_expression and _is_naming(found, place) and _text(found, place - 1) in _JOINS:
            yield _plain(found[place])
        elif in_expression and text not in _JOINS and text != ")":
            return
        place += 1


def _keys(found: Sequence[Token], opening: int) -> Iterator[str]:
    """Keys of the property map inside the bracket at `opening`."""
    depth = found[opening].depth + 2
    place = opening + 1
    while place < len(found) and found[place].depth >= depth - 1:
        opens_key = _text(found, place - 1) in {"{", ","} and _text(found, place + 1) == ":"
        if found[place].depth == depth and opens_key and _is_naming(found, place):
            yield _plain(found[place])
        place += 1


def _accessed(found: Sequence[Token], variables: set[str]) -> Iterator[str]:
    for place in range(2, len(found)):
        is_access = _text(found, place - 1) == "." and _is_naming(found, place) and _is_naming(found, place - 2)
        if is_access and _plain(found[place - 2]) in variables and _text(found, place - 3) != ".":
            yield _plain(found[place])


def _text(found: Sequence[Token], place: int) -> str:
    return found[place].text if 0 <= place < len(found) else ""


def _is_naming(found: Sequence[Token], place: int) -> bool:
    return 0 <= place < len(found) and found[place].kind in _NAMING


def _plain(token: Token) -> str:
    return token.text[1:-1].replace("``", "`") if token.kind is TokenKind.NAME else token.text
