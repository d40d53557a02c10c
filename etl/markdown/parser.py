"""The Markdown parser for notes, and the block tokens that it gives."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from etl.markdown import block_rules
from etl.markdown.html import read_html
from etl.markdown.loose_table import loose_table
from etl.markdown.tool_marks import tool_marks_plugin

MAX_NESTING = 40
"""Far above what an author writes, far below Python's recursion limit."""

_TEX = re.compile(r"\\\((.{1,500}?)\\\)|\\\[(.{1,500}?)\\\]", re.DOTALL)
_TEX_SIGN = re.compile(r"\\[A-Za-z]|[=^]")


class _NoteMarkdown(MarkdownIt):
    """markdown-it that leaves addresses as the author wrote them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link


@cache
def note_markdown(*, mdx: bool = False, html: bool = True) -> MarkdownIt:
    """The parser; one for all notes of a process, it keeps no state between them."""
    md = _NoteMarkdown("default", {"html": True, "maxNesting": MAX_NESTING, "tasklists": True})
    md.use(front_matter_plugin)
    md.use(dollarmath_plugin, allow_space=True, allow_digits=False, allow_blank_lines=False, double_inline=True)
    md.use(tool_marks_plugin)
    block = md.block.ruler
    block.before("code", "indented_code", block_rules.indented_code)
    block.before(
        "heading", "loose_heading", block_rules.loose_heading, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    block.after("table", "loose_table", loose_table, {"alt": ["paragraph"]})
    block.at("paragraph", block_rules.paragraph)
    if mdx:
        block.before("html_block", "jsx_block", block_rules.jsx_block, {"alt": ["paragraph"]})
    md.inline.ruler.before("escape", "tex", _tex)
    # Without the rule "code" markdown-it reads lists, quotes and fences at any indent.
    md.disable(["code"] if html else ["code", "html_block", "front_matter"])
    return md


def parse_blocks(text: str, env: EnvType, *, mdx: bool = False) -> list[Token]:
    """Block tokens of a note, their lines counted from 0; HTML blocks are replaced by the Markdown within them."""
    tokens: list[Token] = []
    for token in _block_tokens(note_markdown(mdx=mdx), text, env):
        if token.type == "html_block" and token.map:
            tokens.extend(_tokens_in_html(token, env))
        else:
            tokens.append(token)
    return tokens


def _block_tokens(md: MarkdownIt, text: str, env: EnvType) -> list[Token]:
    tokens: list[Token] = []
    md.block.parse(text.replace("\0", "\ufffd"), md, env, tokens)
    return tokens


def _tokens_in_html(block: Token, env: EnvType) -> list[Token]:
    content = read_html(block.content)
    first_line = block.map[0] if block.map else 0
    tokens = list(content.rows)
    for row in tokens:
        row.map = [first_line + row.map[0], first_line + row.map[1]] if row.map else None
    for token in _block_tokens(note_markdown(html=False), content.markdown, env) if content.markdown.strip() else ():
        if token.map:
            token.map = [first_line + token.map[0], first_line + token.map[1]]
        tokens.append(token)
    return tokens


def _tex(state: StateInline, silent: bool) -> bool:
    r"""A formula as TeX marks it, `\(x\)` or `\[x = 1\]`.

    `\[` also escapes a bracket, so there the text must hold a sign of TeX.
    """
    if state.src[state.pos] != "\\":
        return False
    formula = _TEX.match(state.src, state.pos, state.posMax)
    if formula is None or not (formula.group(1) or _TEX_SIGN.search(formula.group(2))):
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = formula.group()
    state.pos = formula.end()
    return True
