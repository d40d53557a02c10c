"""Names of a query's columns, read from its text: an engine that finds no rows does not say them."""

from collections.abc import Sequence

from graph.stores.cypher_tokens import Token, TokenKind, tokens

_AFTER_ITEMS = ("ORDER", "SKIP", "LIMIT", "OFFSET", "UNION")


def column_names(cypher: str) -> tuple[str, ...]:
    """Columns as Neo4j names them: the alias, else the expression as written; empty where only the engine knows."""
    outer = [token for token in tokens(cypher) if not (token.text == ";" and token.depth == 0)]
    place = _last_clause(outer, "RETURN")
    if place < 0:
        place = _last_clause(outer, "YIELD")
    if place < 0:
        return ()
    names = [_name_of(cypher, item) for item in _items(outer[place + 1 :])]
    return tuple(names) if "*" not in names else ()


def returns_all(cypher: str) -> bool:
    """Whether the query ends in `RETURN *`: Neo4j then gives the columns in the order of the alphabet."""
    outer = tokens(cypher)
    place = _last_clause(outer, "RETURN")
    return place >= 0 and [[token.text for token in item] for item in _items(outer[place + 1 :])] == [["*"]]


def _last_clause(found: Sequence[Token], word: str) -> int:
    """Place of the last outer clause of that name, or -1; a property or label of that name is none."""
    for place in range(len(found) - 1, -1, -1):
        token = found[place]
        before = found[place - 1].text if place else ""
        if token.depth == 0 and token.is_word(word) and before not in {".", ":", "&", "|"}:
            return place
    return -1


def _items(found: Sequence[Token]) -> list[list[Token]]:
    if found and found[0].is_word("DISTINCT"):
        found = found[1:]
    items: list[list[Token]] = [[]]
    for token in found:
        if token.depth == 0 and token.is_word(*_AFTER_ITEMS) and items[-1] and items[-1][-1].text != ".":
            break
        if token.depth == 0 and token.text == ",":
            items.append([])
        else:
            items[-1].append(token)
    return [item for item in items if item]


def _name_of(cypher: str, item: Sequence[Token]) -> str:
    if len(item) > 2 and item[-2].depth == 0 and item[-2].is_word("AS"):
        return _plain(item[-1])
    if len(item) == 1:
        return _plain(item[0])
    return cypher[item[0].start : item[-1].end]


def _plain(token: Token) -> str:
    return token.text[1:-1].replace("``", "`") if token.kind is TokenKind.NAME else token.text
