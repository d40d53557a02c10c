"""reStructuredText, with the directives and roles that Sphinx adds read for their text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar

from docutils import frontend, nodes, utils
from docutils.parsers.rst import Directive, Parser, directives

from etl.formats.aligned import AlignedText
from etl.formats.events import Event, write_markdown

MAX_CHARS = 1_000_000
"""docutils takes seconds for a larger text, which no one writes as one note."""
_MAX_INDENT = 60
"""Deeper indentation is taken back: docutils parses nested blocks by recursion."""
_MAX_PARAGRAPH = 10_000
"""In a longer one docutils' search for the ends of marks costs too much; no author writes it."""
_NEAR = 40
_MARKS = re.compile(r"[*`_|]")

_ROLE = re.compile(r":([a-z][\w.+:-]{0,30}):`([^`\n]{1,300})`")
_KNOWN_ROLES = {"code", "math", "sub", "sup", "emphasis", "strong", "literal", "title", "abbreviation", "acronym"}
_POINTERS = {"ref", "doc", "numref", "eq", "cite", "footcite", "download", "cite:p", "cite:t"}
_TITLED = re.compile(r"(.*\S)\s*<[^<>]*>$")
_WITH_CONTENT = (
    "seealso", "versionadded", "versionchanged", "deprecated", "dropdown", "card", "grid", "grid-item", "tab-set",
    "grid-item-card", "tab-item", "only", "rst-class", "centered", "hlist", "tabs", "tab", "details", "toggle",
)  # fmt: skip
_WITHOUT = (
    "toctree", "automodule", "autoclass", "autofunction", "index", "highlight", "currentmodule", "module",
    "literalinclude", "tabularcolumns", "plot", "mermaid", "graphviz", "bibliography", "autosummary", "prompt",
    "testcode", "doctest",
)  # fmt: skip
_NAMES: dict[type[nodes.Node], str] = {
    nodes.paragraph: "p", nodes.bullet_list: "ul", nodes.enumerated_list: "ol", nodes.list_item: "li",
    nodes.definition_list: "dl", nodes.term: "dt", nodes.definition: "dd", nodes.strong: "b", nodes.literal: "code",
    nodes.reference: "a", nodes.block_quote: "blockquote", nodes.table: "data-table", nodes.row: "tr",
    nodes.field_name: "b", nodes.rubric: "p", nodes.caption: "p", nodes.line: "p", nodes.transition: "hr",
    nodes.attribution: "p",
}  # fmt: skip
_DROPPED = (
    nodes.comment, nodes.literal_block, nodes.doctest_block, nodes.system_message, nodes.substitution_definition,
    nodes.footnote_reference, nodes.citation_reference, nodes.raw, nodes.image, nodes.target, nodes.docinfo,
    nodes.pending, nodes.problematic,
)  # fmt: skip
_ODD_INPUT = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    OSError,
)
"""What docutils lets through on damaged input, RecursionError (a RuntimeError) among it; it promises no closed set."""


def read_restructured(source: str) -> AlignedText | None:
    """The text, each line on that of the file where it stands; None where docutils gives up. Raises nothing."""
    if len(source) > MAX_CHARS:
        return None
    lines = [_shallow(_ROLE.sub(_plain_role, line)) for line in _affordable(source).split("\n")]
    _know_directives()
    document = utils.new_document("note", _settings())
    try:
        Parser().parse("\n".join(lines), document)
        return write_markdown(_Walk(source.split("\n")).events(document, level=0))
    except _ODD_INPUT:
        return None


@cache
def _settings() -> frontend.Values:
    settings = frontend.get_default_settings(Parser)
    for name, value in {
        "report_level": 5,
        "halt_level": 6,
        "warning_stream": False,
        "file_insertion_enabled": False,  # a note may not read other files of this machine
        "raw_enabled": False,
        "syntax_highlight": "none",
        "line_length_limit": MAX_CHARS,
    }.items():
        setattr(settings, name, value)
    return settings


