"""A note as a flat sequence of blocks, before anything is concluded from their order."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from markdown_it.token import Token
from markdown_it.utils import EnvType

from etl.markdown.inline import InlineText, affordable_parts, read_inline
from etl.markdown.parser import note_markdown, parse_blocks
from etl.model import Span

_CELL_GAP = " | "


class BlockKind(Enum):
    """What a block is in Markdown's own terms."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    ROW = auto()
    RULE = auto()
    """A thematic break: what stands below does not hang on what stands above."""
    QUOTE_OPEN = auto()
    QUOTE_CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item's own text, or table row."""

    kind: BlockKind
    text: InlineText
    level: int = 0
    """Level of a heading marked as such; 0 for one that only its place and form tell."""
    rank: int = 0
    """How far out such an unmarked heading stands among its like, 1 outermost."""
    item: int = 0
    """A list item's own number within the note, from 1."""
    within: int = 0
    """Number of the list item that encloses the block by CommonMark's rules; 0 where none does."""
    quoted: bool = False
    column: int = 0
    """Column of a list item's marker, or of a paragraph's first line; tabs expanded."""
    ordered: bool = False
    number: int = 0
    """Number of an ordered item."""
    only: bool = False
    """True for an item without siblings that holds nothing but its own line."""
    cells: tuple[Span, ...] = ()
    header: tuple[str, ...] = ()
    table: int = 0
    """Counts tables, from 1; 0 for anything else."""


def read_blocks(text: str, *, mdx: bool = False) -> tuple[tuple[Block, ...], str]:
    """The blocks of a note and its front matter. Linear in the text; raises nothing."""
    env: EnvType = {}
    reader = _BlockReader(text, env)
    for token in parse_blocks(text, env, mdx=mdx):
        reader.read(token)
    return tuple(reader.blocks), reader.front_matter


@dataclass(slots=True)
class _OpenItem:
    column: int
    line: int
    number: int
    ordered: bool
    block: int | None = None
    """Index of the item's own block, once its text has come."""
    id: int = 0
    blocks_within: int = 0


