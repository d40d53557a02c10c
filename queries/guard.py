"""What a console may run: a decision over the tokens of a query, taken before any engine sees it.

The engines are locked as well (READ access mode, read-only snapshots); this is the lock that explains. It allows what
it knows to be reading; where a name could be taken for a keyword it refuses, and says how to write the name.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import QueryRefused
from graph.stores.cypher_tokens import Token, TokenKind, decode_unicode_escapes, tokens
from queries import guard_rules as rules


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a query is not run."""

    clause: str
    """The clause, procedure or sign at fault."""
    reason: str
    """What it would do, and what to do instead."""
    line: int
    """1-based line of the query where it stands."""

    def __str__(self) -> str:
        return f"line {self.line}: {self.clause} is refused: {self.reason}"


def check_query(cypher: str) -> None:
    """Nothing where `cypher` only reads. Raises QueryRefused with the clause at fault and what to do instead."""
    refusal = refusal_of(cypher)
    if refusal is not None:
        raise QueryRefused(str(refusal), clause=refusal.clause)


def refusal_of(cypher: str) -> Refusal | None:
    """Why `cypher` is not run, or None where it only reads."""
    if len(cypher) > rules.MAX_CHARACTERS:
        return Refusal("the query", f"it is longer than {rules.MAX_CHARACTERS} characters; give data as parameters", 1)
    return next((found for reading in _readings(cypher) for found in _refusals(reading)), None)


def _readings(cypher: str) -> Iterator[str]:
    """The texts that an engine may take the query for.

    Neo4j decodes `\\u0041` before it reads words and ArcadeDB does not; both end a comment at a carriage return.
    """
    plain = cypher.replace("\r", "\n")
    yield plain
    decoded = decode_unicode_escapes(cypher).replace("\r", "\n")
    if decoded != plain:
        yield decoded


def _refusals(cypher: str) -> Iterator[Refusal]:
    found = _Query(cypher, tokens(cypher))
    yield from _unclosed(found)
    yield from _strange_signs(found)
    yield from _shape(found)
    yield from _clauses(found)
    yield from _calls(found)
    yield from _functions(found)


