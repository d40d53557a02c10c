"""A document as opened and closed elements with text between, and the Markdown it makes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from etl.formats.aligned import BREAK, AlignedText, AlignedWriter, Run, escaped

_PARAGRAPHS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "figure", "figcaption", "address", "body",
    "html", "details", "summary", "fieldset", "center", "table", "tbody", "thead", "tr", "td", "th", "caption", "hr",
    "nav",
}  # fmt: skip
_MAX_TARGET = 500


@dataclass(frozen=True, slots=True)
class Event:
    """One step through a document, elements by their HTML names."""

    kind: Literal["open", "close", "text"]
    name: str
    """The element's name; for text, the text, without line breaks."""
    line: int = 0
    """1-based line of the file, for text."""
    target: str = ""
    """Where a link leads."""


def write_markdown(events: Iterable[Event], title: str = "") -> AlignedText:
    """The Markdown of a document. Linear; elements that are not closed do no harm."""
    reader = _Reader()
    for event in events:
        reader.read(event)
    return reader.finish(title)


class _Reader:
    def __init__(self) -> None:
        self._writer = AlignedWriter()
        self._runs: list[Run] = []
        self._lists: list[tuple[str, int]] = []
        self._links: list[tuple[int, str]] = []
        self._code: list[str] | None = None
        self._code_line = 0
        self._rows: list[tuple[bool, list[list[Run]]]] | None = None

    def finish(self, title: str) -> AlignedText:
        self._end_table()
        self._flush()
        return self._writer.finish(title)

    def read(self, event: Event) -> None:
        if event.kind == "text":
            self._text(event)
        elif self._rows is not None:
            self._read_in_table(event)
        elif handler := _HANDLERS.get(event.name):
            handler(self, event)
        elif event.name in _PARAGRAPHS:
            self._flush()

    def _text(self, event: Event) -> None:
        if self._rows is not None:
            if self._rows and self._rows[-1][1]:
                self._rows[-1][1][-1].append((event.name, event.line))
        elif self._code is not None:
            self._code.append(event.name)
            self._code_line = self._code_line or event.line
        else:
            self._runs.append((escaped(event.name), event.line))

    def _flush(self, mark: str = "") -> None:
        if self._runs:
            self._writer.block(self._runs, mark)
        self._runs, self._links, self._code = [], [], None

    def _heading(self, event: Event) -> None:
        self._flush(f"{'#' * int(event.name[1])} " if event.kind == "close" else "")

    def _bold(self, event: Event) -> None:
        self._runs.append(("<b>" if event.kind == "open" else "</b>", 0))

    def _break(self, event: Event) -> None:
        if event.kind == "open":
            self._runs.append(BREAK)

    def _read_code(self, event: Event) -> None:
        if event.kind == "open":
            self._code, self._code_line = [], 0
        elif self._code is not None:
            text, self._code = " ".join("".join(self._code).split()), None
            fence = "`" * (1 + max((len(run) for run in text.replace("`", " ` ").split() if run == "`"), default=0))
            if text and "``" not in text:
                self._runs.append((f"{fence} {text} {fence}" if len(fence) > 1 else f"`{text}`", self._code_line))

    def _link(self, event: Event) -> None:
        if event.kind == "open":
            self._links.append((len(self._runs), event.target))
        elif self._links:
            start, target = self._links.pop()
            has_text = any(any(char.isalnum() for char in text) for text, _ in self._runs[start:])
            if target and has_text and len(target) <= _MAX_TARGET and not set(target) & set("<>\n\\"):
                self._runs.insert(start, ("[", 0))
                self._runs.append((f"](<{target}>)", 0))

    def _list(self, event: Event) -> None:
        self._flush()
        if event.kind == "open":
            self._lists.append((event.name, 0))
            self._writer.open_list()
        elif self._lists:
            self._lists.pop()
            self._writer.close()

    def _item(self, event: Event) -> None:
        self._flush()
        if event.kind == "open" and self._lists:
            name, count = self._lists[-1]
            self._lists[-1] = (name, count + 1)
            self._writer.item(f"{count + 1}. " if name == "ol" else "- ")

    def _term(self, event: Event) -> None:
        if event.kind == "open":
            self._item(event)
        self._bold(event)
        if event.kind == "close":
            self._flush()

    def _description(self, event: Event) -> None:
        if event.kind == "open" and any(text == "<b>" for text, _ in self._runs):
            self._runs.append(("</b>", 0))  # of a term that is not closed
        self._flush()

    def _quote(self, event: Event) -> None:
        self._flush()
        if event.kind == "open":
            self._writer.open_quote()
        else:
            self._writer.close()

    def _table(self, event: Event) -> None:
        self._flush()
        if event.kind == "open":
            self._rows = []

    def _read_in_table(self, event: Event) -> None:
        if event.name == "data-table":
            self._end_table()
        elif event.kind == "open" and self._rows is not None:
            if event.name == "tr" or not self._rows:
                self._rows.append((False, []))
            if event.name in {"td", "th"}:
                is_header, cells = self._rows[-1]
                self._rows[-1] = (is_header or event.name == "th", cells)
                cells.append([])
            elif event.name == "br" and self._rows[-1][1]:
                self._rows[-1][1][-1].append((" ", 0))

    def _end_table(self) -> None:
        if self._rows:
            self._writer.table([row for row in self._rows if row[1]])
        self._rows = None


_HANDLERS: dict[str, Callable[[_Reader, Event], None]] = {
    **{f"h{level}": _Reader._heading for level in range(1, 7)},
    "b": _Reader._bold,
    "strong": _Reader._bold,
    "br": _Reader._break,
    "code": _Reader._read_code,
    "a": _Reader._link,
    "ul": _Reader._list,
    "ol": _Reader._list,
    "dl": _Reader._list,
    "li": _Reader._item,
    "dt": _Reader._term,
    "dd": _Reader._description,
    "blockquote": _Reader._quote,
    "data-table": _Reader._table,
}
