"""Blocks in reading order become passages that know the headings above them and what they hang on."""

import re
from dataclasses import dataclass

from etl.languages import language_of
from etl.markdown.blocks import Block, BlockKind
from etl.markdown.headings import heading_text_span
from etl.markdown.inline import InlineText
from etl.model import Heading, Lang, Passage, PassageKind
from etl.questions import MAX_QUESTION_CHARS, is_question

_KINDS = {
    BlockKind.HEADING: PassageKind.HEADING,
    BlockKind.PARAGRAPH: PassageKind.PARAGRAPH,
    BlockKind.ITEM: PassageKind.LIST_ITEM,
    BlockKind.ROW: PassageKind.TABLE_ROW,
}
_DIRECTIVE = re.compile(r":[a-z_]+:")
_IMPORT = re.compile(r"(?:import|export)\s.*(?:['\"]|\{|default)")
_INTRODUCES = re.compile(
    r"以下|如下|下面|下列|包括|分为|有[几两三四五六七八九十\d]\s*[种类个点大]|几[种类个点]|主要有"
    r"|\b(?:following|follows|includes?|below|listed|types of|namely)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:答案?|解答|回答|A|Answer)\s*[:：]", re.IGNORECASE)


_NESTED = 2
"""Columns that an item must stand further in than another to belong to it."""


@dataclass(frozen=True, slots=True)
class _OpenItem:
    column: int
    index: int | None
    """Its passage; None for an item whose text is dropped."""
    parent: int | None
    depth: int
    asks: bool


@dataclass(frozen=True, slots=True)
class _OpenHeading:
    heading: Heading
    rank: int


@dataclass(frozen=True, slots=True)
class _Lead:
    """A passage that what follows may hang on, and the list item it stands in."""

    index: int
    within: int


