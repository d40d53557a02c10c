"""All relations that one note states: by the rules, and by the classifier that weighs them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.model import Passage, Rejection, RejectReason, RelationMention
from etl.relations.candidates import CandidatePair, candidate_pairs
from etl.relations.carry import with_carried_subject, with_definition_joined
from etl.relations.classifier import Decision, classify
from etl.relations.features import Votes, features
from etl.relations.knowledge import CuratedKnowledge
from etl.relations.model_file import RelationModel
from etl.relations.note_view import NoteView
from etl.relations.prose import prose_relations
from etl.relations.statement import Statement, statements
from etl.relations.structure import containment_relations, header_contrasts, table_relations
from graph.ontology import may_join

MODEL_RULE = "model"
"""What the rule name of a decision of the classifier starts with; its reasons follow."""


@dataclass(frozen=True, slots=True)
class FoundRelations:
    """What the rules and the classifier find in a note, and what is turned away."""

    relations: tuple[RelationMention, ...]
    rejections: tuple[Rejection, ...]


def find_relations(view: NoteView, knowledge: CuratedKnowledge, model: RelationModel | None) -> FoundRelations:
    """What `view`'s note states, in order of lines. Without a model the rules alone decide."""
    relations: dict[RelationMention, None] = {}
    rejections: dict[Rejection, None] = {}
    for passage in view.passages:
        sentences = list(statements(passage, view.mentions[passage.index]))
        found = [_within_signature(f, knowledge, view) for f in _by_rules(view, passage, sentences)]
        stated = [f for f in found if isinstance(f, RelationMention)]
        rejections.update(dict.fromkeys(f for f in found if isinstance(f, Rejection)))
        relations.update(dict.fromkeys(stated))
        if model is not None:
            denied = {f.what for f in found if isinstance(f, Rejection)}
            votes = _votes(stated)
            for pair in candidate_pairs(view, passage, sentences, knowledge):
                seen = features(view, pair, knowledge, votes)
                decision = classify(model, seen)
                if decision is not None:
                    mention = _mention(pair, decision)
                    if (
                        _may_hold(mention, knowledge)
                        and f"{mention.subject} {mention.type} {mention.object}" not in denied
                    ):
                        relations[mention] = None
    return FoundRelations(tuple(relations), tuple(rejections))


def _may_hold(relation: RelationMention, knowledge: CuratedKnowledge) -> bool:
    """Whether the ontology allows the type between these kinds; of a new concept the kind is not known."""
    subject, object_ = knowledge.concepts.get(relation.subject), knowledge.concepts.get(relation.object)
    return subject is None or object_ is None or may_join(relation.type, subject.kind, object_.kind)


def _within_signature(
    found: RelationMention | Rejection, knowledge: CuratedKnowledge, view: NoteView
) -> RelationMention | Rejection:
    if isinstance(found, Rejection) or _may_hold(found, knowledge):
        return found
    what = f"{found.subject} {found.type} {found.object}"
    return Rejection(found.path, found.line, view.text_at(found.line), RejectReason.SIGNATURE, what)


def rule_relations(view: NoteView) -> Iterator[RelationMention]:
    """What the rules alone find in a note."""
    for passage in view.passages:
        sentences = list(statements(passage, view.mentions[passage.index]))
        yield from (f for f in _by_rules(view, passage, sentences) if isinstance(f, RelationMention))


def candidate_features(
    view: NoteView, passage: Passage, knowledge: CuratedKnowledge
) -> Iterator[tuple[CandidatePair, list[str]]]:
    """The candidates of a passage with what the classifier sees of each."""
    sentences = list(statements(passage, view.mentions[passage.index]))
    votes = _votes([f for f in _by_rules(view, passage, sentences) if isinstance(f, RelationMention)])
    for pair in candidate_pairs(view, passage, sentences, knowledge):
        yield pair, features(view, pair, knowledge, votes)


def _by_rules(
    view: NoteView, passage: Passage, sentences: Sequence[Statement]
) -> Iterator[RelationMention | Rejection]:
    yield from containment_relations(view, passage)
    yield from table_relations(view, passage)
    yield from header_contrasts(view, passage)
    for statement in sentences:
        yield from prose_relations(with_definition_joined(statement))
        for carried in with_carried_subject(view, statement):
            yield from prose_relations(carried)


def _votes(stated: Sequence[RelationMention]) -> Votes:
    votes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for r in stated:
        if r.rule not in votes[r.subject, r.object]:
            votes[r.subject, r.object].append(r.rule)
    return votes


def _mention(pair: CandidatePair, decision: Decision) -> RelationMention:
    ends = (pair.second, pair.first) if decision.direction == "<" else (pair.first, pair.second)
    return RelationMention(
        subject=ends[0].concept,
        type=decision.type,
        object=ends[1].concept,
        rule=f"{MODEL_RULE}: {'; '.join(decision.because)}",
        path=pair.passage.path,
        line=pair.line,
        lang=pair.passage.lang,
        precision=decision.confidence,
    )
