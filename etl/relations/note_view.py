"""One note as the structure rules see it: passages with their mentions, heads of items and what they hang on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etl.model import Mention, Passage, PassageKind

_HEAD_END = re.compile(r"[：:（(，,。.—]|\s[-–]\s|\n")
_FILLER = re.compile(r"[\s\W\d_]*")


@dataclass(frozen=True, slots=True)
class NoteView:
    """Passages of one note with the concepts each names, and the kinds of these concepts."""

    passages: Sequence[Passage]
    mentions: Sequence[Sequence[Mention]]
    kinds: Mapping[str, str]
    """Kind of each concept id."""

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
