"""Small graphs for tests of stores."""

import json
from pathlib import Path
from typing import Any

from graph.model import (
    Concept,
    Evidence,
    KnowledgeGraph,
    MentionRecord,
    NoteFile,
    PassageRecord,
    Question,
    Relation,
    RelationStatus,
)
from graph.ontology import RelationType
from graph.store import Table, Value
from graph.stores.rows import NodeRow, RelationshipRow

SHARED_QUERIES = Path(__file__).resolve().parent.parent.parent / "shared" / "queries"


def attention_graph() -> KnowledgeGraph:
    """MHA, MQA and GQA with one note; GQA generalizes MQA."""
    concepts = (
        Concept("gqa", "Grouped-Query Attention", "component", "attention", name_zh="分组查询注意力", aliases=("GQA",)),
        Concept("mha", "Multi-Head Attention", "component", "attention", aliases=("MHA", "多头注意力"), level=2),
        Concept("mqa", "Multi-Query Attention", "component", "attention", year=2019),
    )
    line = "GQA generalizes MQA and keeps the quality of MHA."
    relations = (
        _stated("gqa", RelationType.GENERALIZES, "mqa", line),
        _stated("mha", RelationType.PREREQUISITE_OF, "gqa", line),
        _stated("mha", RelationType.PREREQUISITE_OF, "mqa", line),
    )
    return KnowledgeGraph(
        concepts,
        relations,
        notes=(NoteFile("attention.md", "Attention", "en"),),
        passages=(PassageRecord("attention.md#3", "attention.md", 3, line, "en", ("Attention",)),),
        mentions=tuple(MentionRecord(name, "attention.md", 3, name.upper()) for name in ("gqa", "mha", "mqa")),
        questions=(Question("attention.md#9", "Why does GQA save memory?", "attention.md", 9, ("gqa",)),),
    )


def numbered_graph(size: int, mark: str) -> KnowledgeGraph:
    """A chain of `size` concepts; each concept and relation carries `mark`, so that a mixture of two shows."""
    concepts = tuple(
        Concept(f"c-{number:05d}", f"Concept {number}", "method", "attention", definition=mark)
        for number in range(size)
    )
    relations = tuple(
        Relation(
            f"c-{number:05d}",
            RelationType.USES,
            f"c-{number + 1:05d}",
            RelationStatus.CURATED,
            confidence=0.9,
            reason=mark,
        )
        for number in range(size - 1)
    )
    return KnowledgeGraph(concepts, relations)


def shared_rows() -> tuple[list[NodeRow], list[RelationshipRow]]:
    """The graph of ../shared/queries."""
    graph: dict[str, Any] = json.loads((SHARED_QUERIES / "graph.json").read_text(encoding="utf-8"))
    labels = {node["key"]: node["label"] for node in graph["nodes"]}
    nodes = [NodeRow(node["label"], node["props"]) for node in graph["nodes"]]
    relationships = [
        RelationshipRow(rel["type"], (labels[rel["src"]], rel["src"]), (labels[rel["dst"]], rel["dst"]), rel["props"])
        for rel in graph["rels"]
    ]
    return nodes, relationships


def one(table: Table) -> Value:
    """The only cell of a table."""
    assert len(table.rows) == 1 and len(table.rows[0]) == 1, table
    return table.rows[0][0]


def _stated(subject: str, kind: RelationType, target: str, line: str) -> Relation:
    evidence = Evidence("attention.md", 3, line, "prose", "en")
    return Relation(subject, kind, target, RelationStatus.ASSERTED, 0.8, support=1, evidence=(evidence,))
