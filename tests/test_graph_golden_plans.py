"""Ten plans for well-known goals, read by a teacher and kept: made from the lexicon alone, without notes.

A change of the lexicon may change a plan. Read the difference, and where you would sign it, write it anew with
GRADUS_UPDATE_GOLDEN=1.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from etl.lexicon.compiled import load_lexicon
from etl.resolution.resolve import resolve
from graph.concept_index import ConceptIndex
from graph.learning_order import Prerequisites
from graph.study import plan

PLANS = Path(__file__).parent / "golden" / "plans"
GOALS = {
    "gqa": ["GQA"],
    "qlora": ["QLoRA"],
    "dpo": ["DPO"],
    "flashattention": ["FlashAttention"],
    "speculative-decoding": ["speculative decoding"],
    "graphrag": ["GraphRAG"],
    "zero-3": ["ZeRO-3"],
    "rope-extrapolation": ["RoPE scaling", "YaRN"],
    "moe-serving": ["DeepSpeed-MoE", "expert parallelism"],
    "stable-diffusion": ["Stable Diffusion"],
}


@cache
def lexicon_graph():
    return resolve((), load_lexicon()).graph


def written(goals):
    graph = lexicon_graph()
    index, prerequisites = ConceptIndex.of(graph.concepts), Prerequisites(graph)
    lines = []
    for depth in ("follow", "thorough"):
        found = plan(prerequisites, [index.find(g).id for g in goals], depth=depth)
        lines += [f"{depth}: {len(found.steps)} steps"]
        for number, stage in enumerate(found.stages):
            lines.append(f"  {stage.area}")
            for step in (s for s in found.steps if s.stage == number):
                need = step.needed_for[0] if step.needed_for else None
                why = f" < {need.concept}: {need.reason}" if need else ""
                lines.append(f"    {step.concept.level} {step.concept.name}{' (goal)' if step.is_goal else ''}{why}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", GOALS)
def test_the_plan_is_the_one_that_was_signed(name):
    file, text = PLANS / f"{name}.txt", written(GOALS[name])
    if os.environ.get("GRADUS_UPDATE_GOLDEN"):
        PLANS.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_attention_and_mha_come_before_gqa_with_a_reason():
    graph = lexicon_graph()
    steps = plan(Prerequisites(graph), [ConceptIndex.of(graph.concepts).find("GQA").id]).steps
    place = {s.concept.id: n for n, s in enumerate(steps)}
    assert place["attention"] < place["multi-head-attention"] < place["grouped-query-attention"] == len(steps) - 1
    assert all(need.reason for step in steps for need in step.needed_for)
