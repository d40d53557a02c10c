"""Cypher that ArcadeDB would answer wrongly without a word: written so that it answers rightly, or refused.

Found by running the same queries on Neo4j 5.26 and ArcadeDB 26.10; the contract suite keeps watch.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.errors import QueryRefused
from graph.stores.arcadedb_aggregates import with_seen_aggregates
from graph.stores.arcadedb_path_conditions import with_path_conditions_last
from graph.stores.cypher_tokens import Token, TokenKind, tokens

_CLAUSES = ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "UNION", "WHERE", "ORDER", "YIELD")


def for_arcadedb(cypher: str) -> str:
    """`cypher` as ArcadeDB answers it rightly. Raises QueryRefused where it can't be brought to that."""
    cypher = with_path_conditions_last(cypher)
    found = tokens(cypher)
    _refuse_shortest(found)
    return with_seen_aggregates(_with_star_after_unwind(cypher, found))


def _refuse_shortest(found: Sequence[Token]) -> None:
    for token, following in pairwise(found):
        counted = following.kind in {TokenKind.NUMBER, TokenKind.PARAMETER} or following.text == "("
        if token.is_word("SHORTEST") and (counted or following.is_word("PATH", "PATHS")):
            raise QueryRefused(
                "the embedded store has no SHORTEST; write MATCH p = shortestPath((a)-[:TYPE*]->(b)), "
                "or allShortestPaths(…) for all of that length",
                clause="SHORTEST",
            )


def _with_star_after_unwind(cypher: str, found: Sequence[Token]) -> str:
    """MATCH … UNWIND … MATCH gives no rows at all; with `WITH *` before the second MATCH it is right."""
    pieces, done = [], 0
    for place in _unwound_matches(found):
        pieces += [cypher[done : found[place].start], "WITH * "]
        done = found[place].start
    return "".join([*pieces, cypher[done:]])


def _unwound_matches(found: Sequence[Token]) -> Iterator[int]:
    last: dict[int, str] = {}
    for place, token in enumerate(found):
        before = found[place - 1].text if place else ""
        if not token.is_word(*_CLAUSES) or before in {".", ":", "|", "&"}:
            if token.text == "{":
                last.pop(token.depth + 1, None)
            continue
        clause = token.text.upper()
        opens_match = clause == "OPTIONAL" or (clause == "MATCH" and before.upper() != "OPTIONAL")
        if opens_match and last.get(token.depth) == "UNWIND":
            yield place
        last[token.depth] = clause
