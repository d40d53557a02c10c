"""Relations that the structure of a note states: items under a lead, headings under headings, tables."""

import itertools
from collections.abc import Iterator

from etl.model import Mention, Passage, PassageKind, RelationMention
from etl.relations.cues import Cue, structure_rules
from etl.relations.note_view import NoteView
from graph.ontology import RelationType


def containment_relations(view: NoteView, passage: Passage) -> Iterator[RelationMention]:
    """What a lead says about the concept at the head of an item under it."""
    if not view.is_item(passage):
        return
    lead = view.lead_of(passage)
    topic = view.topic(lead) if lead else None
    if lead is None or topic is None:
        return
    residue = view.residue(lead)
    for item in view.heads(passage):
        if item.concept == topic.concept:
            continue
        cue = _first_fit(residue, view.knowledge.kind(topic.concept), view.knowledge.kind(item.concept))
        if cue:
            yield _stated(cue, topic, item, passage)


def table_relations(view: NoteView, passage: Passage) -> Iterator[RelationMention]:
    """What a table row says: its first cell's concept, and the concepts under each further header."""
    if passage.kind is not PassageKind.TABLE_ROW or not passage.cells:
        return
    named = view.mentions[passage.index]
    first = passage.cells[0]
    subjects = [m for m in named if first.start <= m.start and m.end <= first.end]
    if not subjects:
        return
    for cell, header in itertools.islice(zip(passage.cells, passage.header, strict=False), 1, None):
        for item in (m for m in named if cell.start <= m.start and m.end <= cell.end):
            cue = _column(header, view.knowledge.kind(item.concept))
            if cue and item.concept != subjects[0].concept:
                yield _stated(cue, subjects[0], item, passage)


def header_contrasts(view: NoteView, header: Passage) -> Iterator[RelationMention]:
    """Concepts that head the columns of one table are compared there."""
    if header.kind is not PassageKind.TABLE_ROW or header.header:
        return
    named = [
        m
        for cell in header.cells
        for m in view.mentions[header.index]
        if cell.start <= m.start <= m.end <= cell.end and m.end - m.start >= (cell.end - cell.start) // 2
    ]
    for left, right in itertools.combinations(named, 2):
        if left.concept != right.concept:
            yield RelationMention(
                subject=left.concept,
                type=RelationType.CONTRASTS_WITH,
                object=right.concept,
                rule="table-columns",
                path=header.path,
                line=header.line_at(right.start),
                lang=header.lang,
            )


def _first_fit(residue: str, lead_kind: str, item_kind: str) -> Cue | None:
    return next((c for c in structure_rules().leads if c.fits(residue, lead_kind, item_kind)), None)


def _column(header: str, item_kind: str) -> Cue | None:
    return next((c for c in structure_rules().columns if c.fits(header, "", item_kind)), None)


def _stated(cue: Cue, lead: Mention, item: Mention, passage: Passage) -> RelationMention:
    subject, object_ = (item, lead) if cue.item == "subject" else (lead, item)
    return RelationMention(
        subject=subject.concept,
        type=cue.type,
        object=object_.concept,
        rule=cue.id,
        path=passage.path,
        line=passage.line_at(item.start),
        lang=passage.lang,
    )
