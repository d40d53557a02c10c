"""Apply the rules for sentences to one statement."""

import re
from collections.abc import Iterator

from etl.model import Rejection, RejectReason, RelationMention
from etl.relations.patterns import ProseRule, prose_rules
from etl.relations.statement import SLOT, Statement

_SLOT = re.compile(SLOT)
_NEGATED = re.compile(
    r"不是|并非|并不是|不属于|不同于|而非|而不是|没有使用|未使用|不使用|不再使用|不需要|无需|不依赖|不能|无法|放弃了?"
    r"|\b(?:is|are|was|were|do|does|did|can|could|should|has|have)(?: not|n't)\b"
    r"|\bcannot\b|\bnot\b|\bnever\b|\bno longer\b"
    r"|\bwithout\b|\brather than\b|\binstead of\b|\bunlike\b",
    re.IGNORECASE,
)
_REFUTED = re.compile(
    r"误区|误解|谣言|错误的?(?:说法|观点|认识)|有人(?:认为|以为)|常见错误|并不等(?:价|同)|\bmyth\b|\bmisconception\b|\bmistakenly\b"
    r"|\bit is (?:false|wrong)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"是否|能否|可否|会不会|是不是|如果|假如|假设|也许|或许|\bwhether\b|\bmight\b|\bperhaps\b|\bif\b",
    re.IGNORECASE,
)


def prose_relations(statement: Statement) -> Iterator[RelationMention | Rejection]:
    """What the sentence states by its words; what it denies or leaves open comes as a Rejection."""
    if len(statement.mentions) < 2:
        return
    for rule in prose_rules():
        if rule.lang == statement.lang:
            yield from _apply(rule, statement)


def _apply(rule: ProseRule, statement: Statement) -> Iterator[RelationMention | Rejection]:
    at = 0
    while found := rule.pattern.search(statement.form, at):
        at = found.start() + 1
        clause = found.group()
        for subject in _SLOT.findall(found["S"]):
            for object_ in _SLOT.findall(found["O"]):
                yield _verdict(rule, statement, clause, subject, object_)


def _verdict(
    rule: ProseRule, statement: Statement, clause: str, subject: str, object_: str
) -> RelationMention | Rejection:
    s, o = statement.mention_at(subject), statement.mention_at(object_)
    line = statement.passage.line_at(max(s.start, o.start))
    reason = doubt(statement, clause)
    if s.concept == o.concept:
        reason = RejectReason.SAME_CONCEPT
    if reason is not None:
        what = f"{s.concept} {rule.type} {o.concept}"
        return Rejection(statement.passage.path, line, statement.plain().strip(), reason, what)
    return RelationMention(s.concept, rule.type, o.concept, rule.id, statement.passage.path, line, statement.lang)


def doubt(statement: Statement, clause: str) -> RejectReason | None:
    """Why the words of `clause` can't be taken as said, or None where they can."""
    if _NEGATED.search(clause):
        return RejectReason.NEGATED
    if _REFUTED.search(statement.form) or any(_REFUTED.search(h.text) for h in statement.passage.heading_path):
        return RejectReason.HEDGED
    before = statement.form[: statement.form.find(clause)][-8:]
    if _HEDGED.search(clause) or _HEDGED.search(before):
        return RejectReason.HEDGED
    return None
