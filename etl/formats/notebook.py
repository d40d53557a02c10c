"""Markdown cells of a Jupyter notebook.

nbformat reads notebooks too, but can't tell on which line of the file a string stands; the decoder of the standard
library can be told to.
"""

import json
import re
from collections.abc import Iterator, Sequence
from json.scanner import py_make_scanner  # type: ignore[attr-defined] # typeshed knows only the one in C
from typing import Any

from etl.formats.aligned import AlignedText

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def read_notebook(source: str) -> AlignedText | None:
    """The text of the Markdown cells, each line on that of the file where its string begins; None for no notebook.

    Notebooks of formats 3 (worksheets) and 4 are read.
    """
    try:
        notebook = _PlacingDecoder(strict=False).decode(source)
    except (ValueError, RecursionError):
        return None
    if not isinstance(notebook, dict):
        return None
    texts: list[str] = []
    offsets: list[int] = []
    for cell in _markdown_cells(notebook):
        for text, offset in (*_closed(list(_lines(cell))), ("", -1)):
            texts.append(text)
            offsets.append(offset)
    return AlignedText("\n".join(texts), _line_numbers(source, offsets), _title(notebook))


class _Placed(str):
    """A string that knows where in the file it begins."""

    __slots__ = ("offset",)
    offset: int


class _PlacingDecoder(json.JSONDecoder):
    """json's decoder with strings that know their place; the scanner in C would not call `parse_string`."""

    def __init__(self, *, strict: bool) -> None:
        super().__init__(strict=strict)
        scan_string = json.decoder.scanstring  # type: ignore[attr-defined] # not in typeshed

        def placed(text: str, begin: int, strict: bool = True) -> tuple[_Placed, int]:
            value, end = scan_string(text, begin, strict)
            string = _Placed(value)
            string.offset = begin
            return string, end

        self.parse_string = placed
        self.scan_once = py_make_scanner(self)


def _markdown_cells(notebook: dict[str, Any]) -> Iterator[Any]:
    worksheets = notebook.get("worksheets")
    sheets = [notebook, *worksheets] if isinstance(worksheets, list) else [notebook]
    for sheet in sheets:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        for cell in cells if isinstance(cells, list) else ():
            if isinstance(cell, dict) and cell.get("cell_type") in {"markdown", "heading"}:
                yield _with_level(cell)


def _with_level(cell: dict[str, Any]) -> Any:
    """The source of a cell; one of format 3's heading cells gets the marks that Markdown wants."""
    source = cell.get("source")
    level = cell.get("level")
    if cell["cell_type"] == "heading" and isinstance(level, int) and 1 <= level <= 6:
        pieces = source if isinstance(source, list) else [source]
        if pieces and isinstance(pieces[0], _Placed):
            first = _Placed(f"{'#' * level} {pieces[0]}")
            first.offset = pieces[0].offset
            return [first, *pieces[1:]]
    return source


def _lines(source: Any) -> Iterator[tuple[str, int]]:
    """(line, offset of its string in the file): a string may hold several lines, or a part of one."""
    text, offset = "", -1
    for piece in source if isinstance(source, list) else [source]:
        if not isinstance(piece, _Placed):
            continue
        offset = piece.offset if offset < 0 else offset
        *ended, rest = piece.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for line in ended:
            yield _without_lone_surrogates(text + line), offset
            text, offset = "", piece.offset
        text += rest
        offset = offset if text else -1
    if text:
        yield _without_lone_surrogates(text), offset


def _closed(lines: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """The lines of a cell, with an end for a code block that is left open: it goes no further than its cell."""
    fence = ""
    for text, offset in lines:
        yield text, offset
        if mark := _FENCE.match(text):
            if not fence:
                fence = mark.group(1)
            elif mark.group(1).startswith(fence) and not text[mark.end() :].strip():
                fence = ""
    if fence:
        yield fence, -1


def _without_lone_surrogates(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _line_numbers(source: str, offsets: Sequence[int]) -> tuple[int, ...]:
    numbers: list[int] = []
    line, at = 1, 0
    for offset in offsets:
        if offset > at:
            line += source.count("\n", at, offset)
            at = offset
        numbers.append(line)
    return tuple(numbers)


def _title(notebook: dict[str, Any]) -> str:
    metadata = notebook.get("metadata")
    title = metadata.get("title") if isinstance(metadata, dict) else None
    return str(title) if isinstance(title, str) else ""