class PassageTree:
    """Grows by one block at a time; `passages` holds what has come so far."""

    def __init__(self, path: str, lang: Lang) -> None:
        self.passages: list[Passage] = []
        self.title = ""
        """Text of the first heading that is marked as one of level 1."""
        self._path = path
        self._lang = lang
        self._headings: list[_OpenHeading] = []
        self._items: list[_OpenItem] = []
        self._item_index: dict[int, int | None] = {}
        self._item_column: dict[int, int] = {}
        self._introduction: _Lead | None = None
        self._question: _Lead | None = None
        self._table: tuple[int, int | None] = (0, None)
        self._outside_quotes: list[list[_OpenItem]] = []

    def add(self, block: Block) -> None:
        """Append the block's passage, where it has text that can name anything."""
        if block.kind is BlockKind.HEADING:
            self._add_heading(block)
        elif block.kind is BlockKind.PARAGRAPH:
            self._add_paragraph(block)
        elif block.kind is BlockKind.ITEM:
            self._add_item(block)
        elif block.kind is BlockKind.ROW:
            self._add_row(block)
        else:
            self._add_border(block.kind)

    def _add_border(self, kind: BlockKind) -> None:
        if kind is BlockKind.QUOTE_OPEN:
            self._outside_quotes.append(self._items)
            self._items = []
        elif kind is BlockKind.QUOTE_CLOSE and self._outside_quotes:
            self._items = self._outside_quotes.pop()
        else:
            self._items = []
            self._question = None
        self._introduction = None

    def _add_heading(self, block: Block) -> None:
        text = block.text.cut(*heading_text_span(block.text.text))
        if not _can_name(text.text):
            return
        level = self._open_level(block)
        self.title = self.title or (text.text if block.level == 1 else "")
        index = self._append(block, text, parent=None, level=level)
        self._headings.append(_OpenHeading(Heading(text.text, level, text.line, index), block.rank))
        self._items, self._introduction, self._question = [], None, None

    def _open_level(self, block: Block) -> int:
        """Close the headings that this one ends. One told by its form counts below the last marked heading."""
        if block.level:
            while self._headings and (self._headings[-1].rank or self._headings[-1].heading.level >= block.level):
                self._headings.pop()
            return block.level
        while self._headings and self._headings[-1].rank >= block.rank:
            self._headings.pop()
        return self._headings[-1].heading.level + 1 if self._headings else 1

    def _add_paragraph(self, block: Block) -> None:
        text = block.text
        if not _can_name(text.text) or (self._path.endswith(".mdx") and _IMPORT.match(text.text)):
            return
        self._close_items_before(block)
        parent = self._item_index.get(block.within)
        if parent is None and self._items:
            parent = self._items[-1].index
        asks = _asks(text)
        if self._question and self._question.within == block.within and not asks:
            parent = self._question.index
        index = self._append(block, text, parent=parent)
        self._introduction = _Lead(index, block.within) if _introduces(text) or asks else None
        if asks:
            self._question = _Lead(index, block.within)

    def _add_item(self, block: Block) -> None:
        column = max(block.column, self._item_column.get(block.within, -_NESTED) + _NESTED)
        if block.ordered and not block.item and not block.within:
            column -= _NESTED  # `5.微调` without a marker stands above a list that begins where it does
        sibling = None
        while self._items and self._items[-1].column >= column - 1:
            sibling = self._items.pop()
        if sibling is not None:
            parent = sibling.parent
            if sibling.asks and _ANSWER.match(block.text.text):
                parent = sibling.index
        else:
            parent = self._parent_of_group(block)
        depth = len(self._items) + 1
        index = None
        if _can_name(block.text.text):
            index = self._append(block, block.text, parent=parent, depth=depth)
        asks = index is not None and _asks(block.text)
        self._items.append(_OpenItem(column, index, parent, depth, asks))
        if block.item:
            self._item_index[block.item] = parent if index is None else index
            self._item_column[block.item] = column
        self._introduction = None
        if asks and block.only and index is not None and not block.within:
            self._question = _Lead(index, 0)

    def _add_row(self, block: Block) -> None:
        number, parent = self._table
        if number != block.table:
            self._close_items_before(block)
            parent = self._parent_of_group(block)
            self._table = (block.table, parent)
        if _can_name(block.text.text):
            self._append(block, block.text, parent=parent)
        self._introduction = None

    def _close_items_before(self, block: Block) -> None:
        """A paragraph or table ends the lists it is not part of; one indented beyond an item belongs to it,
        also where CommonMark wants a column more.
        """
        inside = self._item_column.get(block.within, -_NESTED - 1)
        while (
            self._items and inside < self._items[-1].column and max(self._items[-1].column, 0) + _NESTED > block.column
        ):
            self._items.pop()

    def _parent_of_group(self, block: Block) -> int | None:
        """What the first item of a list or row of a table hangs on."""
        if self._introduction and self._introduction.within == block.within:
            return self._introduction.index
        if self._items:
            return self._items[-1].index
        if block.within:
            return self._item_index.get(block.within)
        return self._question.index if self._question and not self._question.within else None

    def _append(self, block: Block, text: InlineText, *, parent: int | None, depth: int = 0, level: int = 0) -> int:
        index = len(self.passages)
        self.passages.append(
            Passage(
                index=index,
                path=self._path,
                line=text.line,
                kind=_KINDS[block.kind],
                text=text.text,
                lang=language_of(text.text, self._lang),
                heading_path=tuple(open_heading.heading for open_heading in self._headings),
                parent=parent,
                depth=depth,
                ordered=block.ordered and block.kind is BlockKind.ITEM,
                level=level,
                cells=block.cells,
                header=block.header,
                bold=text.bold,
                links=text.links,
                code=text.code,
                is_question=is_question(text.text),
            )
        )
        return index


def _can_name(text: str) -> bool:
    """False for numbers, addresses, formulas and directives."""
    return any(char.isalpha() for char in text) and not _DIRECTIVE.fullmatch(text)


def _asks(text: InlineText) -> bool:
    return len(text.text) <= MAX_QUESTION_CHARS and is_question(text.text)


def _introduces(text: InlineText) -> bool:
    """True for a paragraph that announces the list or table under it."""
    words = text.text.rstrip()
    if words.endswith((":", "：")):
        return True
    if any(span.start == 0 and span.end >= len(words) - 1 for span in text.bold):
        return True
    return bool(_INTRODUCES.search(words[-80:]))
