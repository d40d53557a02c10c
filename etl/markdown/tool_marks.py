"""Marks that note tools add to Markdown: Obsidian's wiki links, highlights and comments, callouts, docsify's tips.

No plugin for markdown-it-py reads them.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_OPENING = re.compile(r"\[![\w-]{1,40}\][+-]?[ \t]*|[!?]>[ \t]+")
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]|\n]{1,300})(?:\\?\|([^\[\]\n]{0,300}))?\]\]")
_HIGHLIGHT = re.compile(r"==(?=[^\s=])([^=\n]{1,500})(?<=\S)==(?!=)")
_COMMENT = re.compile(r"%%.{0,2000}?%%", re.DOTALL)
_BLOCK_ID = re.compile(r"\^[A-Za-z0-9-]{3,40}[ \t]*(?=\n|$)")


def tool_marks_plugin(md: MarkdownIt) -> None:
    """Add the rules to `md`."""
    ruler = md.inline.ruler
    ruler.before("text", "opening_mark", _opening_mark)
    ruler.before("link", "wiki_link", _wiki_link)
    ruler.before("emphasis", "highlight", _highlight)
    ruler.after("highlight", "tool_comment", _comment)
    ruler.after("tool_comment", "block_id", _block_id)


def _opening_mark(state: StateInline, silent: bool) -> bool:
    """`[!note] Title` of a callout, `!> ` and `?> ` of docsify: the form of what follows, no part of it."""
    return state.pos == 0 and _skip(state, _OPENING)


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """`[[Note#Heading|shown]]`; an embedded `![[picture.png]]` is not text."""
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    link = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if link is None or not any(char.isalpha() for char in link.group(1)):
        return False
    if not silent and link.group()[0] != "!":
        note, _, heading = link.group(1).partition("#")
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": link.group(1).strip()}
        text = state.push("text", "", 0)
        text.content = (link.group(2) or "").strip() or note.strip() or heading.strip()
        state.push("link_close", "a", -1)
    state.pos = link.end()
    return True


def _highlight(state: StateInline, silent: bool) -> bool:
    """`==text==`: the text."""
    if state.src[state.pos] != "=" or state.level >= state.md.options.maxNesting:
        return False
    marked = _HIGHLIGHT.match(state.src, state.pos, state.posMax)
    if marked is None:
        return False
    if not silent:
        end = state.posMax
        state.pos, state.posMax = marked.span(1)
        state.md.inline.tokenize(state)
        state.posMax = end
    state.pos = marked.end()
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    return state.src.startswith("%%", state.pos) and _skip(state, _COMMENT)


def _block_id(state: StateInline, silent: bool) -> bool:
    """` ^id` at the end of a line: what links to this block call it."""
    is_parted = state.pos > 0 and state.src[state.pos - 1] in " \n"
    return state.src[state.pos] == "^" and is_parted and _skip(state, _BLOCK_ID)


def _skip(state: StateInline, mark: re.Pattern[str]) -> bool:
    found = mark.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    state.pos = found.end()
    return True
