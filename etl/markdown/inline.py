"""Text of one block without its Markdown marks, each line break where the file has it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from etl.model import Span

PLACEHOLDER = "□"
"""Stands for a formula, a bare address or a cross-reference: something is there, and it names nothing."""
MAX_INLINE_CHARS = 10_000
"""Longer text is taken as it stands: no author writes it, and marks in it would cost more than linear time."""

_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_BARE_URL = re.compile(r"(?:https?|ftp)://[!-~]+[!-~/](?<![),.;:!?\]*])")
_ROLE = re.compile(r":[a-z_]+:$")  # :cite:`x` as MyST, reST and d2l write it
_BLOB = re.compile(r"[!-~]{200,}")  # data of an embedded image


@dataclass(frozen=True, slots=True)
class InlineText:
    """Text of a block and what is marked in it."""

    text: str
    line: int
    """1-based line of the first character."""
    bold: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()

    def cut(self, start: int, end: int) -> "InlineText":
        """The part from `start` to `end` without white space around it; spans and line move along."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        end = max(start, end - (len(part) - len(part.rstrip())))
        if start == 0 and end == len(self.text):
            return self
        return InlineText(
            text=self.text[start:end],
            line=self.line + self.text.count("\n", 0, start),
            bold=_move(self.bold, start, end),
            links=_move(self.links, start, end),
            code=_move(self.code, start, end),
        )


def affordable_parts(content: str) -> Iterator[tuple[int, str]]:
    """(number of line breaks before it, text) of parts of whole lines, each short enough for `read_inline` to parse
    unless it is a single line.
    """
    if len(content) <= MAX_INLINE_CHARS:
        yield 0, content
        return
    start_line, part, length = 0, list[str](), 0
    for number, line in enumerate(content.split("\n")):
        if part and length + len(line) > MAX_INLINE_CHARS:
            yield start_line, "\n".join(part)
            start_line, part, length = number, [], 0
        part.append(line)
        length += len(line) + 1
    yield start_line, "\n".join(part)


def read_inline(md: MarkdownIt, content: str, line: int, env: EnvType) -> InlineText:
    """The text of an inline token's content whose first character stands on `line`."""
    if len(content) > MAX_INLINE_CHARS:
        return InlineText(_BLOB.sub(" ", content), line).cut(0, len(content))
    tokens: list[Token] = []
    state = _PlacedInline(content, md, env, tokens)
    md.inline.tokenize(state)
    for rule in md.inline.ruler2.getRules(""):
        rule(state)
    writer = _Writer(content)
    for token in tokens:
        writer.add(token)
    text = "".join(writer.parts)
    return InlineText(text, line, tuple(writer.bold), tuple(writer.links), tuple(writer.code)).cut(0, len(text))


class _PlacedInline(StateInline):
    """Inline state that notes on each token how far the source had been read when it was made."""

    def pushPending(self) -> Token:  # noqa: N802 - markdown-it's name
        token = super().pushPending()
        token.meta["pos"] = self.pos
        return token

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        token.meta["pos"] = self.pos
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's names
        """As CommonMark has it, but a Chinese character beside the mark counts like a space.

        Chinese has no spaces around emphasis: `**注意力（Attention）**是` is bold to every author.
        """
        scanned = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1] if start > 0 else " "
        end = start + scanned.length
        after = self.src[end] if end < self.posMax else " "
        if not (_CJK.match(before) or _CJK.match(after)):
            return scanned
        opens, closes = not _is_white(after), not _is_white(before)
        if _is_punctuation(after) and not _is_white(before) and not _is_punctuation(before):
            closes = closes or not opens
        if self.src[start] == "_":
            return scanned
        return Scanned(opens, closes, scanned.length)


def _is_white(char: str) -> bool:
    return isWhiteSpace(ord(char))


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


class _Writer:
    """Text and spans written token by token; where the source has moved to a later line, so does the text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.length = 0
        self.bold: list[Span] = []
        self.links: list[Span] = []
        self.code: list[Span] = []
        self._pos = 0
        self._line = 0
        self._written_line = 0
        self._bold_from: list[int] = []
        self._links_from: list[tuple[int, str]] = []

    def add(self, token: Token) -> None:
        kind = token.type
        pos = token.meta["pos"]
        if pos > self._pos:
            self._line += self.source.count("\n", self._pos, pos)
            self._pos = pos
        if kind in {"text", "text_special"}:
            self._write_text(token.content.replace("\n", " "))
        elif kind == "code_inline":
            self._write_code(token, pos)
        elif kind == "strong_open":
            self._bold_from.append(self._start())
        elif kind == "strong_close" and self._bold_from:
            self._close(self.bold, self._bold_from.pop())
        elif kind == "link_open":
            self._links_from.append((self._start(), str(token.attrs.get("href", ""))))
        elif kind == "link_close" and self._links_from:
            start, target = self._links_from.pop()
            self._close(self.links, start, target)
        elif kind in {"math_inline", "math_inline_double"}:
            self._write(PLACEHOLDER)
        elif kind == "html_inline":
            self._add_html(token.content.lower())

    def _start(self) -> int:
        self._write("")
        return self.length

    def _write(self, text: str) -> None:
        if self._line > self._written_line:
            self.parts.append("\n" * (self._line - self._written_line))
            self.length += self._line - self._written_line
            self._written_line = self._line
        self.parts.append(text)
        self.length += len(text)

    def _write_text(self, text: str) -> None:
        text = text.replace("**", "")  # a mark that found no partner
        if "://" not in text:
            self._write(text)
            return
        end = 0
        for url in _BARE_URL.finditer(text):
            self._write(text[end : url.start()])
            self._write(PLACEHOLDER)
            if not self._links_from:
                self.links.append(Span(self.length - 1, self.length, url.group()))
            end = url.end()
        self._write(text[end:])

    def _write_code(self, token: Token, pos: int) -> None:
        if self.parts and (role := _ROLE.search(self.parts[-1])):
            self.parts[-1] = self.parts[-1][: role.start()]
            self.length -= len(role.group())
            self._write(PLACEHOLDER)
            return
        start = pos + len(token.markup)
        if self.source[start : start + len(token.content)].replace("\n", " ") != token.content:
            start += 1  # one space or line break within the marks is not content
            self._line += self.source.count("\n", pos, start)
        self._start()
        before = self.length
        content = self.source[start : start + len(token.content)]
        self._write(content)
        self._written_line += content.count("\n")
        self._line = max(self._line, self._written_line)
        self._pos = start + len(content)
        self._close(self.code, before)

    def _add_html(self, tag: str) -> None:
        if tag.startswith("<br"):
            self._write(" ")
        elif tag in {"<b>", "<strong>"}:
            self._bold_from.append(self._start())
        elif tag in {"</b>", "</strong>"} and self._bold_from:
            self._close(self.bold, self._bold_from.pop())

    def _close(self, spans: list[Span], start: int, target: str = "") -> None:
        if self.length > start:
            spans.append(Span(start, self.length, target))


def _move(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    inside = (span for span in spans if span.end > start and span.start < end)
    return tuple(replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start) for s in inside)
