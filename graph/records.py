"""The graph's values as JSON records, and back: the one place that knows the fields of the build's files."""

from typing import Any

from graph.model import (
    Concept,
    ConceptStatus,
    Evidence,
    MentionRecord,
    NoteFile,
    Paper,
    PassageRecord,
    Question,
    RefusedRelation,
    RejectRecord,
    Relation,
    RelationStatus,
)
from graph.ontology import RelationType

Record = dict[str, Any]


def concept_record(c: Concept) -> Record:
    """`concepts.jsonl`: fields that a concept does not have are left out."""
    record: Record = {"id": c.id, "name": c.name}
    if c.name_zh:
        record["name_zh"] = c.name_zh
    record |= {
        "aliases": list(c.aliases),
        "kind": c.kind,
        "area": c.area,
        "level": c.level,
        "definition": c.definition,
        "definition_zh": c.definition_zh,
        "status": c.status.value,
    }
    if c.year is not None:
        record["year"] = c.year
    if c.paper is not None:
        record["paper"] = {"title": c.paper.title, "arxiv": c.paper.arxiv}
    return record


def concept_from(record: Record) -> Concept:
    """A concept back from its record."""
    paper = record.get("paper")
    return Concept(
        id=record["id"],
        name=record["name"],
        kind=record["kind"],
        area=record["area"],
        status=ConceptStatus(record["status"]),
        name_zh=record.get("name_zh", ""),
        aliases=tuple(record["aliases"]),
        definition=record["definition"],
        definition_zh=record["definition_zh"],
        level=record["level"],
        year=record.get("year"),
        paper=Paper(paper["title"], paper["arxiv"]) if paper else None,
    )


def relation_record(r: Relation) -> Record:
    """`relations.jsonl`."""
    record: Record = {
        "subject": r.subject,
        "type": r.type.value,
        "object": r.object,
        "status": r.status.value,
        "confidence": round(r.confidence, 4),
        "support": r.support,
        "evidence": [
            {"path": e.path, "line": e.line, "text": e.text, "rule": e.rule, "lang": e.lang} for e in r.evidence
        ],
    }
    if r.reason:
        record["reason"] = r.reason
    if r.paper:
        record["paper"] = r.paper
    return record


def relation_from(record: Record) -> Relation:
    """A relation back from its record."""
    return Relation(
        subject=record["subject"],
        type=RelationType(record["type"]),
        object=record["object"],
        status=RelationStatus(record["status"]),
        confidence=record["confidence"],
        support=record["support"],
        evidence=tuple(Evidence(**e) for e in record["evidence"]),
        reason=record.get("reason", ""),
        paper=record.get("paper", ""),
    )


def cycle_record(r: RefusedRelation) -> Record:
    """`cycles.jsonl`: the refused relation, and the cycle it would have closed."""
    return relation_record(r.relation) | {"cycle": list(r.cycle)}


def cycle_from(record: Record) -> RefusedRelation:
    """A refused relation back from its record."""
    return RefusedRelation(relation_from(record), tuple(record["cycle"]))


def note_record(n: NoteFile) -> Record:
    """`notes.jsonl`."""
    return {"path": n.path, "title": n.title, "lang": n.lang, "repaired": n.repaired}


def note_from(record: Record) -> NoteFile:
    """A note back from its record."""
    return NoteFile(**record)


def passage_record(p: PassageRecord) -> Record:
    """`passages.jsonl`."""
    return {
        "id": p.id,
        "path": p.path,
        "line": p.line,
        "kind": p.kind,
        "lang": p.lang,
        "headings": list(p.heading_path),
        "text": p.text,
    }


def passage_from(record: Record) -> PassageRecord:
    """A passage back from its record."""
    return PassageRecord(
        id=record["id"],
        path=record["path"],
        line=record["line"],
        text=record["text"],
        lang=record["lang"],
        heading_path=tuple(record["headings"]),
        kind=record["kind"],
    )


def mention_record(m: MentionRecord) -> Record:
    """`mentions.jsonl`."""
    return {"concept": m.concept, "path": m.path, "line": m.line, "surface": m.surface}


def mention_from(record: Record) -> MentionRecord:
    """A mention back from its record."""
    return MentionRecord(**record)


def question_record(q: Question) -> Record:
    """`questions.jsonl`."""
    return {"id": q.id, "text": q.text, "path": q.path, "line": q.line, "concepts": list(q.concepts)}


def question_from(record: Record) -> Question:
    """A question back from its record."""
    return Question(**{**record, "concepts": tuple(record["concepts"])})


def reject_record(r: RejectRecord) -> Record:
    """`rejects.jsonl`."""
    return {"path": r.path, "line": r.line, "text": r.text, "reason": r.reason, "what": r.what}


def reject_from(record: Record) -> RejectRecord:
    """A reject back from its record."""
    return RejectRecord(**record)
