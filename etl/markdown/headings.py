"""Headings that authors write as plain lines, and heading text without its number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etl.model import Span

MAX_HEADING_CHARS = 60

_SENTENCE_END = ("。", ";", "!", ",", "、", "...", "…")
_CN = "一二三四五六七八九十百"
_STYLES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第\s*[{_CN}\d]+\s*[章部篇讲](?:分)?")),
    (2, re.compile(rf"第\s*[{_CN}\d]+\s*[节条]")),
    (3, re.compile(rf"[{_CN}]+\s*[、.](?!\d)")),
    (4, re.compile(rf"\([{_CN}]+\)")),
    (5, re.compile(r"\d{1,2}(?:、|\.(?![\d\s]))")),
    (6, re.compile(r"\d{1,2}\.\d{1,2}(?![.\d%])\.?(?=\s|[\u3400-\u9fff])")),
    (7, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?![.\d%])\.?(?=\s|[\u3400-\u9fff])")),
    (8, re.compile(r"\(\d{1,2}\)\.?")),
)
"""Rank of a numbering, outermost lowest, and its form: 第3章, 第二节, 一、, (一), 1、, 4.1, 4.1.2, (1)."""
ITEM_STYLE, BOLD_STYLE = 5, 9

_NUMBER = re.compile(
    rf"""(?:第\s*[{_CN}\d]+\s*(?:章|节|条|讲|篇|部分?)\s*[:、.]?
         |[{_CN}]+\s*[、.](?!\d)|\([{_CN}\d]{{1,3}}\)[.、]?
         |\d{{1,3}}(?:\.\d{{1,3}})+[.、:)]?(?=\s|[\u3400-\u9fff])
         |\d{{1,3}}\s*[.、)](?!\d)|\d{{1,2}}\s*:|\d{{1,2}}\s+(?=[^\W\d])
         |(?:Q|Question|问题|问|面试题|题目)\s*(?:\d{{1,3}}|[{_CN}]{{1,3}})\s*[:.、)]\s*|Q\s*[:.]\s*)\s*""",
    re.VERBOSE,
)
_ORNAMENT = re.compile(r"[^\w\s(\[<\"'“‘《【$□`+#@/\\.~-]+\ufe0f?\s*|[-•·*+>]+\s+|:[a-z_]+:\s+")


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """How a line announces itself as a heading."""

    rank: int
    """Lower is further out."""


def heading_style(line: str, bold: Sequence[Span], start: int) -> HeadingStyle | None:
    """The style in which `line`, whose text begins at `start` of its block, could be a heading by itself.

    Whether it is one shows in what follows it: numbered lines in a row are a list.
    """
    text = line.strip()
    if not text or len(text) > MAX_HEADING_CHARS or text.endswith(_SENTENCE_END):
        return None
    if text.endswith(".") and not text.endswith(("etc.", "al.")):
        return None
    for rank, pattern in _STYLES:
        match = pattern.match(text)
        if match and text[match.end() :].strip():
            return HeadingStyle(rank)
    if _is_all_bold(line, bold, start):
        return HeadingStyle(BOLD_STYLE)
    return None


def heading_text_span(text: str) -> tuple[int, int]:
    """Where the words of a heading stand: without number, bullet or emoji before and colon after them."""
    start, end = 0, len(text.rstrip())
    for _ in range(3):
        mark = _NUMBER.match(text, start, end) or _ORNAMENT.match(text, start, end)
        if mark is None:
            break
        start = mark.end()
    while end > start and text[end - 1] in ":： ":
        end -= 1
    if end - start > 2 and text[start] == "[" and text[end - 1] == "]":
        start, end = start + 1, end - 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else (0, len(text.rstrip()))


def _is_all_bold(line: str, bold: Sequence[Span], start: int) -> bool:
    """True where one bold span (or several) covers the line but for marks around it."""
    covered = [False] * len(line)
    for span in bold:
        for at in range(max(span.start - start, 0), min(span.end - start, len(line))):
            covered[at] = True
    return any(covered) and all(is_bold or not char.isalnum() for char, is_bold in zip(line, covered, strict=True))