class _Query:
    """The tokens of one reading, with keywords folded once."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self.text = text
        self.tokens = found
        self.words = [_keyword(token) for token in found]

    def sign(self, place: int) -> str:
        """Text of the token there, or "" outside the query."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def word(self, place: int) -> str:
        """The word there in capitals, or "" where there is none."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def refusal(self, place: int, clause: str, reason: str) -> Refusal:
        """A refusal for the token at `place`."""
        return Refusal(clause, reason, self.text.count("\n", 0, self.tokens[place].start) + 1)


def _keyword(token: Token) -> str:
    """The word in capitals, with full-width letters as plain ones, so that `ＣＲＥＡＴＥ` is taken for what it says."""
    if token.kind is not TokenKind.WORD:
        return ""
    return unicodedata.normalize("NFKC", token.text).upper()


def _unclosed(query: _Query) -> Iterator[Refusal]:
    """A string, quoted name or comment without end: what follows it would be read in two ways."""
    for place, token in enumerate(query.tokens):
        if token.kind in {TokenKind.STRING, TokenKind.NAME} and not _is_closed(token.text):
            yield query.refusal(place, token.text[0], "it is opened here and never closed; close it")
    tail = query.text[query.tokens[-1].end :] if query.tokens else query.text
    gaps = [query.text[a.end : b.start] for a, b in zip(query.tokens, query.tokens[1:], strict=False)]
    if any(_has_open_comment(gap) for gap in [*gaps, tail]):
        yield Refusal("/*", "the comment is never closed; close it with */", query.text.count("\n") + 1)


def _is_closed(text: str) -> bool:
    if len(text) < 2 or text[-1] != text[0]:
        return False
    if text[0] == "`":
        return True
    body = text[1:-1]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 0


def _has_open_comment(gap: str) -> bool:
    place = 0
    while place < len(gap):
        if gap.startswith("//", place):
            end = gap.find("\n", place)
            place = len(gap) if end < 0 else end + 1
        elif gap.startswith("/*", place):
            end = gap.find("*/", place + 2)
            if end < 0:
                return True
            place = end + 2
        else:
            place += 1
    return False


def _strange_signs(query: _Query) -> Iterator[Refusal]:
    """Signs that engines read differently: invisible ones may join or part two words."""
    for place, token in enumerate(query.tokens):
        if token.kind is TokenKind.SIGN and unicodedata.category(token.text) in rules.INVISIBLE:
            name = f"U+{ord(token.text):04X}"
            yield query.refusal(place, name, "this invisible character has no place outside strings; delete it")


def _shape(query: _Query) -> Iterator[Refusal]:
    last = len(query.tokens) - 1
    for place, token in enumerate(query.tokens):
        if token.text == ";" and place != last:
            yield query.refusal(place, ";", "one statement at a time; run the others one by one")
        if token.depth > rules.MAX_DEPTH:
            yield query.refusal(place, "nesting", f"brackets are more than {rules.MAX_DEPTH} deep; write it flatter")
    if not query.tokens:
        yield Refusal(
            "nothing", "the query is empty; write one, for example MATCH (c:Concept) RETURN c.name LIMIT 5", 1
        )
        return
    first = query.words[0]
    if first not in rules.FIRST_WORDS:
        clause = first or query.tokens[0].text
        reason = rules.COMMANDS.get(first, f"a query begins with one of {', '.join(rules.FIRST_WORDS)}")
        yield query.refusal(0, clause, reason)


def _clauses(query: _Query) -> Iterator[Refusal]:
    for place, word in enumerate(query.words):
        if word in rules.CLAUSES and not _is_name(query, place):
            clause, reason = rules.CLAUSES[word]
            yield query.refusal(place, clause, reason)
        if word == "IN" and _is_transactions(query, place):
            yield query.refusal(place, "IN TRANSACTIONS", "it is for writing in batches; leave it out")


def _is_name(query: _Query, place: int) -> bool:
    """Whether a word that could begin a clause stands where only a name can: a property, label or map key.

    Not after AS: `as` may be a variable itself, and `WITH as SET as.x = 1` a write.
    """
    before, after = query.sign(place - 1), query.sign(place + 1)
    if before == "." and query.tokens[place - 2].kind is TokenKind.NUMBER:
        return False
    return before in rules.BEFORE_NAMES or after in rules.AFTER_NAMES


def _is_transactions(query: _Query, place: int) -> bool:
    following = [query.word(place + step) for step in (1, 2, 3)]
    return query.sign(place - 1) == "}" and "TRANSACTIONS" in following


def _calls(query: _Query) -> Iterator[Refusal]:
    for place, word in enumerate(query.words):
        if word != "CALL" or _is_name(query, place) or query.sign(place + 1) in {"{", "("}:
            continue
        name = _dotted_name(query, place + 1)
        if name.casefold() not in rules.PROCEDURES:
            allowed = ", ".join(sorted(rules.PROCEDURES.values()))
            reason = f"procedures can reach files, the network and settings; allowed are {allowed}"
            yield query.refusal(place, f"CALL {name}".strip(), reason)


def _dotted_name(query: _Query, place: int) -> str:
    parts: list[str] = []
    while place < len(query.tokens) and query.tokens[place].kind in {TokenKind.WORD, TokenKind.NAME}:
        parts.append(_plain(query.tokens[place]))
        if query.sign(place + 1) != ".":
            break
        place += 2
    return ".".join(parts)


def _plain(token: Token) -> str:
    text = token.text[1:-1].replace("``", "`") if token.kind is TokenKind.NAME else token.text
    return unicodedata.normalize("NFKC", text)


def _functions(query: _Query) -> Iterator[Refusal]:
    """Functions with a dotted name come from plug-ins, which may do anything; the language's own are known."""
    for place, token in enumerate(query.tokens):
        if token.text != "(" or token.kind is not TokenKind.SIGN or query.sign(place - 2) != ".":
            continue
        start = place - 1
        while start >= 2 and query.sign(start - 1) == ".":
            start -= 2
        name = _dotted_name(query, start)
        if not name or query.word(start - 1) == "CALL":
            continue
        if name.casefold().split(".")[0] not in rules.FUNCTION_SPACES:
            yield query.refusal(
                place, f"{name}()", "functions of plug-ins are not run here; use those of Cypher itself"
            )
