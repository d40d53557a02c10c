"""Headings and list items that only their form and place tell, found among the blocks of a note."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from etl.languages import is_chinese
from etl.markdown.blocks import Block, BlockKind, indent_of
from etl.markdown.headings import BOLD_STYLE, ITEM_STYLE, heading_style
from etl.questions import is_question

MAX_BLOCK_CHARS = 10_000
"""A longer text is cut into several blocks, so that no later step meets one it can't afford."""

_ITEM_MARK = re.compile(r"(?:[•●○◦▪■◆‣·]|\d{1,2}、|\(\d{1,2}\)[.、]?|\d{1,2}\.(?=[^\d\s]))\s*")
_ASKS = ("?", "？")


def outline_blocks(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """The blocks with paragraphs parted at lines that are headings, items or questions of their own.

    `lines` are those of the note; an item told by its form alone is as deep as its line is indented.
    """
    parted = [part for block in blocks for part in _parts(block, lines)]
    in_sequence = _numbers_in_sequence(parted)
    outlined: list[Block] = []
    for number, block in enumerate(parted):
        following = parted[number + 1] if number + 1 < len(parted) else None
        before = outlined[-1] if outlined else None
        if block.rank:
            outlined.append(_settle(block, following, before))
        elif number in in_sequence and _leads_on(block, following):
            outlined.append(replace(block, kind=BlockKind.HEADING, rank=ITEM_STYLE, item=0))
        else:
            outlined.append(block)
    return outlined


def _parts(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
        yield from _cut_to_size(block)
        return
    if block.kind is BlockKind.ITEM and len(block.text.text) < MAX_BLOCK_CHARS and "\n" not in block.text.text:
        yield block
        return
    kind, within = block.kind, block.within
    for start, end, rank in _line_groups(block):
        text = block.text.cut(start, end)
        if not text.text:
            continue
        if kind is BlockKind.ITEM:
            yield from _cut_to_size(replace(block, text=text))
            kind, within = BlockKind.PARAGRAPH, block.item  # what follows in it hangs on it
            continue
        column = indent_of(lines[text.line - 1])
        part = replace(block, kind=kind, text=text, within=within, item=0, only=False, column=column)
        if rank:
            yield replace(part, rank=rank)
        elif mark := _ITEM_MARK.match(text.text):
            text = text.cut(mark.end(), len(text.text))
            yield replace(part, kind=BlockKind.ITEM, text=text, ordered=mark.group()[0] in "(0123456789")
        else:
            yield from _cut_to_size(part)


def _line_groups(block: Block) -> Iterator[tuple[int, int, int]]:
    """(start, end, rank) of the line groups that stand by themselves; rank 0 for plain text."""
    text = block.text.text
    group_start = position = 0
    group_rank = 0
    closed = True
    for line in text.split("\n"):
        end = position + len(line)
        style = heading_style(line, block.text.bold, position) if len(line) < MAX_BLOCK_CHARS else None
        rank = style.rank if style else 0
        is_first = position == group_start
        stands_alone = closed or rank or _ITEM_MARK.match(line.lstrip()) or _is_chinese_question(line)
        if not is_first and line.strip() and stands_alone:
            yield group_start, position, group_rank
            group_start, is_first = position, True
        if is_first:
            group_rank = rank
            closed = bool(rank) or line.rstrip().endswith(_ASKS)
        position = end + 1
    yield group_start, len(text), group_rank


def _is_chinese_question(line: str) -> bool:
    """An English one may have begun on the line before; Chinese is not wrapped by hand."""
    return line.rstrip().endswith(_ASKS) and is_chinese(line)


def _cut_to_size(block: Block) -> Iterator[Block]:
    text = block.text
    if len(text.text) <= MAX_BLOCK_CHARS:
        yield block
        return
    block = replace(block, cells=(), header=())  # a row too long to be one is text
    yield replace(block, text=text.cut(0, MAX_BLOCK_CHARS))
    for start in range(MAX_BLOCK_CHARS, len(text.text), MAX_BLOCK_CHARS):
        rest = text.cut(start, start + MAX_BLOCK_CHARS)
        yield replace(block, kind=BlockKind.PARAGRAPH, text=rest, within=block.item or block.within, item=0)


def _settle(block: Block, following: Block | None, before: Block | None) -> Block:
    """A line in the form of a heading is one where something stands under it that is not its like."""
    is_free = not block.within and not block.quoted
    follows_its_like = before is not None and before.kind is BlockKind.ITEM and before.rank == block.rank
    if is_free and not follows_its_like and _leads_on(block, following):
        return replace(block, kind=BlockKind.HEADING)
    if block.rank == BOLD_STYLE:
        return replace(block, kind=BlockKind.PARAGRAPH, rank=0)
    mark = _ITEM_MARK.match(block.text.text)
    text = block.text.cut(mark.end(), len(block.text.text)) if mark else block.text
    return replace(block, kind=BlockKind.ITEM, text=text, ordered=True)


def _leads_on(block: Block, following: Block | None) -> bool:
    if following is None or following.kind in {BlockKind.HEADING, BlockKind.RULE, BlockKind.QUOTE_CLOSE}:
        return False
    if following.rank:
        return following.rank != block.rank
    is_nested = following.kind is not BlockKind.ROW and following.column > block.column + 1
    return not (block.kind is BlockKind.ITEM and is_nested)


def _numbers_in_sequence(blocks: Sequence[Block]) -> set[int]:
    """Positions of list items that stand alone in their list and are counted on by the next such one, or ask.

    `1. Topic`, text, `2. Topic`, text: Markdown sees lists of one item, a reader sees headings.
    """
    found: set[int] = set()
    previous: int | None = None
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            previous = None
        if not _may_be_heading(block):
            continue
        if is_question(block.text.text):
            found.add(at)
        if previous is not None and block.number == blocks[previous].number + 1:
            found |= {previous, at}
        previous = at
    return found


def _may_be_heading(block: Block) -> bool:
    if block.kind is not BlockKind.ITEM or not (block.only and block.ordered) or block.within or block.quoted:
        return False
    return heading_style(f"1、{block.text.text}", (), 0) is not None and "\n" not in block.text.text
