"""Block rules for what authors of notes write and CommonMark does not know."""

import re

from markdown_it.rules_block import StateBlock

_LOOSE_HEADING = re.compile(r"(#{2,6})(?=[^\s#!])|#(?=[\u3400-\u9fff])")
_TAGS = re.compile(r"(?:#[^\s#]+[ \t]+)+#[^\s#]+[ \t]*$")
_LIST_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_CODE_LINE = re.compile(
    r"""(?:def|class|import|from|return|for|if|elif|while|with|try|print|const|let|var|function|public|private|async
         |pip|pip3|python|python3|git|cd|docker|curl|export|sudo|wget|npm|conda|mkdir)\b(?!.*[。?？]\s*$)
       |@\w+|\#|//|/\*|\$\s|>>>|[{}\[\]()<]|.*[;{}\[(,\\]\s*$|.*\w\(.*\)\s*$|[\w.\[\]"']+\s*[-+*/]?=|"\w+":|\w+:\s*$""",
    re.VERBOSE,
)
_PROSE_LINE = re.compile(
    r"""(?:[-*+•]|\d{1,3}[.)、])\s+\S|\*\*\S|.*\[[^\]]+\]\(\S+\)
       |[^#/\x22'=(){}]*[\u3400-\u9fff]|(?:[A-Za-z,'-]+\s+){5}""",
    re.VERBOSE,
)
_MAX_LOOK_AHEAD = 50
"""Lines looked at to tell code from prose, or a comment's end; keeps hostile input linear."""


def loose_heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`##标题`: a heading without the space that CommonMark wants; `#模型 #微调` are tags."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    end = state.eMarks[start_line]
    if begin >= end or state.src[begin] != "#":
        return False
    marks = _LOOSE_HEADING.match(state.src, begin, end)
    if marks is None or _TAGS.match(state.src[begin : min(end, begin + 500)]):
        return False
    if silent:
        return True
    state.line = start_line + 1
    level = len(marks.group())
    token = state.push("heading_open", f"h{level}", 1)
    token.map = [start_line, state.line]
    token = state.push("inline", "", 0)
    token.content = state.src[marks.end() : end].rstrip().rstrip("#").strip()
    token.map = [start_line, state.line]
    token.children = []
    state.push("heading_close", f"h{level}", -1)
    return True


def indented_code(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Code indented by four columns; False for prose that is only set in deeply, which other rules then read."""
    if state.sCount[start_line] - state.blkIndent < 4 or _reads_as_prose(state, start_line, end_line):
        return False
    last = line = start_line + 1
    while line < end_line and (state.isEmpty(line) or state.sCount[line] - state.blkIndent >= 4):
        line += 1
        last = last if state.isEmpty(line - 1) else line
    state.line = last
    token = state.push("code_block", "code", 0)
    token.map = [start_line, last]
    return True


def _reads_as_prose(state: StateBlock, start_line: int, end_line: int) -> bool:
    prose = code = 0
    for line in range(start_line, min(end_line, start_line + _MAX_LOOK_AHEAD)):
        if state.isEmpty(line):
            continue
        if state.sCount[line] - state.blkIndent < 4:
            break
        begin = state.bMarks[line] + state.tShift[line]
        text = state.src[begin : min(state.eMarks[line], begin + 300)]
        if _CODE_LINE.match(text):
            code += 1
        elif _PROSE_LINE.match(text):
            prose += 1
        if line == start_line and prose and _LIST_MARKER.match(text):
            return True
    return prose > code


def jsx_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A component of MDX, `<Cards num={2}>`, which HTML's grammar refuses; its content is read as Markdown."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not re.match(r"</?[A-Z][\w.]*[\s/>]|\{/\*", state.src[begin : begin + 100]):
        return False
    if silent:
        return True
    line = start_line
    while line < min(end_line, start_line + _MAX_LOOK_AHEAD):
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        line += 1
        if ">" in text or "*/}" in text:
            break
    state.line = line
    token = state.push("html_block", "", 0)
    token.map = [start_line, line]
    token.content = state.getLines(start_line, line, state.blkIndent, True)
    return True


def paragraph(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """markdown-it's paragraph, but a list marker ends it at any indent, and an open HTML comment goes on with it."""
    end_line = state.lineMax
    old_parent_type = state.parentType
    state.parentType = "paragraph"
    line = start_line + 1
    while line < end_line and not state.isEmpty(line) and not _ends_paragraph(state, line, end_line):
        line += 1
    line = _past_open_comment(state, start_line, line, end_line)
    state.line = line
    token = state.push("paragraph_open", "p", 1)
    token.map = [start_line, line]
    token = state.push("inline", "", 0)
    token.content = state.getLines(start_line, line, state.blkIndent, False).strip()
    token.map = [start_line, line]
    token.children = []
    state.push("paragraph_close", "p", -1)
    state.parentType = old_parent_type
    return True


def _ends_paragraph(state: StateBlock, line: int, end_line: int) -> bool:
    if state.sCount[line] < 0:  # quirk of blockquotes: they have looked at this line already
        return False
    if state.sCount[line] - state.blkIndent > 3:
        begin = state.bMarks[line] + state.tShift[line]
        return _LIST_MARKER.match(state.src, begin, state.eMarks[line]) is not None
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end_line, True) for rule in rules)


def _past_open_comment(state: StateBlock, start_line: int, line: int, end_line: int) -> int:
    text = state.src[state.bMarks[start_line] : state.eMarks[line - 1]]
    if text.rfind("<!--") <= text.rfind("-->"):
        return line
    for ahead in range(line, min(end_line, line + _MAX_LOOK_AHEAD)):
        if state.src.find("-->", state.bMarks[ahead], state.eMarks[ahead]) >= 0:
            return ahead + 1
    return line
