"""A document as passages: what each line is, and what it hangs on."""

import re
from pathlib import PurePosixPath

from etl.languages import language_of
from etl.markdown.blocks import read_blocks
from etl.markdown.outline import outline_blocks
from etl.model import Document, ParsedNote
from etl.passage_tree import PassageTree

_TITLE = re.compile(r"^title\s*:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_LINE_BREAKERS = re.compile("[\r\v\f\x1c-\x1f\x85\u1680\u2028\u2029]")


def split_passages(document: Document) -> ParsedNote:
    """The passages of a document in order of line. Raises nothing, whatever the text; linear in its length."""
    text = _LINE_BREAKERS.sub(" ", document.text)
    blocks, front_matter = read_blocks(text, mdx=document.path.lower().endswith(".mdx"))
    lang = language_of(text)
    tree = PassageTree(document.path, lang)
    for block in outline_blocks(blocks, text.split("\n")):
        tree.add(block)
    passages = tuple(tree.passages)
    return ParsedNote(document, _title(tree.title, front_matter, document.path), lang, passages)


def _title(marked_title: str, front_matter: str, path: str) -> str:
    if marked_title:
        return marked_title
    if (match := _TITLE.search(front_matter)) is not None:
        return match.group(1)
    return PurePosixPath(path).stem
