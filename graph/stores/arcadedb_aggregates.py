"""Aggregates inside AND, NOT, IN, IS NULL and the like, written so that ArcadeDB sees them.

ArcadeDB 26.10 looks for aggregates inside arithmetic, comparisons, calls, lists and maps, but not inside boolean
operators, IN, IS NULL, STARTS WITH, CONTAINS, =~ and property access: `max(c.level) > 3 AND count(*) > 9` gives a row
for each c. Taken out of the expression into a list that it does look into, the same question is answered rightly:
`head([gradus_group IN [[max(c.level), count(*)]] | gradus_group[0] > 3 AND gradus_group[1] > 9])`.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from graph.errors import QueryRefused
from graph.stores.cypher_tokens import Token, tokens

Span: TypeAlias = tuple[int, int]
"""Places of tokens, the end not included."""

_AGGREGATES = (
    *("AVG", "COLLECT", "COUNT", "MAX", "MIN", "SUM"),
    *("PERCENTILECONT", "PERCENTILEDISC", "STDEV", "STDEVP"),
)
_UNSEEN = ("AND", "OR", "XOR", "NOT", "IN", "IS", "STARTS", "ENDS", "CONTAINS")
"""Operators inside which the engine does not look."""
_NEXT = (
    *("WHERE", "ORDER", "SKIP", "LIMIT", "OFFSET", "MATCH", "OPTIONAL", "UNWIND"),
    *("CALL", "WITH", "RETURN", "UNION"),
)
_SUBQUERIES = ("EXISTS", "COUNT", "COLLECT", "CALL")


def with_seen_aggregates(cypher: str) -> str:
    """`cypher` with such expressions rewritten. Raises QueryRefused where one stands inside another."""
    found = tokens(cypher)
    edits = [edit for item in _items(found) if (edit := _edit(cypher, found, item))]
    for before, after in pairwise(sorted(edits)):
        if after[0] < before[1]:
            raise QueryRefused(
                "the embedded store can't answer aggregates inside a subquery inside such an expression; "
                "name the parts in a WITH before it"
            )
    for start, end, text in sorted(edits, reverse=True):
        cypher = cypher[:start] + text + cypher[end:]
    return cypher


def _items(found: Sequence[Token]) -> Iterator[Span]:
    """The expressions between commas after each RETURN and WITH, at any depth."""
    for place, token in enumerate(found):
        if not _opens_items(found, place):
            continue
        start = place + (2 if place + 1 < len(found) and found[place + 1].is_word("DISTINCT") else 1)
        end = start
        while end < len(found) and found[end].depth >= token.depth and not _ends_items(found, end, token.depth):
            if found[end].depth == token.depth and found[end].text == ",":
                yield (start, end)
                start = end + 1
            end += 1
        yield (start, end)


def _opens_items(found: Sequence[Token], place: int) -> bool:
    before = found[place - 1] if place else None
    if not found[place].is_word("RETURN", "WITH") or (before and before.text in {".", ":", "|", "&"}):
        return False
    return before is None or not before.is_word("STARTS", "ENDS")


def _ends_items(found: Sequence[Token], place: int, depth: int) -> bool:
    token, before = found[place], found[place - 1]
    if token.depth != depth or not token.is_word(*_NEXT) or before.text in {".", ":"}:
        return False
    return not (token.is_word("WITH") and before.is_word("STARTS", "ENDS"))


def _edit(cypher: str, found: Sequence[Token], item: Span) -> tuple[int, int, str] | None:
    """From, to and new text of an item that hides aggregates; None for any other."""
    start, end = item
    named = end - start > 2 and found[end - 2].is_word("AS") and found[end - 2].depth == found[start].depth
    last = end - 2 if named else end
    calls = list(_aggregate_calls(found, (start, last)))
    if not calls or not _hides(found, (start, last), calls):
        return None
    texts = [cypher[found[first].start : found[after - 1].end] for first, after in calls]
    body, done = "", found[start].start
    for number, (first, after) in enumerate(calls):
        body += f"{cypher[done : found[first].start]}gradus_group[{number}]"
        done = found[after - 1].end
    whole = cypher[found[start].start : found[last - 1].end]
    body += cypher[done : found[last - 1].end]
    name = "" if named else f" AS `{whole.replace('`', '``')}`"
    text = f"head([gradus_group IN [[{', '.join(texts)}]] | {body}]){name}"
    return (found[start].start, found[last - 1].end, text)


def _aggregate_calls(found: Sequence[Token], span: Span) -> Iterator[Span]:
    """Calls of aggregates that belong to this item and not to a subquery in it."""
    place, end = span
    while place < end:
        opening = place + 1
        if _opens_subquery(found, place, end):
            place = _after_closing(found, opening)
        elif found[place].is_word(*_AGGREGATES) and opening < end and found[opening].text == "(":
            after = _after_closing(found, opening)
            yield (place, after)
            place = after
        else:
            place += 1


def _hides(found: Sequence[Token], span: Span, calls: Sequence[Span]) -> bool:
    """Whether an operator that the engine does not look into stands outside of the aggregates and subqueries."""
    inside = {place for first, after in calls for place in range(first, after)}
    place, end = span
    while place < end:
        if _opens_subquery(found, place, end):
            place = _after_closing(found, place + 1)
            continue
        token, before = found[place], found[place - 1]
        if place not in inside and before.text != ".":
            matches = token.text == "=" and place + 1 < end and found[place + 1].text == "~"
            if token.is_word(*_UNSEEN) or matches:
                return True
        if place > span[0] and token.text == "." and before.text in {")", "]"}:
            return True
        place += 1
    return False


def _opens_subquery(found: Sequence[Token], place: int, end: int) -> bool:
    return found[place].is_word(*_SUBQUERIES) and place + 1 < end and found[place + 1].text == "{"


def _after_closing(found: Sequence[Token], opening: int) -> int:
    """Place after the sign that closes the one at `opening`."""
    depth = found[opening].depth
    place = opening + 1
    while place < len(found) and found[place].depth > depth:
        place += 1
    return min(place + 1, len(found))
