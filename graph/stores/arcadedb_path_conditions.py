"""Conditions on a path and on another variable together, which ArcadeDB tests before the path is there.

`MATCH p = (a)-[*]->(b) WHERE all(n IN nodes(p) WHERE n.level > a.level)` gives no rows at all: the engine moves the
condition to where `a` is bound. Behind a `WITH *` it is right, so such conditions are moved there, and only they: the
others keep what an index does for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import QueryRefused
from graph.stores.cypher_tokens import Token, TokenKind, tokens

_ENDS = ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "UNION", "FINISH")
_NAMES = {TokenKind.WORD, TokenKind.NAME}


@dataclass(frozen=True, slots=True)
class _Where:
    """The WHERE of a MATCH: places of its word, of its end, and of the MATCH it belongs to."""

    match: int
    word: int
    end: int


def with_path_conditions_last(cypher: str) -> str:
    """`cypher` with such conditions behind a WITH *. Raises QueryRefused where none can stand there."""
    found = tokens(cypher)
    pieces, done = [], 0
    for where in _wheres(found):
        parts = _conjuncts(cypher, found, where)
        late = [text for text, names in parts if _is_late(names, *_bound(found[: where.word], where.match))]
        if not late:
            continue
        _refuse_where_no_with_fits(found, where)
        early = [text for text, _ in parts if text not in late]
        head = f"WHERE {' AND '.join(early)} " if early else ""
        pieces += [cypher[done : found[where.word].start], f"{head}WITH * WHERE {' AND '.join(late)}"]
        done = found[where.end - 1].end
    return "".join([*pieces, cypher[done:]])


def _wheres(found: Sequence[Token]) -> Iterator[_Where]:
    for match, token in enumerate(found):
        if not token.is_word("MATCH") or _is_name(found, match):
            continue
        end = _next_clause(found, match + 1, token.depth)
        inside = range(match + 1, end)
        word = next((at for at in inside if found[at].depth == token.depth and found[at].is_word("WHERE")), 0)
        if word and word + 1 < end:
            yield _Where(match, word, end)


def _next_clause(found: Sequence[Token], start: int, depth: int) -> int:
    """Place of the first token that no longer belongs to the clause."""
    for place in range(start, len(found)):
        token = found[place]
        if token.depth < depth or token.text == ";":
            return place
        is_string_test = token.is_word("WITH") and found[place - 1].is_word("STARTS", "ENDS")
        if token.depth == depth and token.is_word(*_ENDS) and not is_string_test and not _is_name(found, place):
            return place
    return len(found)


def _conjuncts(cypher: str, found: Sequence[Token], where: _Where) -> list[tuple[str, set[str]]]:
    """Text and names of the parts that AND joins; one part where OR, XOR or CASE stands between them."""
    depth = found[where.word].depth
    body = range(where.word + 1, where.end)
    outer = [place for place in body if found[place].depth == depth]
    whole = any(found[place].is_word("OR", "XOR", "CASE") for place in outer)
    cuts = [] if whole else [place for place in outer if found[place].is_word("AND")]
    starts, ends = [where.word + 1, *(cut + 1 for cut in cuts)], [*cuts, where.end]
    return [
        (cypher[found[start].start : found[end - 1].end], _mentioned(found, range(start, end)))
        for start, end in zip(starts, ends, strict=True)
    ]


def _mentioned(found: Sequence[Token], places: range) -> set[str]:
    return {found[place].text for place in places if found[place].kind in _NAMES and not _is_name(found, place)}


def _bound(before: Sequence[Token], match: int) -> tuple[set[str], set[str]]:
    """Names of the paths that the MATCH at `match` binds, and of whatever else is bound up to its end."""
    paths: set[str] = set()
    others: set[str] = set()
    for place in range(1, len(before)):
        token, previous = before[place], before[place - 1]
        if token.kind not in _NAMES:
            continue
        begins_path = previous.is_word("MATCH") or previous.text == ","
        if place > match and begins_path and place + 1 < len(before) and before[place + 1].text == "=":
            paths.add(token.text)
        elif previous.text in {"(", "["} or previous.is_word("AS"):
            others.add(token.text)
    return paths, others - paths


def _is_late(names: set[str], paths: set[str], others: set[str]) -> bool:
    return bool(names & paths) and bool(names & others)


def _refuse_where_no_with_fits(found: Sequence[Token], where: _Where) -> None:
    optional = where.match > 0 and found[where.match - 1].is_word("OPTIONAL")
    if optional or _opened_by(found, where.match).is_word("EXISTS", "COUNT", "COLLECT"):
        raise QueryRefused(
            "the embedded store answers a condition on a path and another variable wrongly here; "
            "use a plain MATCH, with WITH * before the WHERE",
            clause="WHERE",
        )


def _opened_by(found: Sequence[Token], place: int) -> Token:
    """The word before the brace that `place` stands in, else the first token."""
    depth = found[place].depth
    opening = next((at for at in range(place, 0, -1) if found[at].depth < depth and found[at].text == "{"), 0)
    return found[max(0, opening - 1)]


def _is_name(found: Sequence[Token], place: int) -> bool:
    """Whether a word is a property, label or key rather than a variable or keyword."""
    before = found[place - 1].text if place else ""
    return before in {".", ":", "|", "&", "!"}
