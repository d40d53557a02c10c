"""One note as the structure rules see it: passages with their mentions, heads of items and what they hang on."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etl.model import Mention, Passage, PassageKind
from etl.relations.knowledge import CuratedKnowledge

_HEAD_END = re.compile(r"[：:（(，,。.—]|\s[-–]\s|\n")
_FILLER = re.compile(r"[\s\W\d_]*")


@dataclass(frozen=True, slots=True)
class NoteView:
    """Passages of one note with the concepts each names, and the kinds of these concepts."""

    passages: Sequence[Passage]
    mentions: Sequence[Sequence[Mention]]
    knowledge: CuratedKnowledge
    counts: Mapping[str, int] = field(init=False)
    """How often the note names each concept."""

    def __post_init__(self) -> None:
        counts = Counter(m.concept for named in self.mentions for m in named)
        object.__setattr__(self, "counts", counts)

    def count(self, concept: str) -> int:
        """How often the note names `concept`."""
        return self.counts.get(concept, 0)

    def standing(self, passage: Passage, concept: str) -> str:
        """Where above the passage the concept is named: "heading", "outer" (a heading further up), "lead" or "none"."""
        headings = passage.heading_path
        if headings and any(m.concept == concept for m in self.mentions[headings[-1].passage]):
            return "heading"
        if any(m.concept == concept for h in headings[:-1] for m in self.mentions[h.passage]):
            return "outer"
        if passage.parent is not None and any(m.concept == concept for m in self.mentions[passage.parent]):
            return "lead"
        return "none"

    def text_at(self, line: int) -> str:
        """The words of the passage that stand on a line of the file; empty where none does."""
        for passage in self.passages:
            lines = passage.text.split("\n")
            if passage.line <= line < passage.line + len(lines):
                return lines[line - passage.line]
        return ""

    def lead_of(self, passage: Passage) -> Passage | None:
        """The passage that introduces this one: its parent, else the heading right above it."""
        if passage.parent is not None:
            return self.passages[passage.parent]
        if passage.heading_path:
            return self.passages[passage.heading_path[-1].passage]
        return None

    def topic(self, passage: Passage) -> Mention | None:
        """The concept a lead is about: the only one it names, or the first."""
        named = self.mentions[passage.index]
        return named[0] if named else None

    def head(self, passage: Passage) -> Mention | None:
        """The concept that an item or heading starts with, e.g. `RoBERTa` in `**RoBERTa**：由…`."""
        for mention in self.mentions[passage.index]:
            if _FILLER.fullmatch(passage.text, 0, mention.start):
                return mention
            break
        return None

    def heads(self, passage: Passage) -> list[Mention]:
        """All concepts of an item's head: `Milvus、Faiss` of `Milvus、Faiss：…`."""
        first = self.head(passage)
        if first is None:
            return []
        found = [first]
        for mention in self.mentions[passage.index]:
            if mention.start <= first.start:
                continue
            between = passage.text[found[-1].end : mention.start]
            if not re.fullmatch(r"\s*(?:、|/|,|，|和|与|及|and|&|\+)\s*", between):
                break
            found.append(mention)
        return found

    def residue(self, passage: Passage) -> str:
        """The lead's words without its concepts."""
        pieces: list[str] = []
        at = 0
        for mention in self.mentions[passage.index]:
            pieces.append(passage.text[at : mention.start])
            at = mention.end
        pieces.append(passage.text[at:])
        return " ".join(pieces)

    def is_item(self, passage: Passage) -> bool:
        """Whether structure rules look at the passage as an item under a lead."""
        return passage.kind in (PassageKind.LIST_ITEM, PassageKind.HEADING) or bool(passage.bold and passage.parent)


def head_end(passage: Passage, head: Mention) -> int:
    """Where the head of an item ends and its text begins."""
    found = _HEAD_END.search(passage.text, head.end)
    return found.start() if found else len(passage.text)