class _BlockReader:
    """Turns block tokens, one by one, into blocks."""

    def __init__(self, text: str, env: EnvType) -> None:
        self.blocks: list[Block] = []
        self.front_matter = ""
        self._lines = text.split("\n")
        self._env = env
        self._md = note_markdown()
        self._items: list[_OpenItem] = []
        self._lists: list[tuple[bool, list[_OpenItem]]] = []
        self._heading = 0
        self._quotes = 0
        self._item_count = 0
        self._tables = 0
        self._row: list[InlineText] | None = None
        self._header: tuple[str, ...] = ()
        self._in_head = False

    def read(self, token: Token) -> None:
        handler = getattr(self, f"_{token.type}", None)
        if handler is not None:
            handler(token)

    def _front_matter(self, token: Token) -> None:
        self.front_matter = token.content

    def _hr(self, token: Token) -> None:
        self.blocks.append(Block(BlockKind.RULE, InlineText("", _line(token))))

    def _blockquote_open(self, token: Token) -> None:
        self._quotes += 1
        self.blocks.append(Block(BlockKind.QUOTE_OPEN, InlineText("", _line(token))))

    def _blockquote_close(self, token: Token) -> None:
        self._quotes -= 1
        self.blocks.append(Block(BlockKind.QUOTE_CLOSE, InlineText("", 0)))

    def _bullet_list_open(self, _token: Token) -> None:
        self._lists.append((False, []))

    def _ordered_list_open(self, _token: Token) -> None:
        self._lists.append((True, []))

    def _bullet_list_close(self, _token: Token) -> None:
        _, items = self._lists.pop()
        if len(items) == 1 and items[0].block is not None and items[0].blocks_within == 1:
            index = items[0].block
            self.blocks[index] = replace(self.blocks[index], only=True)

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token: Token) -> None:
        line = _line(token)
        column = indent_of(self._lines[line - 1])
        if self._items and self._items[-1].line == line:  # "- - a": an item right after its parent's marker
            column = self._items[-1].column + 2
        ordered, siblings = self._lists[-1]
        item = _OpenItem(column, line, int(token.info) if token.info.isdigit() else 0, ordered)
        siblings.append(item)
        self._items.append(item)

    def _list_item_close(self, _token: Token) -> None:
        self._items.pop()

    def _heading_open(self, token: Token) -> None:
        self._heading = int(token.tag[1:])
        if token.markup in {"-", "="}:
            self._heading = -self._heading

    def _heading_close(self, _token: Token) -> None:
        self._heading = 0

    def _table_open(self, _token: Token) -> None:
        self._tables += 1
        self._header = ()

    def _thead_open(self, _token: Token) -> None:
        self._in_head = True

    def _thead_close(self, _token: Token) -> None:
        self._in_head = False

    def _tr_open(self, _token: Token) -> None:
        self._row = []

    def _tr_close(self, _token: Token) -> None:
        if self._row:
            self._add_row(self._row, is_header=self._in_head)
        self._row = None

    def _html_row(self, token: Token) -> None:
        line = _line(token)
        if token.meta["first"]:
            self._tables += 1
            self._header = ()
        cells = []
        for pieces in token.meta["cells"]:
            first = pieces[0][0] if pieces else 0
            text = ""
            for below, piece in pieces:
                text += "\n" * (below - first - text.count("\n")) or (" " if text else "")
                text += piece
            cells.append(InlineText(text, line + first))
        self._add_row(cells, is_header=bool(token.meta["header"]))

    def _inline(self, token: Token) -> None:
        for line_breaks, content in affordable_parts(token.content):
            text = read_inline(self._md, content, _line(token) + line_breaks, self._env)
            if self._row is not None:
                self._row.append(text)
            elif self._heading:
                self._add_heading(text)
            elif text.text:
                self._add_text(text)

    def _add_heading(self, text: InlineText) -> None:
        """An underlined paragraph that is long or ends as a sentence is prose above a rule, not a heading."""
        if self._heading < 0 and (
            "\n" in text.text or len(text.text) > 80 or text.text.endswith(("。", ".", ";", "；"))
        ):
            self._add_text(text)
        else:
            self._add(BlockKind.HEADING, text, level=abs(self._heading))

    def _add_text(self, text: InlineText) -> None:
        item = self._items[-1] if self._items else None
        if item is None or item.blocks_within:
            self._add(BlockKind.PARAGRAPH, text)
            return
        self._item_count += 1
        self._add(
            BlockKind.ITEM,
            text,
            item=self._item_count,
            column=item.column,
            ordered=item.ordered,
            number=item.number,
        )
        item.id = self._item_count
        item.block = len(self.blocks) - 1

    def _add_row(self, cells: list[InlineText], *, is_header: bool) -> None:
        row, spans = _join_cells(cells)
        header = () if is_header else self._header
        self._add(BlockKind.ROW, row, cells=spans, header=header, table=max(1, self._tables))
        if is_header:
            self._header = tuple(cell.text for cell in cells)

    def _add(self, kind: BlockKind, text: InlineText, **fields: Any) -> None:
        within = next((item.id for item in reversed(self._items) if item.id), 0)
        for item in self._items:
            item.blocks_within += 1
        self.blocks.append(Block(kind, text, within=within, quoted=self._quotes > 0, **fields))


def indent_of(line: str) -> int:
    """Columns before a line's first character, marks of quotation included."""
    head = line[: len(line) - len(line.lstrip(" \t>"))]
    return len(head.expandtabs(4))


def _line(token: Token) -> int:
    return (token.map[0] if token.map else 0) + 1


def _join_cells(cells: list[InlineText]) -> tuple[InlineText, tuple[Span, ...]]:
    """One text for a row; a cell that stands on a later line begins on a later line of the text."""
    text = ""
    line = min((cell.line for cell in cells if cell.text), default=cells[0].line)
    spans: list[Span] = []
    bold: list[Span] = []
    links: list[Span] = []
    code: list[Span] = []
    for number, cell in enumerate(cells):
        if number:
            text += _CELL_GAP
        text += "\n" * max(0, cell.line - line - text.count("\n")) if cell.text else ""
        start = len(text)
        text += cell.text
        spans.append(Span(start, len(text)))
        for joined, own in ((bold, cell.bold), (links, cell.links), (code, cell.code)):
            joined.extend(replace(span, start=span.start + start, end=span.end + start) for span in own)
    return InlineText(text, line, tuple(bold), tuple(links), tuple(code)), tuple(spans)
