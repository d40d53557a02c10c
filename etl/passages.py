"""A document as passages: what each line is, and what it hangs on."""

import re
from pathlib import PurePosixPath

from etl.formats.placing import place
from etl.languages import language_of
from etl.markdown.blocks import Block, BlockKind, read_blocks
from etl.markdown.inline import InlineText
from etl.markdown.outline import outline_blocks
from etl.markdown.properties import read_properties
from etl.model import Document, ParsedNote
from etl.passage_tree import PassageTree

_TITLE = re.compile(r"^title\s*:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_NOTION_ID = re.compile(r"(?<=\S) [0-9a-f]{32}$")
"""What Notion adds to the file names of an export."""
_LINE_BREAKERS = re.compile("[\r\v\f\x1c-\x1f\x85\u1680\u2028\u2029]")


def split_passages(document: Document) -> ParsedNote:
    """The passages of a document in order of line. Raises nothing, whatever the text; linear in its length."""
    text = _LINE_BREAKERS.sub(" ", document.text)
    blocks, front_matter = read_blocks(text, mdx=document.path.lower().endswith(".mdx"))
    lang = language_of(text)
    tree = PassageTree(document.path, lang)
    properties = read_properties(front_matter)
    for named in properties:
        tree.add(Block(BlockKind.PARAGRAPH, InlineText(named.text, named.line)))
    tree.add(Block(BlockKind.RULE, InlineText("", 1)))  # no text hangs on a tag
    for block in outline_blocks(blocks, text.split("\n")):
        tree.add(block)
    passages = place(tree.passages, document.lines) if document.lines else tuple(tree.passages)
    aliases = tuple((p.text, p.line) for p in properties if p.is_alias)
    return ParsedNote(document, tree.title or _title(document, front_matter), lang, passages, aliases)


def _title(document: Document, front_matter: str) -> str:
    """The title of a note without a heading of level 1."""
    if (match := _TITLE.search(front_matter)) is not None:
        return match.group(1)
    return document.title or _NOTION_ID.sub("", PurePosixPath(document.path).stem)
