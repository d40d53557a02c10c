"""Why a query found nothing: the first clause after which no row was left."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.errors import QueryFailed, QueryRefused, QueryTimeout, UnknownConcept
from graph.store import GraphStore, Limits, Value
from graph.stores.cypher_tokens import TokenKind, tokens
from queries.clauses import Clause, clauses, conditions
from queries.concepts import ConceptFinder

_LIMITS = Limits(timeout_s=2, max_rows=2)
_SHOWN = 120
_NAMED = re.compile(r"""\b(?:id|name)\s*:\s*(?:'([^']*)'|"([^"]*)"|\$(\w+))""")


class _Unclear(Exception):
    """A part of the query can't be run by itself."""


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for the clause that lost the rows of one query."""

    store: GraphStore
    cypher: str
    parts: Sequence[Clause]
    params: Mapping[str, Value]

    def first_loss(self) -> str:
        """A sentence on the first clause without rows. Raises _Unclear."""
        rows = 1
        for place, part in enumerate(self.parts):
            if part.word == "RETURN":
                return _after_return(self.parts[place:], rows)
            if self._goes_on(place):
                continue
            left = self._rows(self.cypher[: part.end])
            if left == 0:
                return self._explain(place, rows)
            rows = left
        return ""

    def _rows(self, cypher: str) -> int:
        """Number of rows after `cypher`, which lacks its RETURN. Raises _Unclear."""
        try:
            found = self.store.read(f"{cypher}\nRETURN count(*) AS rows", self.params, _LIMITS).rows
        except (QueryFailed, QueryRefused, QueryTimeout) as error:
            raise _Unclear from error
        return int(str(found[0][0])) if found else 0

    def _goes_on(self, place: int) -> bool:
        """Whether what follows belongs to this clause: WITH … ORDER BY … LIMIT is one step."""
        following = self.parts[place + 1].word if place + 1 < len(self.parts) else ""
        return following in {"ORDER", "SKIP", "LIMIT", "OFFSET"}

    def _explain(self, place: int, rows: int) -> str:
        part = self.parts[place]
        before = self.cypher[: part.start]
        if part.word == "WHERE":
            return self._explain_where(before, part, rows)
        if part.word == "MATCH":
            came = f"; {_counted(rows)} before it" if place else ""
            return f"nothing fits {_short(part.text)}{came}.{self._match_hint(before, part)}"
        return f"{_counted(rows)} before {_short(part.text)}, and none after it"

    def _explain_where(self, before: str, where: Clause, rows: int) -> str:
        parts = conditions(where.text)
        unmet = [part for part in parts if self._rows(f"{before} WHERE {part}") == 0]
        came = f"{_counted(rows)} before WHERE"
        if len(parts) > 1 and not unmet:
            return f"{came}; each condition alone is met by some, all together by none"
        return f"{came}, and none has {' nor '.join(_short(part) for part in unmet or parts)}"

    def _match_hint(self, before: str, part: Clause) -> str:
        """A node that is not there by that name, or arrows that point the wrong way."""
        for node in _nodes_with_properties(part.text):
            if self._rows(f"MATCH {node}") == 0:
                return f" There is no node {_short(node)}.{self._name_hint(node)}"
        undirected = _without_arrows(part.text)
        if undirected != part.text and self._rows(f"{before}{undirected}") > 0:
            return " Without the arrow there are rows: turn it round."
        return ""

    def _name_hint(self, node: str) -> str:
        """The id of the concept that was meant by a name: ids are rarely what people type."""
        found = _NAMED.search(node)
        if found is None or ":Concept" not in node:
            return ""
        name = found[1] or found[2] or str(self.params.get(found[3] or "", ""))
        try:
            return f" Write {{id: {ConceptFinder(self.store)(name)!r}}}."
        except UnknownConcept as unknown:
            return f" Did you mean {' or '.join(unknown.near)}?" if unknown.near else ""


def diagnose(store: GraphStore, cypher: str, params: Mapping[str, Value]) -> str:
    """A sentence on where a query without rows lost them, or "" where that can't be told. Raises StoreError."""
    parts = clauses(cypher)
    if any(part.word == "UNION" for part in parts):
        return ""
    try:
        return _Search(store, cypher, parts, params).first_loss()
    except _Unclear:
        return ""


def _after_return(parts: Sequence[Clause], rows: int) -> str:
    cut = next((part for part in parts if part.word in {"SKIP", "OFFSET", "LIMIT"}), None)
    return f"{_counted(rows)} there, and {_short(cut.text)} leaves none" if cut else ""


def _nodes_with_properties(match: str) -> Iterator[str]:
    """Texts of the node patterns that have a property map and stand by themselves."""
    found = tokens(match)
    for place, token in enumerate(found):
        if token.text != "(":
            continue
        closing = next((t for t in found[place:] if t.text == ")" and t.depth == token.depth), None)
        text = match[token.start : closing.end] if closing else ""
        if "{" in text and text.count("(") == 1:
            yield text


def _name_hint(store: GraphStore, node: str, params: Mapping[str, Value]) -> str:
    """The id of the concept that was meant by a name: ids are rarely what people type."""
    found = re.search(r"\b(?:id|name)\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|\$(\w+))", node)
    if found is None or ":Concept" not in node:
        return ""
    name = found[1] or found[2] or str(params.get(found[3] or "", ""))
    try:
        return f" Its id is {ConceptFinder(store)(name)!r}: write {{id: …}} with it."
    except UnknownConcept as unknown:
        return f" Did you mean {' or '.join(unknown.near)}?" if unknown.near else ""


def _without_arrows(match: str) -> str:
    """The pattern with all relations undirected."""
    found = tokens(match)
    heads = set()
    for place, token in enumerate(found):
        before = found[place - 1].text if place else ""
        after = found[place + 1].text if place + 1 < len(found) else ""
        if token.kind is TokenKind.SIGN and (
            (token.text == ">" and before == "-") or (token.text == "<" and after == "-")
        ):
            heads.add(token.start)
    return "".join(sign for place, sign in enumerate(match) if place not in heads)


def _counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows} rows"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"`{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}`"
