"""Proposals of a language model held against the note: what can't be found in it is turned away."""

import re
from collections.abc import Sequence

from etl.extract import StatedRelation
from etl.formats.long_lines import evidence_text
from etl.llm.asking import Proposal
from etl.model import Document, Mention, Passage, Rejection, RejectReason
from etl.normalization import normalize
from etl.relations.note_view import NoteView
from graph.concept_index import fold_name
from graph.model import Evidence
from graph.ontology import RelationType, may_join

RULE = "llm"
PRECISION = 0.2
"""Below every bar of resolution: a model alone proposes, however many notes it reads the same into."""

_TYPES = {t.value: t for t in RelationType}


def check(
    proposals: Sequence[Proposal], asked: Sequence[Passage], document: Document, view: NoteView
) -> tuple[list[StatedRelation], list[Rejection]]:
    """The proposals about the passages `asked` that hold, each with the line that its quote stands on."""
    stated: dict[StatedRelation, None] = {}
    turned_away: list[Rejection] = []
    for proposal in proposals:
        found = _checked(proposal, asked, document, view)
        if isinstance(found, StatedRelation):
            stated[found] = None
        else:
            turned_away.append(found)
    return list(stated), turned_away


def _checked(
    proposal: Proposal, asked: Sequence[Passage], document: Document, view: NoteView
) -> StatedRelation | Rejection:
    what = " ".join(f"{proposal.subject} {proposal.type} {proposal.object}".split())[:200]

    def no(reason: RejectReason, line: int) -> Rejection:
        return Rejection(document.path, line, " ".join(proposal.quote.split())[:500], reason, what)

    places = _places(proposal.quote, asked)
    if not places:
        return no(RejectReason.QUOTE_NOT_FOUND, asked[0].line)
    ends: tuple[str, str] | None = None
    for passage, start, end in places:
        subject, object_ = (
            _named(name, passage, view.mentions[passage.index], start, end)
            for name in (proposal.subject, proposal.object)
        )
        if subject and object_:
            ends = subject, object_
            break
    line = passage.line_at(start)
    if ends is None:
        return no(RejectReason.END_NOT_NAMED, line)
    if ends[0] == ends[1]:
        return no(RejectReason.SAME_CONCEPT, line)
    kinds = [view.knowledge.kind(end) for end in ends]
    type_ = _TYPES.get(proposal.type.strip().upper())
    if type_ is None or ("new" not in kinds and not may_join(type_, *kinds)):
        return no(RejectReason.SIGNATURE, line)
    raw = document.raw.split("\n")[line - 1]
    text = evidence_text(raw, line, ends, view.passages, view.mentions) if document.lines else raw
    evidence = Evidence(document.path, line, text, RULE, passage.lang)
    return StatedRelation(ends[0], type_, ends[1], evidence, PRECISION)


def _places(quote: str, asked: Sequence[Passage]) -> list[tuple[Passage, int, int]]:
    """Passages in which the quote stands word for word, and where; white space may differ."""
    words = normalize(quote).split()
    if not any(char.isalnum() for char in quote):
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return [(p, *found.span()) for p in asked if (found := pattern.search(p.text))]


def _named(name: str, passage: Passage, mentions: Sequence[Mention], start: int, end: int) -> str:
    """The concept that `name` means on the lines of the quote; empty where no mention there is spelled so."""
    first = passage.text.rfind("\n", 0, start) + 1
    last = passage.text.find("\n", end)
    last = len(passage.text) if last < 0 else last
    folded = fold_name(normalize(name))
    for m in mentions:
        if first <= m.start and m.end <= last and fold_name(m.surface) == folded:
            return m.concept
    return ""
