"""One graph from the extracts of all notes and the lexicon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from etl.extract import NoteExtract
from etl.lexicon.entries import CuratedPrerequisite, Lexicon
from etl.model import Rejection
from etl.resolution.concepts import resolve_concepts
from etl.resolution.look_alikes import propose_merges
from etl.resolution.relations import resolve_relations
from graph.decisions import Decision, decide
from graph.model import KnowledgeGraph, MentionRecord, Question, RejectRecord
from graph.ontology import RelationType
from graph.prerequisites import (
    CURATED_SCORES,
    PrerequisiteDag,
    ScoredPair,
    build_prerequisite_dag,
    derive_pairs,
    prerequisite_relations,
    refused_relations,
)
from graph.section_reference import SectionReference

_PLACE = attrgetter("concept", "path", "line", "surface")
"""The order that mention records have among themselves, without a call of Python for each comparison."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The graph, and the learning order with the pairs it refused."""

    graph: KnowledgeGraph
    prerequisites: PrerequisiteDag


def resolve(extracts: Sequence[NoteExtract], lexicon: Lexicon, decisions: Sequence[Decision] = ()) -> Resolution:
    """Merge the extracts of all notes with the lexicon; their order does not matter.

    `decisions`: the user's own word on single prerequisites.
    """
    extracts = sorted(extracts, key=lambda e: e.note.path)
    concepts, ids = resolve_concepts(extracts, lexicon)
    relations, refused = resolve_relations(extracts, lexicon.relations, ids)
    proposals = propose_merges(extracts, concepts, lexicon)
    stated = [r for r in relations if r.type is not RelationType.PREREQUISITE_OF]
    mentions = (_renamed_mention(m, ids[m.concept]) for e in extracts for m in e.mentions if m.concept in ids)
    graph = KnowledgeGraph(
        concepts=tuple(sorted(concepts, key=lambda c: c.id)),
        relations=tuple(stated),
        notes=tuple(e.note for e in extracts),
        passages=tuple(p for e in extracts for p in e.passages),
        mentions=tuple(sorted(mentions, key=_PLACE)),
        questions=tuple(_renamed(q, ids) for e in extracts for q in e.questions),
        rejects=_reject_records([*(r for e in extracts for r in e.rejections), *refused, *proposals]),
    )
    curated = map(_scored, lexicon.prerequisites)
    derived = derive_pairs(relations, graph.concept_by_id, curated, SectionReference(graph))
    dag = build_prerequisite_dag(decide(derived, decisions, graph.concept_by_id))
    ordered = sorted([*stated, *prerequisite_relations(dag)], key=lambda r: r.key)
    return Resolution(replace(graph, relations=tuple(ordered), cycles=refused_relations(dag)), dag)


def _scored(p: CuratedPrerequisite) -> ScoredPair:
    return ScoredPair(p.before, p.after, CURATED_SCORES[p.strength], p.reason, curated=True)


def _renamed_mention(mention: MentionRecord, concept: str) -> MentionRecord:
    return mention if mention.concept == concept else replace(mention, concept=concept)


def _renamed(question: Question, ids: Mapping[str, str]) -> Question:
    concepts = tuple(ids[c] for c in question.concepts if c in ids)
    return question if concepts == question.concepts else replace(question, concepts=concepts)


def _reject_records(rejections: Sequence[Rejection]) -> tuple[RejectRecord, ...]:
    records = {RejectRecord(r.path, r.line, r.text, r.reason.value, r.what) for r in rejections}
    return tuple(sorted(records, key=lambda r: (r.path, r.line, r.reason, r.what)))
