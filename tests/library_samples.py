"""A small graph in which each named query finds something: two notes, three areas, and some faults on purpose."""

from graph.model import (
    Concept,
    ConceptStatus,
    Evidence,
    KnowledgeGraph,
    MentionRecord,
    NoteFile,
    PassageRecord,
    Question,
    Relation,
    RelationStatus,
)
from graph.ontology import RelationType, is_symmetric

ZH, EN = "notes/微调.md", "notes/attention.md"

CONCEPTS = """
softmax | softmax | component | math | 1 |
attention | attention | component | attention | 2 | 2014 | 注意力
multi-head-attention | multi-head attention | component | attention | 3 | 2017 | 多头注意力 | MHA
mqa | multi-query attention | component | attention | 4 | 2019 | | MQA
gqa | grouped-query attention | component | attention | 4 | 2023 | 分组查询注意力 | GQA
transformer | transformer | architecture | transformer | 3 | 2017
kv-cache | KV cache | component | inference | 3 |
llm | large language model | category | models | 2 | | 大语言模型 | LLM
lora | LoRA | method | finetuning | 3 | 2021 | 低秩适配 | low-rank adaptation
qlora | QLoRA | method | finetuning | 4 | 2023
dora | DoRA | method | finetuning | 4 | 2024
rlhf | RLHF | method | alignment | 4 | 2022
ppo | PPO | method | alignment | 4 | 2017
dpo | DPO | method | alignment | 4 | 2023
rag | RAG | method | rag | 3 | 2020 | 检索增强生成
hallucination | hallucination | problem | safety | 2 | | 幻觉
mmlu | MMLU | benchmark | evaluation | 2 | 2020
perplexity | perplexity | metric | evaluation | 2 |
lonely | lonely trick | idea | nlp | 5 |
"""

RELATIONS = """
gqa GENERALIZES mqa asserted 0.9
gqa EXTENDS multi-head-attention asserted 0.8
mqa EXTENDS multi-head-attention asserted 0.7
multi-head-attention EXTENDS attention curated 1.0
multi-head-attention PART_OF transformer asserted 0.9
attention USES softmax asserted 0.9
transformer USES attention curated 1.0
kv-cache USED_FOR attention proposed 0.4
qlora EXTENDS lora asserted 0.95
dora EXTENDS lora asserted 0.8
lora EXTENDS dora proposed 0.3
lora IS_A llm proposed 0.2
lora PART_OF llm proposed 0.2
dpo ALTERNATIVE_TO ppo asserted 0.9
dpo CONTRASTS_WITH rlhf asserted 0.6
rlhf USES ppo asserted 0.9
rlhf USES llm curated 1.0
qlora USES llm curated 1.0
qlora USES transformer curated 0.9
rag ADDRESSES hallucination asserted 0.9
rag USES llm asserted 0.8
mmlu EVALUATES llm asserted 0.9
perplexity EVALUATES llm curated 1.0
lora CONTRASTS_WITH rag asserted 0.5
softmax PREREQUISITE_OF attention inferred 0.9
attention PREREQUISITE_OF multi-head-attention inferred 0.9
multi-head-attention PREREQUISITE_OF gqa inferred 0.8
multi-head-attention PREREQUISITE_OF mqa inferred 0.7
mqa PREREQUISITE_OF gqa inferred 0.6
multi-head-attention PREREQUISITE_OF transformer inferred 0.9
transformer PREREQUISITE_OF llm inferred 0.9
llm PREREQUISITE_OF lora inferred 0.9
lora PREREQUISITE_OF qlora inferred 0.9
lora PREREQUISITE_OF dora inferred 0.8
llm PREREQUISITE_OF rlhf inferred 0.8
ppo PREREQUISITE_OF rlhf inferred 0.8
"""

PASSAGES = (
    (EN, 1, "heading", "Attention variants", ("attention",)),
    (EN, 3, "paragraph", "GQA generalizes MQA; both extend MHA.", ("gqa", "mqa", "multi-head-attention")),
    (EN, 5, "paragraph", "The KV cache of attention grows with length.", ("kv-cache", "attention")),
    (EN, 7, "paragraph", "MMLU and perplexity measure a large language model.", ("mmlu", "perplexity", "llm")),
    (EN, 9, "paragraph", "LoRA and QLoRA tune a large language model.", ("lora", "qlora", "llm")),
    (ZH, 1, "heading", "微调方法", ("lora",)),
    (ZH, 3, "paragraph", "QLoRA 在 LoRA 的基础上引入量化；DoRA 也是。", ("qlora", "lora", "dora")),
    (ZH, 5, "paragraph", "DPO 可以替代 PPO；RLHF 使用 PPO。", ("dpo", "ppo", "rlhf")),
    (ZH, 7, "paragraph", "RAG 缓解幻觉；LoRA 做不到。", ("rag", "hallucination", "lora")),
    (ZH, 9, "paragraph", "大语言模型与注意力。", ("llm", "attention")),
)

QUESTIONS = (
    Question(f"{EN}#11", "Why does GQA save memory?", EN, 11, ("gqa", "kv-cache")),
    Question(f"{ZH}#11", "LoRA 和 QLoRA 的区别？", ZH, 11, ("lora", "qlora")),
    Question(f"{ZH}#13", "怎么租显卡？", ZH, 13, ()),
)


def library_graph() -> KnowledgeGraph:
    """All of it as one knowledge graph."""
    concepts = [_concept([part.strip() for part in line.split("|")]) for line in CONCEPTS.strip().splitlines()]
    relations = [_relation(*line.split()) for line in RELATIONS.strip().splitlines()]
    return KnowledgeGraph(
        tuple(sorted(concepts, key=lambda concept: concept.id)),
        tuple(sorted(relations, key=lambda relation: relation.key)),
        notes=(NoteFile(EN, "Attention", "en"), NoteFile(ZH, "微调", "zh")),
        passages=tuple(
            PassageRecord(f"{path}#{line}", path, line, text, "en" if path == EN else "zh", kind=kind)
            for path, line, kind, text, _ in PASSAGES
        ),
        mentions=tuple(
            MentionRecord(concept, path, line, concept) for path, line, _, _, named in PASSAGES for concept in named
        ),
        questions=QUESTIONS,
    )


def _concept(fields: list[str]) -> Concept:
    id_, name, kind, area, level, year, name_zh, alias = [*fields, "", "", ""][:8]
    discovered = id_ == "dora"
    return Concept(
        id_,
        name,
        kind,
        area,
        ConceptStatus.DISCOVERED if discovered else ConceptStatus.CURATED,
        name_zh=name_zh,
        aliases=(alias,) if alias else (),
        definition="" if discovered else f"{name} is a {kind}.",
        definition_zh=f"{name_zh}。" if name_zh else "",
        level=int(level),
        year=int(year) if year else None,
    )


def _relation(subject: str, kind: str, target: str, status: str, confidence: str) -> Relation:
    type_ = RelationType(kind)
    if is_symmetric(type_):
        subject, target = sorted((subject, target))
    lines = [
        Evidence(path, line, text, f"{kind.lower()}-rule", "en" if path == EN else "zh")
        for path, line, _, text, named in PASSAGES
        if subject in named and target in named and status in {"asserted", "proposed"}
    ]
    if status == "asserted" and not lines:
        lines = [Evidence(EN, 9, PASSAGES[4][3], f"{kind.lower()}-rule", "en")]
    return Relation(
        subject,
        type_,
        target,
        RelationStatus(status),
        float(confidence),
        support=len({line.path for line in lines}),
        evidence=tuple(lines),
        reason="because it is so" if status in {"curated", "inferred"} else "",
    )
