"""What tells a mention that a passage is about from one in passing: named features, so a decision can be read."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from etl.languages import is_chinese
from etl.model import Mention, ParsedNote, Passage
from graph.model import Concept

NEAR_LINES = 20
"""Lines around a mention in which others of its concept are counted."""

_HEAD_FILLER = re.compile(r"[\s\W\d_]*")
_LIST_MARK = re.compile(r"\s*(?:[、/,，;；|&+]|和|与|及|以及|或|and\b|or\b|,\s*and\b|,\s*or\b|\()\s*")
_OPENS = re.compile(r"[(（\[「“\"]\s*$")
_CLOSES = re.compile(r"\s*[)）\]」”\"]")
_DEFINES = re.compile(
    r"\s*(?:[（(][^()（）]{1,60}[)）])?\s*(?:[:：]|是(?!否)|指|即|—|\bis an?\b|\brefers to\b|\bis the\b)"
)
_LINE_BUCKETS = (1, 2, 3, 5, 9)
_TEXT_BUCKETS = (20, 60, 150, 400)


class NoteMentions:
    """The mentions of one note with the counts that their features need."""

    def __init__(self, note: ParsedNote, mentions: Sequence[Sequence[Mention]]) -> None:
        self.note = note
        self.mentions = mentions
        self.lines: dict[str, list[int]] = defaultdict(list)
        self.headings: list[frozenset[str]] = []
        self.others = [len({m.concept for m in named}) for named in mentions]
        """How many concepts each passage names."""
        for passage in note.passages:
            for mention in mentions[passage.index]:
                self.lines[mention.concept].append(passage.line_at(mention.start))
        for passage in note.passages:
            named = (m.concept for h in passage.heading_path[-2:] for m in mentions[h.passage])
            self.headings.append(frozenset(named))
        title = note.title.casefold()
        self._in_title: dict[str, bool] = {}
        self._title = title

    def near(self, concept: str, line: int) -> int:
        """Mentions of the concept within `NEAR_LINES` of a line."""
        lines = self.lines[concept]
        return bisect_right(lines, line + NEAR_LINES) - bisect_left(lines, line - NEAR_LINES)

    def in_title(self, mention: Mention) -> bool:
        """Whether the note's title has the name as written."""
        name = mention.surface
        if name not in self._in_title:
            self._in_title[name] = name.casefold() in self._title
        return self._in_title[name]


def features(
    view: NoteMentions,
    passage: Passage,
    n: int,
    concepts: Mapping[str, Concept],
    discovered: Mapping[str, Sequence[str]],
) -> Sequence[str]:
    """Features of the n-th mention of a passage; `discovered` gives those of each candidate's name."""
    named = view.mentions[passage.index]
    mention = named[n]
    concept = concepts.get(mention.concept)
    others = view.others[passage.index]
    if concept is None:
        # names outside the lexicon are another population, and few are annotated: few features, of their own
        few = (f"passage={passage.kind.value}", *_of_counts(view, passage, mention, others))
        return tuple(f"new {f}" for f in ("bias", *few, *discovered.get(mention.concept, ())))
    return (
        "bias",
        *_of_name(mention, concept),
        *_of_place(view, passage, mention),
        *_of_neighbours(passage, named, n),
        *_of_counts(view, passage, mention, others),
    )


def shape(surface: str) -> str:
    """Form of a name: coined (capitals, digits), title case, lower-case words, or Chinese by length."""
    if is_chinese(surface):
        if any(c.isascii() and c.isalpha() for c in surface):
            return "mixed"
        return f"zh{min(len(surface), 6)}"
    if sum(c.isupper() for c in surface) > 1 and " " not in surface:
        return "capitals"
    if any(c.isdigit() for c in surface):
        return "digits"
    words = len(re.split(r"[\s-]+", surface))
    return f"{'title' if surface[:1].isupper() else 'lower'}{min(words, 3)}"


def _of_name(mention: Mention, concept: Concept) -> Iterator[str]:
    form = shape(mention.surface)
    yield f"shape={form}"
    if concept is None:
        return
    yield f"concept={concept.id}"
    yield f"concept={concept.id} {'zh' if is_chinese(mention.surface) else 'en'}"
    yield f"kind={concept.kind}"
    yield f"kind={concept.kind} level={concept.level}"
    yield f"level={concept.level}"
    yield f"area={concept.area}"
    yield f"area={concept.area} level={concept.level}"
    yield f"shape={form} level={concept.level}"
    yield f"shape={form} kind={concept.kind}"
    yield "named" if mention.surface in (concept.name, concept.name_zh) else "alias"
    if concept.paper:
        yield "paper"


def _of_place(view: NoteMentions, passage: Passage, mention: Mention) -> Iterator[str]:
    text = passage.text
    yield f"passage={passage.kind.value}"
    yield f"passage={passage.kind.value} lang={passage.lang}"
    if _HEAD_FILLER.fullmatch(text, 0, mention.start):
        yield "head"
        yield f"head passage={passage.kind.value}"
        if _DEFINES.match(text, mention.end):
            yield "defined"
    if len(mention.surface) >= len(text.strip()) - 3:
        yield "whole"
    for place, spans in (("bold", passage.bold), ("link", passage.links), ("code", passage.code)):
        if spans and any(s.start <= mention.start and mention.end <= s.end for s in spans):
            yield place
    if passage.is_question:
        yield "question"
    if _OPENS.search(text, max(0, mention.start - 2), mention.start) and _CLOSES.match(text, mention.end):
        yield "bracketed"
    if mention.concept in view.headings[passage.index]:
        yield "in_heading_above"
    if view.in_title(mention):
        yield "in_title"


def _of_neighbours(passage: Passage, named: Sequence[Mention], n: int) -> Iterator[str]:
    mention = named[n]
    listed = False
    if n > 0:
        listed = _LIST_MARK.fullmatch(passage.text, named[n - 1].end, mention.start) is not None
    if not listed and n + 1 < len(named):
        listed = _LIST_MARK.fullmatch(passage.text, mention.end, named[n + 1].start) is not None
    if listed:
        yield "listed"
    before = passage.text[max(0, mention.start - 1) : mention.start]
    after = passage.text[mention.end : mention.end + 1]
    if before.isalpha() or before == "-":
        yield "joined_before"
    if after.isalpha() or after == "-":
        yield "joined_after"


def _of_counts(view: NoteMentions, passage: Passage, mention: Mention, others: int) -> Iterator[str]:
    line = passage.line_at(mention.start)
    near = view.near(mention.concept, line)
    yield f"near={bucket(near, _LINE_BUCKETS)}"
    everywhere = len(view.lines[mention.concept])
    yield f"in_note={bucket(everywhere, (1, 3, 6, 12, 30))}"
    yield f"first_here={view.lines[mention.concept][0] == line}"
    yield f"others={bucket(others, (1, 2, 4, 8))}"
    yield f"length={bucket(len(passage.text), _TEXT_BUCKETS)}"


def bucket(value: float, bounds: Sequence[float]) -> int:
    """How many of the rising `bounds` the value is above."""
    return bisect_left(bounds, value)
