"""The Markdown and the table rows that stand within a block of HTML."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it.token import Token

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\{/\*[^{}]*\*/\}")
_COMPONENT = re.compile(r"<[A-Z][a-z]")
_SHOWN_PROPERTY = re.compile(r"""(?<![\w-])(?:title|description)\s*=\s*\{?(?:"([^"\n]*)"|'([^'\n]*)')""")
"""What a card of MDX shows a reader of itself."""
_NOT_TEXT = ("script", "style", "pre", "textarea", "svg")
MAX_HTML_CHARS = 200_000


@dataclass(frozen=True, slots=True)
class HtmlContent:
    """What a reader would see of a block of HTML."""

    markdown: str
    """The block with tags, comments, scripts and tables taken out; as many lines as the block."""
    rows: tuple[Token, ...] = field(default=())
    """A token `html_row` for each table row, lines counted from the block's first.

    `meta["cells"]` holds a list of (lines below the row's first, text) for each cell; `meta["header"]` tells a header
    row, `meta["first"]` the first row of a table.
    """


def read_html(block: str) -> HtmlContent:
    """The content of a block; one that is too large to be written by hand counts as empty."""
    if len(block) > MAX_HTML_CHARS:
        return HtmlContent("")
    block = _blank_between(block, "<!--", "-->")
    for tag in _NOT_TEXT:
        if f"<{tag}" in block.lower():
            block = _blank_between(block, f"<{tag}", f"</{tag}>")
    rows: tuple[Token, ...] = ()
    if "<table" in block.lower():
        rows = _table_rows(block)
        block = _blank_between(block, "<table", "</table>")
    return HtmlContent(_TAG.sub(_blank, block), rows)


def _blank(match: re.Match[str]) -> str:
    tag = match.group()
    if _COMPONENT.match(tag):
        shown = (_SHOWN_PROPERTY.finditer(line) for line in tag.split("\n"))
        return "\n".join(" ".join(p[1] or p[2] or "" for p in line) for line in shown) or " "
    return "\n" * tag.count("\n") or " "


def _blank_between(text: str, opening: str, closing: str) -> str:
    """`text` without what stands from each `opening` to its `closing` or the end; line breaks stay."""
    parts: list[str] = []
    lower = text.lower() if opening.isascii() and len(text.lower()) == len(text) else text
    pos = 0
    while (start := lower.find(opening, pos)) >= 0:
        parts.append(text[pos:start])
        end = lower.find(closing, start + len(opening))
        end = len(text) if end < 0 else end + len(closing)
        parts.append("\n" * text.count("\n", start, end))
        pos = end
    parts.append(text[pos:])
    return "".join(parts)


def _table_rows(block: str) -> tuple[Token, ...]:
    reader = _TableReader()
    reader.feed(block)
    reader.close()
    return tuple(reader.rows)


class _TableReader(HTMLParser):
    """Collects rows; nested tables and spans over columns are read as they come."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Token] = []
        self._is_first = True
        self._cells: list[list[tuple[int, str]]] | None = None
        self._header = False
        self._row_line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._is_first = True
        elif tag == "tr":
            self._end_row()
            self._cells, self._header, self._row_line = [], False, self.getpos()[0] - 1
        elif tag in {"td", "th"} and self._cells is not None:
            self._cells.append([])
            self._header = self._header or tag == "th"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"tr", "table"}:
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cells:
            line = self.getpos()[0] - 1 - self._row_line
            for offset, text in enumerate(data.split("\n")):
                if text.strip():
                    self._cells[-1].append((line + offset, text.strip()))

    def _end_row(self) -> None:
        if self._cells:
            token = Token("html_row", "tr", 0)
            token.map = [self._row_line, self.getpos()[0]]
            token.meta = {"cells": self._cells, "header": self._header, "first": self._is_first}
            self._is_first = False
            self.rows.append(token)
        self._cells = None
