"""Passages of text made from a file, put back on the lines of the file."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from etl.model import Passage, Span


def place(passages: Sequence[Passage], lines: Sequence[int]) -> tuple[Passage, ...]:
    """The passages with the lines of the file; `lines` has the file's line for each line of the text they are of.

    A line break of a passage's text is then one of the file again: several, where the file has lines between, and a
    space where both lines stand on one line of the file.
    """
    return tuple(_placed(passage, lines) for passage in passages)


def _placed(passage: Passage, lines: Sequence[int]) -> Passage:
    headings = tuple(replace(h, line=lines[h.line - 1]) for h in passage.heading_path)
    first = lines[passage.line - 1]
    if "\n" not in passage.text:
        return replace(passage, line=first, heading_path=headings)
    text, line = "", first
    old_starts, new_starts, old = [], [], 0
    for number, piece in enumerate(passage.text.split("\n")):
        if number:
            below = max(0, lines[passage.line - 1 + number] - line)
            line += below
            text += "\n" * below or " "
        old_starts.append(old)
        new_starts.append(len(text))
        text += piece
        old += len(piece) + 1

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(replace(s, start=new_place(s.start), end=new_place(s.end)) for s in spans)

    def new_place(char: int) -> int:
        at = bisect_right(old_starts, char) - 1
        return new_starts[at] + char - old_starts[at]

    return replace(
        passage,
        line=first,
        text=text,
        heading_path=headings,
        cells=moved(passage.cells),
        bold=moved(passage.bold),
        links=moved(passage.links),
        code=moved(passage.code),
    )
