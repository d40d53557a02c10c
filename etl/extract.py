"""All that one note gives, independent of any other note."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.discovery.candidates import Candidate, find_candidates
from etl.formats.long_lines import evidence_text
from etl.model import Document, Mention, ParsedNote, Passage, Rejection, RelationMention
from etl.passages import split_passages
from etl.recognition.matcher import ConceptMatcher
from etl.recognition.recognize import find_mentions, with_salience
from etl.relations.extract import find_relations
from etl.relations.knowledge import CuratedKnowledge
from etl.relations.model_file import RelationModel
from etl.relations.note_view import NoteView
from graph.model import Evidence, MentionRecord, NoteFile, PassageRecord, Question
from graph.ontology import RelationType

_UNMEASURED = 0.5
"""Precision of a rule that has not been measured yet."""


@dataclass(frozen=True, slots=True)
class StatedRelation:
    """A relation with one line that states it."""

    subject: str
    type: RelationType
    object: str
    evidence: Evidence
    precision: float


@dataclass(frozen=True, slots=True)
class NoteExtract:
    """What one note gives; plain values, so it can be cached and sent between processes."""

    note: NoteFile
    passages: tuple[PassageRecord, ...]
    mentions: tuple[MentionRecord, ...]
    relations: tuple[StatedRelation, ...]
    questions: tuple[Question, ...]
    candidates: tuple[Candidate, ...]
    rejections: tuple[Rejection, ...]
    passages_read: int
    in_passing: int
    """Mentions that the passage is not about; they are ends for relations and no more."""


@dataclass(frozen=True, slots=True)
class Recognizer:
    """What extraction needs of the lexicon, made once for all notes."""

    matcher: ConceptMatcher
    knowledge: CuratedKnowledge
    precision: Mapping[str, float]
    """Estimated precision of each rule."""
    model: RelationModel | None = None
    """The relation classifier; without it the rules alone decide."""


@dataclass(frozen=True, slots=True)
class NamedConcepts:
    """The concepts that a note names, by passage; candidates for new ones; names left unlinked."""

    mentions: list[list[Mention]]
    candidates: Sequence[Candidate]
    unlinked: Sequence[Rejection]


def name_concepts(note: ParsedNote, recognizer: Recognizer) -> NamedConcepts:
    """Mentions of curated and new concepts in each passage of `note`."""
    mentions, unlinked = find_mentions(note, recognizer.matcher)
    candidates, all_mentions = find_candidates(note, mentions, recognizer.matcher.known_names)
    candidates, weighed = with_salience(note, candidates, all_mentions, recognizer.matcher)
    return NamedConcepts(weighed, candidates, unlinked)


def named_passages(document: Document, recognizer: Recognizer) -> NoteView:
    """A document's passages with the concepts they name, as the relation rules see them."""
    note = split_passages(document)
    return NoteView(note.passages, name_concepts(note, recognizer).mentions, recognizer.knowledge)


def extract_note(document: Document, recognizer: Recognizer) -> NoteExtract:
    """Passages, mentions, relations, questions and candidates of one document."""
    note = split_passages(document)
    named = name_concepts(note, recognizer)
    new_mentions, candidates, unlinked = named.mentions, named.candidates, named.unlinked
    view = NoteView(note.passages, new_mentions, recognizer.knowledge)
    found = find_relations(view, recognizer.knowledge, recognizer.model)
    raw_lines = document.raw.split("\n")

    def shown(r: RelationMention) -> str:
        line = raw_lines[r.line - 1]
        ends = (r.subject, r.object)
        return evidence_text(line, r.line, ends, note.passages, new_mentions) if document.lines else line

    stated = [
        StatedRelation(
            r.subject,
            r.type,
            r.object,
            Evidence(r.path, r.line, shown(r), r.rule, r.lang),
            r.precision if r.rule.startswith("model") else recognizer.precision.get(r.rule, _UNMEASURED),
        )
        for r in found.relations
    ]
    return NoteExtract(
        note=NoteFile(document.path, note.title, note.lang, document.repaired),
        passages=_one_a_line(
            _passage_record(p) for p in note.passages if any(m.salient for m in new_mentions[p.index])
        ),
        mentions=tuple(
            MentionRecord(m.concept, p.path, p.line_at(m.start), m.surface)
            for p in note.passages
            for m in new_mentions[p.index]
            if m.salient
        ),
        relations=tuple(stated),
        questions=tuple(_questions(note, new_mentions)),
        candidates=tuple(candidates),
        rejections=(*unlinked, *found.rejections),
        passages_read=len(note.passages),
        in_passing=sum(not m.salient for named in new_mentions for m in named),
    )


def _passage_record(p: Passage) -> PassageRecord:
    return PassageRecord(
        id=f"{p.path}#{p.line}",
        path=p.path,
        line=p.line,
        text=p.text,
        lang=p.lang,
        heading_path=tuple(h.text for h in p.heading_path),
        kind=p.kind.value,
    )


def _one_a_line(records: Iterable[PassageRecord]) -> tuple[PassageRecord, ...]:
    return tuple({r.id: r for r in records}.values())


def _questions(note: ParsedNote, mentions: Sequence[Sequence[Mention]]) -> Iterator[Question]:
    for p in note.passages:
        if p.is_question:
            concepts = tuple(dict.fromkeys(m.concept for m in mentions[p.index]))
            yield Question(f"{p.path}#{p.line}", " ".join(p.text.split()), p.path, p.line, concepts)
