"""The values on the way from files to relations, frozen at each step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from graph.ontology import RelationType

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Document:
    """One note as read from disk."""

    path: str
    """Relative to the root given to the build, with forward slashes."""
    raw: str
    """Decoded text as it is in the file; its lines are the lines of the file."""
    text: str
    """Normalised text (NFKC, CJK radicals, mojibake repaired); same number of lines as `raw` where `lines` is empty."""
    encoding: str = "utf-8"
    repaired: bool = False
    """True where mojibake was repaired."""
    repair_confidence: float = 1.0
    """0..1, share of restored characters that the character model is sure of."""
    lines: tuple[int, ...] = ()
    """For Markdown made from another format: the 1-based line of `raw` for each line of `text`."""
    title: str = ""
    """Title that the file gives beside its text, e.g. a page's `<title>`."""


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was not read, and why."""

    path: str
    reason: str


class PassageKind(StrEnum):
    """Form of a passage in the note."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end (end excluded) of a passage's text; `target` for links."""

    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above a passage."""

    text: str
    level: int
    """1 outermost; bold pseudo-headings count one below the heading above them."""
    line: int
    passage: int
    """Index of the heading's own passage within its document."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading, list item or table row without its Markdown marks.

    A line break of the source is a line break of `text`, so characters map to lines by counting.
    """

    index: int
    """Position within the document, from 0."""
    path: str
    line: int
    """1-based line of the first character of `text`."""
    kind: PassageKind
    text: str
    lang: Lang
    heading_path: tuple[Heading, ...] = ()
    """Outermost first; for a heading, the headings above it."""
    parent: int | None = None
    """Index of the passage this one hangs on: the outer list item, or the paragraph (or bold lead) that introduces
    the list or table directly above it; None where only headings are above."""
    depth: int = 0
    """Nesting of a list item, 1 outermost; 0 for anything else."""
    ordered: bool = False
    """True for an item of a numbered list."""
    level: int = 0
    """Level of a heading passage, 1..; 0 for anything else."""
    cells: tuple[Span, ...] = ()
    """A table row's cells within `text`."""
    header: tuple[str, ...] = ()
    """The table's header cells, for each row below it."""
    bold: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()
    is_question: bool = False

    def line_at(self, char: int) -> int:
        """1-based line of the file that holds the character at this offset of `text`."""
        return self.line + self.text.count("\n", 0, char)


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in a passage."""

    concept: str
    start: int
    end: int
    """Characters of the passage's text, end excluded."""
    surface: str
    salient: bool = True
    """False where the passage names it in passing: an end for relations, but no mention of its own."""


@dataclass(frozen=True, slots=True)
class RelationMention:
    """One rule saying that one passage states one relation."""

    subject: str
    type: RelationType
    object: str
    rule: str
    path: str
    line: int
    lang: Lang
    precision: float = 1.0
    """Estimated share of this rule's findings that are right, 0..1."""


class RejectReason(StrEnum):
    """Closed list: why something that was found was not taken."""

    NEGATED = "negated"
    """The sentence denies it."""
    HEDGED = "hedged"
    """The sentence leaves it open, or refutes it as a misconception."""
    SAME_CONCEPT = "same_concept"
    """Both ends are one concept."""
    SIGNATURE = "signature"
    """The ontology does not allow this type between these kinds."""
    CYCLE = "cycle"
    """It would close a cycle in an acyclic type, and its evidence is the weaker one."""
    AMBIGUOUS = "ambiguous"
    """The name has two meanings and nothing near it decides."""
    LOOK_ALIKE = "look_alike"
    """The name is part of a longer, unknown name."""
    NOT_A_CONCEPT = "not_a_concept"
    """A candidate for discovery without enough support."""
    QUOTE_NOT_FOUND = "quote_not_found"
    """A language model quotes words that do not stand in the note."""
    END_NOT_NAMED = "end_not_named"
    """A language model relates a concept that the quoted line does not name."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something found and not taken."""

    path: str
    line: int
    text: str
    reason: RejectReason
    what: str
    """What was rejected, e.g. "lora EXTENDS qlora" or a name."""


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """A document with its passages."""

    document: Document
    title: str
    lang: Lang
    passages: tuple[Passage, ...] = field(default=())
    aliases: tuple[tuple[str, int], ...] = ()
    """Other names of what the title names, as the front matter has them, each with its line."""

    def __iter__(self) -> Iterator[Passage]:
        return iter(self.passages)
