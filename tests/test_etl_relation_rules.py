"""Each rule for sentences carries its examples; they run here."""

import re

import pytest

from etl.model import Mention, Passage, PassageKind, RelationMention
from etl.relations.carry import with_definition_joined
from etl.relations.patterns import Example, ProseRule, prose_rules
from etl.relations.prose import prose_relations
from etl.relations.statement import statements


def passage_with_mentions(text: str, lang: str) -> tuple[Passage, list[Mention]]:
    """A passage out of text with its mentions in [brackets]; each mention is its own concept."""
    plain, mentions = "", []
    for piece in re.split(r"(\[[^\]]+\])", text):
        if piece.startswith("["):
            name = piece[1:-1]
            mentions.append(Mention(name, len(plain), len(plain) + len(name), name))
            plain += name
        else:
            plain += piece
    return Passage(0, "note.md", 1, PassageKind.PARAGRAPH, plain, lang), mentions


def stated_by(rule: ProseRule, text: str) -> set[str]:
    passage, mentions = passage_with_mentions(text, rule.lang)
    return {
        f"{r.subject} {r.type} {r.object}"
        for statement in statements(passage, mentions)
        for r in prose_relations(with_definition_joined(statement))
        if isinstance(r, RelationMention) and r.rule == rule.id
    }


EXAMPLES = [(rule, example) for rule in prose_rules() for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}:{e.text[:30]}" for r, e in EXAMPLES])
def test_rule_states_its_examples_and_nothing_else(rule: ProseRule, example: Example) -> None:
    assert stated_by(rule, example.text) == set(example.states)


def test_rules_have_unique_ids_and_an_example_each() -> None:
    ids = [rule.id for rule in prose_rules()]
    assert len(ids) == len(set(ids))
    assert all(any(example.states for example in rule.examples) for rule in prose_rules())


@pytest.mark.parametrize(
    "text",
    [
        "[QLoRA] 并不是 [LoRA] 的变体",
        "误区：[QLoRA] 是 [LoRA] 的变体",
        "如果 [QLoRA] 是 [LoRA] 的变体",
    ],
)
def test_denied_or_doubted_statements_give_no_relation(text: str) -> None:
    passage, mentions = passage_with_mentions(text, "zh")
    found = [r for s in statements(passage, mentions) for r in prose_relations(s)]
    assert not [r for r in found if isinstance(r, RelationMention)]
    assert {r.reason.value for r in found} <= {"negated", "hedged"}
