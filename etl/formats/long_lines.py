"""What to show of a line that holds a whole file, as minified pages and notebooks have them."""

from collections.abc import Sequence

from etl.model import Mention, Passage

MAX_SHOWN = 1000
_NEEDLE = 12


def evidence_text(
    line: str, number: int, ends: Sequence[str], passages: Sequence[Passage], mentions: Sequence[Sequence[Mention]]
) -> str:
    """The line as it stands, or of a longer one the part, verbatim, around where a passage names both `ends`.

    `number`: that of the line in the file; `mentions`: those of each passage.
    """
    if len(line) <= MAX_SHOWN:
        return line
    at = max(0, _place(line, number, ends, passages, mentions) - MAX_SHOWN // 4)
    return line[at : at + MAX_SHOWN]


def _place(
    line: str, number: int, ends: Sequence[str], passages: Sequence[Passage], mentions: Sequence[Sequence[Mention]]
) -> int:
    for passage in passages:
        named = mentions[passage.index]
        if passage.line <= number <= passage.line_at(len(passage.text)) and {m.concept for m in named} >= set(ends):
            for m in (m for m in named if m.concept in ends):
                for before, after in ((_NEEDLE, _NEEDLE), (0, _NEEDLE), (_NEEDLE, 0), (0, 0)):
                    found = line.find(passage.text[max(0, m.start - before) : m.end + after])
                    if found >= 0:
                        return found
    return 0
