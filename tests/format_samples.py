"""How the tests of formats read a file, and what holds for every one of them."""

import html
import json

from etl.documents import decode_document
from etl.model import Document, ParsedNote, Passage, PassageKind, SkippedFile
from etl.passages import split_passages

MARKS = {PassageKind.HEADING: "h", PassageKind.PARAGRAPH: "p", PassageKind.LIST_ITEM: "i", PassageKind.TABLE_ROW: "r"}


def read(path: str, text: str | bytes) -> ParsedNote:
    """The passages of a file with this name and content."""
    document = decode_document(path, text.encode() if isinstance(text, str) else text)
    assert isinstance(document, Document), document
    return split_passages(document)


def shown(note: ParsedNote) -> list[str]:
    """`line kind+level text`, white space folded."""
    return [f"{p.line} {MARKS[p.kind]}{p.level or p.depth or ''} {' '.join(p.text.split())}" for p in note]


def assert_sound(path: str, data: str | bytes) -> None:
    """The file is read or skipped, never an exception; each word of a passage stands on the line it says."""
    document = decode_document(path, data.encode("utf-8", "replace") if isinstance(data, str) else data)
    if isinstance(document, SkippedFile):
        return
    note = split_passages(document)
    lines = document.raw.split("\n")
    for passage in note:
        assert 1 <= passage.line <= passage.line_at(len(passage.text)) <= len(lines)
        for span in (*passage.bold, *passage.links, *passage.code, *passage.cells):
            assert 0 <= span.start <= span.end <= len(passage.text)
        assert all(h.passage < passage.index for h in passage.heading_path)


def assert_words_on_their_lines(path: str, text: str) -> None:
    """The letters of each passage stand, in order, on the lines of the file that the passage gives for them."""
    note = read(path, text)
    lines = note.document.raw.split("\n")
    for passage in note:
        start = 0
        for part in passage.text.split("\n"):
            line = lines[passage.line_at(start) - 1]
            rest = iter(line + html.unescape(line))
            assert all(char in rest for char in part if char.isalnum()), (part, line, passage)
            start += len(part) + 1


def is_table_of(passage: Passage) -> tuple[str, ...]:
    """The cells of a row."""
    return tuple(passage.text[c.start : c.end].strip() for c in passage.cells)


def notebook(*cells: tuple[str, str | list[str]], indent: int | None = 1) -> str:
    """The JSON of a notebook as Jupyter writes it."""
    made = [{"cell_type": kind, "metadata": {}, "source": source} for kind, source in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4}, indent=indent, ensure_ascii=False)
