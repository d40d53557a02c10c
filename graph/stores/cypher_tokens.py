"""Cypher as tokens: enough to tell words from strings, comments and quoted names, with places in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    """A keyword or a plain name."""
    NAME = "name"
    """A name in backticks."""
    STRING = "string"
    NUMBER = "number"
    PARAMETER = "parameter"
    SIGN = "sign"
    """One character of punctuation."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query; `text` is as written."""

    kind: TokenKind
    text: str
    start: int
    end: int
    depth: int
    """Number of brackets, braces and parentheses around it; an opening one counts itself out."""

    def is_word(self, *words: str) -> bool:
        """Whether this is one of these keywords, given in capitals."""
        return self.kind is TokenKind.WORD and self.text.upper() in words


_TOKEN = re.compile(
    r"""
    (?P<space>\s+ | //[^\n]* | /\*.*?(?:\*/|\Z))
  | (?P<string>'(?:\\.|[^'\\])*(?:'|\Z) | "(?:\\.|[^"\\])*(?:"|\Z))
  | (?P<name>`(?:``|[^`])*(?:`|\Z))
  | (?P<parameter>\$(?:\w+|`(?:``|[^`])*`))
  | (?P<number>0[xo][0-9a-fA-F_]+ | \d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)
  | (?P<word>\w+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UNICODE_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")
_OPENING, _CLOSING = "([{", ")]}"


def tokens(cypher: str) -> list[Token]:
    """The tokens of `cypher`, without space and comments. Text that is no Cypher still gives tokens."""
    return list(_tokens(cypher))


def decode_unicode_escapes(cypher: str) -> str:
    r"""`cypher` with `\u0041` written as the letter: Neo4j does so before it reads words (places shift)."""
    return _UNICODE_ESCAPE.sub(lambda match: chr(int(match[1], 16)), cypher)


def _tokens(cypher: str) -> Iterator[Token]:
    depth = 0
    for match in _TOKEN.finditer(cypher):
        kind = match.lastgroup
        if kind is None or kind == "space":
            continue
        text = match.group()
        depth -= text in _CLOSING
        yield Token(TokenKind(kind), text, match.start(), match.end(), depth)
        depth += text in _OPENING
