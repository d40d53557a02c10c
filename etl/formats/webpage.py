"""A saved web page without its menus and scripts."""

import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import accumulate

from bs4 import BeautifulSoup, Tag
from bs4._warnings import UnusualUsageWarning
from bs4.element import NavigableString, PreformattedString
from bs4.exceptions import ParserRejectedMarkup

from etl.formats.aligned import AlignedText
from etl.formats.events import Event, write_markdown

MAX_CHARS = 4_000_000
"""Without embedded pictures; a larger page is data, not a text that a person has saved to read."""

_EMBEDDED = re.compile(r"data:[\w/+.;-]{1,100},[A-Za-z0-9+/=%]*")
_BREAK = re.compile(r"&(?:#0*1[03]|#x0*[ad]|newline)(?:;|(?![0-9a-f]))", re.IGNORECASE)
"""A line break in the text that is none in the file."""
_START_TAG = re.compile(r"<[^\"'>]*(?:(?:\"[^\"]*\"|'[^']*')[^\"'>]*)*>")
_MAX_TAG = 5_000
_MAX_NESTING = 300
_DROPPED = {
    "script", "style", "template", "noscript", "svg", "pre", "textarea", "form", "button", "select", "input", "iframe",
    "canvas", "dialog", "video", "audio", "nav", "footer", "head", "img", "object", "map", "aside",
}  # fmt: skip
_DROPPED_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu"}
_DROPPED_CLASSES = {"headerlink", "sr-only", "visually-hidden", "anchor-link", "mw-editsection", "toc", "sidebar"}
_FORMULA_CLASSES = {"katex", "mathjax", "mathjax_svg", "mjx-chtml", "mwe-math-element", "ztext-math", "math"}
_FORMULAS = {"math", "mjx-container"}
_LAYOUT = ("table", "h1", "h2", "h3", "ul", "ol", "pre", "blockquote")
_MAIN_SHARE = 0.3
"""Share of the page's text that an element marked as main must hold to be taken for it."""


def read_page(source: str) -> AlignedText | None:
    """The text of a page, each line on that of the file where it stands; None where it is too large or no HTML."""
    source = _BREAK.sub(" ", _EMBEDDED.sub("data:,", source))
    if len(source) > MAX_CHARS:
        return None
    source = _without_open_ends(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnusualUsageWarning)
        try:
            # by default white space between elements would be folded, and with it lines of the file
            soup = BeautifulSoup(source, "html.parser", preserve_whitespace_tags={"[document]"})
        except (ParserRejectedMarkup, RecursionError):
            return None
    title = soup.find("title")
    name = " ".join(title.get_text().split()) if isinstance(title, Tag) else ""
    return write_markdown(_Walk(source).events(_main_part(soup)), name)


def _without_open_ends(source: str) -> str:
    """The page with what opens and never closes made harmless: the parser would look for each end to the last byte."""
    for opening, closing, harmless in (("<!--", "-->", "    "), ("<", ">", " ")):
        end = source.rfind(closing) + 1
        source = source[:end] + source[end:].replace(opening, harmless)
    return source


def _main_part(soup: BeautifulSoup) -> Tag:
    body = soup.find("body")
    whole = body if isinstance(body, Tag) else soup
    length = len(whole.get_text())
    for found in (soup.find_all("main"), soup.find_all(role="main"), soup.find_all("article")):
        if len(found) == 1 and len(found[0].get_text()) >= _MAIN_SHARE * length:
            return found[0]
    return whole


class _Walk:
    """Steps through a tree without recursion, counting the lines of the file."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts = [0, *accumulate(len(line) + 1 for line in source.split("\n"))]
        self._line = 1

    def events(self, root: Tag) -> Iterator[Event]:
        """The elements and texts below `root` that a reader of the page would see."""
        waiting: list[tuple[str, Iterator[object]]] = [("", iter((root,)))]
        while waiting:
            name, children = waiting[-1]
            node = next(children, None)
            if node is None:
                waiting.pop()
                if name:
                    yield Event("close", name)
            elif isinstance(node, Tag):
                self._enter(node)
                if _is_formula(node):
                    yield Event("text", "□", self._line)
                    self._pass_over(node)
                elif len(waiting) > _MAX_NESTING or _is_dropped(node):
                    yield Event("text", " ", self._line)
                    self._pass_over(node)
                else:
                    name = "data-table" if node.name == "table" and _is_data(node) else node.name
                    yield Event("open", name, target=_target(node))
                    waiting.append((name, iter(node.contents)))
            elif isinstance(node, NavigableString):
                yield from self._texts(node)

    def _texts(self, node: NavigableString) -> Iterator[Event]:
        for number, text in enumerate(node.split("\n")):
            self._line += number > 0
            if text and not isinstance(node, PreformattedString):
                yield Event("text", text if text.strip() else " ", self._line)

    def _enter(self, tag: Tag) -> None:
        """Move to the end of the element's start tag."""
        if tag.sourceline is None or tag.sourcepos is None or tag.sourceline >= len(self._starts):
            return
        self._line = tag.sourceline
        start = self._starts[tag.sourceline - 1] + tag.sourcepos
        if whole := _START_TAG.match(self._source, start, start + _MAX_TAG):
            self._line += whole.group().count("\n")

    def _pass_over(self, tag: Tag) -> None:
        for below in tag.descendants:
            if isinstance(below, Tag):
                self._enter(below)
            elif isinstance(below, NavigableString):
                self._line += below.count("\n")


def _classes(tag: Tag) -> Sequence[str]:
    value = tag.get("class")
    return [name.lower() for name in value] if isinstance(value, list) else []


def _is_dropped(tag: Tag) -> bool:
    if tag.name in _DROPPED or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    if tag.name == "header" and tag.find("h1") is None:
        return True
    return tag.get("role") in _DROPPED_ROLES or not _DROPPED_CLASSES.isdisjoint(_classes(tag))


def _is_formula(tag: Tag) -> bool:
    return tag.name in _FORMULAS or (tag.name in {"span", "div"} and not _FORMULA_CLASSES.isdisjoint(_classes(tag)))


def _is_data(table: Tag) -> bool:
    """False for a table that only lays out the page."""
    return table.get("role") != "presentation" and table.find(_LAYOUT) is None


def _target(tag: Tag) -> str:
    href = tag.get("href") if tag.name == "a" else None
    return href if isinstance(href, str) else ""
