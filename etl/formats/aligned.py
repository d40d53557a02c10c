"""Markdown made from a file of another format, each line with the line of the file it stands on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_DEPTH = 12
"""Lists and quotations further in are read as if they stood here."""

_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?:https?|ftp)://[!-;=?-~]+")
_MARK = re.compile(r"[\\`*\[\]<>#|$&~^=]|(?<!\w)_|_(?!\w)")
_LINE_MARK = re.compile(r"[-+](?=\s|$)|\d{1,9}(?=[.)](?:\s|$))")
_UNDERLINE = re.compile(r"-+\s*$")


@dataclass(frozen=True, slots=True)
class AlignedText:
    """Markdown, and for each of its lines the 1-based line of the file."""

    markdown: str
    lines: tuple[int, ...]
    title: str = ""
    """The title that the file gives beside its text; empty where it gives none."""


Run = tuple[str, int]
"""Ready Markdown and the line of the file it stands on; 0 for the line of what comes before it."""
BREAK: Run = ("\n", 0)
"""A line break that the author wants."""


def escaped(text: str) -> str:
    """Text in which Markdown sees no marks; addresses are left as they are, for they are known by their form."""
    parts: list[str] = []
    end = 0
    for address in _ADDRESS.finditer(text):
        parts += (_MARK.sub(r"\\\g<0>", text[end : address.start()]), address.group())
        end = address.end()
    parts.append(_MARK.sub(r"\\\g<0>", text[end:]))
    return "".join(parts)


class AlignedWriter:
    """Markdown written block by block."""

    def __init__(self) -> None:
        self._texts = [""]  # so that no first block is taken for front matter
        self._lines = [1]
        self._containers: list[str] = []
        self._marker = ""

    def open_list(self) -> None:
        """What follows stands in a list."""
        self._containers.append("    ")

    def open_quote(self) -> None:
        """What follows stands in a quotation."""
        self._containers.append("> ")

    def close(self) -> None:
        """End the innermost list or quotation."""
        self._marker = ""
        if self._containers:
            self._containers.pop()

    def item(self, marker: str) -> None:
        """The next block begins a list item."""
        self._marker = marker

    def block(self, runs: Sequence[Run], mark: str = "") -> None:
        """A paragraph, or a heading where `mark` says so; none where there is no word in it."""
        rows = list(_rows(runs))
        if mark:
            rows = [(" ".join(text for text, _, _ in rows), rows[0][1], True)] if rows else []
        if not any(char.isalnum() or char == "□" for text, _, _ in rows for char in text):
            return
        self._gap()
        inner, first = self._margins()
        for number, (text, line, wanted) in enumerate(rows):
            row = _no_block(text, wanted=wanted) if number else text
            self._write((inner if number else first + mark) + row, line)

    def table(self, rows: Sequence[tuple[bool, Sequence[Sequence[Run]]]]) -> None:
        """A table as (whether it is a header, cells); the runs of a cell are plain text."""
        if not any(text.strip() for _, cells in rows for cell in cells for text, _ in cell):
            return
        self._gap()
        inner, first = self._margins()
        self._write(f"{first}<table>", self._lines[-1])
        for is_header, cells in rows:
            self._write(f"{inner}<tr>", self._lines[-1])
            for cell in cells:
                self._write(f"{inner}<{'th' if is_header else 'td'}>", self._lines[-1])
                for text, line, _ in _rows(cell):
                    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                    self._write(inner + plain, line)
        self._write(f"{inner}</table>", self._lines[-1])

    def finish(self, title: str = "") -> AlignedText:
        """All that was written."""
        return AlignedText("\n".join(self._texts), tuple(self._lines), title)

    def _margins(self) -> tuple[str, str]:
        """What stands before the lines of a block, and before its first line."""
        containers = self._containers[:MAX_DEPTH]
        inner = first = "".join(containers)
        if self._marker and containers and containers[-1] != "> ":
            first = "".join(containers[:-1]) + self._marker
        self._marker = ""
        return inner, first

    def _gap(self) -> None:
        self._write("".join(self._containers[:MAX_DEPTH]).rstrip(), self._lines[-1])

    def _write(self, text: str, line: int) -> None:
        self._texts.append(text)
        self._lines.append(max(line, 1))


def _rows(runs: Sequence[Run]) -> Iterator[tuple[str, int, bool]]:
    """(text, line of the file, whether the author wants it to begin a line) of the lines of a block."""
    text, current, wanted = "", 0, True
    for piece, line in runs:
        starts_line = piece == "\n" and line == 0
        if starts_line or (line > current > 0 and text.strip() and piece.strip()):
            if text.strip():
                yield _SPACES.sub(" ", text).strip(), current, wanted
            text, wanted = "", starts_line
        if piece.strip() and line:
            current = line
        text += piece
    if text.strip():
        yield _SPACES.sub(" ", text).strip(), current, wanted


def _no_block(text: str, *, wanted: bool) -> str:
    """A line that must not begin a block of its own, unless the author broke the line there."""
    if _UNDERLINE.match(text):
        return f"\\{text}"
    mark = None if wanted else _LINE_MARK.match(text)
    if mark is None:
        return text
    return f"\\{text}" if mark.group() in "-+" else f"{mark.group()}\\{text[mark.end() :]}"
