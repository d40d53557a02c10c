"""Tables that lack the row of dashes under their header, or begin with it."""

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit


def loose_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Two lines or more that begin and end with a pipe; the first one with words is the header where dashes follow
    or come before it.
    """
    if not _is_row(state, start_line) or start_line + 1 >= end_line or not _is_row(state, start_line + 1):
        return False
    if silent:
        return True
    line = start_line
    state.push("table_open", "table", 1)
    may_be_header = _is_dashes(state, start_line) or _is_dashes(state, start_line + 1)
    while line < end_line and _is_row(state, line):
        if not _is_dashes(state, line):
            _push_row(state, line, is_header=may_be_header)
            may_be_header = False
        line += 1
    state.push("table_close", "table", -1)
    state.line = line
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _is_row(state: StateBlock, line: int) -> bool:
    if state.sCount[line] < state.blkIndent:
        return False
    text = _text(state, line)
    return len(text) > 2 and text.startswith("|") and text.endswith("|")


def _is_dashes(state: StateBlock, line: int) -> bool:
    return not _text(state, line).strip("|-: \t")


def _push_row(state: StateBlock, line: int, *, is_header: bool) -> None:
    if is_header:
        state.push("thead_open", "thead", 1)
    token = state.push("tr_open", "tr", 1)
    token.map = [line, line + 1]
    for cell in escapedSplit(_text(state, line)[1:-1]):
        token = state.push("inline", "", 0)
        token.map = [line, line + 1]
        token.content = cell.strip()
        token.children = []
    state.push("tr_close", "tr", -1)
    if is_header:
        state.push("thead_close", "thead", -1)