class _Content(Directive):
    """A directive of Sphinx or of its extensions, read for what stands in it."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = dict.fromkeys(("name", "class", "sync", "open", "color", "link", "icon", "columns"), str)

    def run(self) -> Sequence[nodes.Node]:
        """The content's nodes; what stands on the lines below the arguments without a blank line is content too."""
        box = nodes.container()
        _, _, rest = "".join(self.arguments).partition("\n")
        if rest:
            inline, _messages = self.state.inline_text(rest, self.lineno + 1)
            paragraph = nodes.paragraph(rest, "", *inline)
            paragraph.line = self.lineno + 1
            box += paragraph
        self.state.nested_parse(self.content, self.content_offset, box)
        return box.children


class _Nothing(_Content):
    """A directive whose content is no prose."""

    def run(self) -> Sequence[nodes.Node]:
        """No node."""
        return []


@cache
def _know_directives() -> None:
    for name in _WITH_CONTENT:
        directives.register_directive(name, _Content)
    for name in _WITHOUT:
        directives.register_directive(name, _Nothing)


def _affordable(source: str) -> str:
    paragraphs = source.split("\n\n")
    return "\n\n".join(p if len(p) <= _MAX_PARAGRAPH else _MARKS.sub(" ", p) for p in paragraphs)


def _plain_role(role: re.Match[str]) -> str:
    name, text = role.groups()
    if name.rsplit(":", 1)[-1] in _KNOWN_ROLES:
        return role.group()
    if titled := _TITLED.match(text):
        return titled.group(1)
    return "□" if name in _POINTERS else text.removeprefix("~").removeprefix("!")


def _shallow(line: str) -> str:
    rest = line.lstrip(" \t")
    return line if len(line) - len(rest) <= _MAX_INDENT else " " * _MAX_INDENT + rest


class _Walk:
    """Steps through a document tree; docutils' own line numbers are a few lines off, so words are looked up nearby."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._line = 1

    def events(self, node: nodes.Node, level: int) -> Iterator[Event]:
        """The elements and texts of `node`; `level` is that of the section it stands in."""
        if isinstance(node, nodes.Text):
            yield from self._texts(node.astext())
        elif isinstance(node, (nodes.math, nodes.math_block)):
            yield Event("text", "□", self._line)
        elif not isinstance(node, _DROPPED):
            if isinstance(node, nodes.TextElement) and node.line:
                self._line = self._found(node.astext(), node.line)
            level += isinstance(node, nodes.section)
            name = _name(node, level)
            if name:
                yield Event("open", name, target=node.get("refuri", "") if isinstance(node, nodes.reference) else "")
            for child in node.children:
                yield from self.events(child, level)
            if name:
                yield Event("close", name)

    def _texts(self, text: str) -> Iterator[Event]:
        for number, line in enumerate(text.split("\n")):
            self._line = self._found(line, self._line + (number > 0))
            if line:
                yield Event("text", line if line.strip() else " ", self._line)
            if number < text.count("\n"):
                yield Event("text", " ", self._line)

    def _found(self, text: str, guess: int) -> int:
        """The line nearest to `guess` that holds the first long word of `text`'s first line."""
        words = re.findall(r"\w+", text.split("\n", 1)[0])
        guess = min(max(guess, 1), len(self._lines))
        if not words:
            return guess
        word = next((w for w in words if len(w) > 3), words[0])
        for away in range(_NEAR):
            for line in (guess + away, guess - away):
                if 1 <= line <= len(self._lines) and word in self._lines[line - 1]:
                    return line
        return guess


def _name(node: nodes.Node, level: int) -> str:
    if isinstance(node, nodes.title):
        return f"h{min(max(level, 1), 6)}" if isinstance(node.parent, (nodes.section, nodes.document)) else "p"
    if isinstance(node, nodes.entry):
        return "th" if isinstance(node.parent.parent, nodes.thead) else "td"
    if isinstance(node, nodes.reference) and not node.get("refuri"):
        return ""
    return _NAMES.get(type(node), "")
