"""A knowledge graph as the nodes and relationships that both stores hold: the data model in rows."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from graph.errors import StoreError
from graph.model import Concept, Evidence, KnowledgeGraph, NoteFile, PassageRecord, Question, Relation
from graph.store import StoreContent, Value

Properties: TypeAlias = Mapping[str, Value]
NodeKey: TypeAlias = tuple[str, str]
"""Label and value of the key property: what makes a node the same one in two builds."""

KEY_PROPERTIES = {"Concept": "id", "Note": "path", "Passage": "id", "Question": "id"}
"""The property that is unique within a label; `id` for any other label."""

_STRUCTURE_TYPES = frozenset({"HAS", "MENTIONS", "ASKS"})
"""Relationships that tie notes to concepts; all others are relations between concepts."""


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node with its one label."""

    label: str
    props: Properties

    @property
    def key(self) -> NodeKey:
        """Label and key value. Raises KeyError where the key property is missing."""
        return (self.label, str(self.props[key_property(self.label)]))


@dataclass(frozen=True, slots=True)
class RelationshipRow:
    """A relationship between two nodes that are named by their keys."""

    type: str
    source: NodeKey
    target: NodeKey
    props: Properties = field(default_factory=dict)


def key_property(label: str) -> str:
    """Name of the property that is unique among the nodes of `label`."""
    return KEY_PROPERTIES.get(label, "id")


def graph_rows(graph: KnowledgeGraph) -> tuple[list[NodeRow], list[RelationshipRow]]:
    """Nodes and relationships of `graph` in its order, each once; empty values are left out, so they read as null."""
    passage_at = _passage_finder(graph.passages)
    nodes = [
        *map(_concept_node, graph.concepts),
        *map(_note_node, graph.notes),
        *map(_passage_node, graph.passages),
        *map(_question_node, graph.questions),
    ]
    relationships = [
        *(_relation_row(relation, passage_at) for relation in graph.relations),
        *_having(graph.notes, graph.passages),
        *_mentioning(graph, passage_at),
        *_asking(graph),
    ]
    return nodes, relationships


def content_of(nodes: Iterable[NodeRow], relationships: Iterable[RelationshipRow], build_id: str) -> StoreContent:
    """What a store holds once it holds these rows."""
    counts: dict[str, int] = defaultdict(int)
    for node in nodes:
        counts[node.label] += 1
    relations = sum(1 for row in relationships if row.type not in _STRUCTURE_TYPES)
    return StoreContent(build_id=build_id, concepts=counts["Concept"], relations=relations, passages=counts["Passage"])


def check_rows(nodes: Iterable[NodeRow], relationships: Iterable[RelationshipRow]) -> None:
    """Raises StoreError for two nodes with one key, a node without one, or a relationship whose end is missing."""
    keys: set[NodeKey] = set()
    for node in nodes:
        if key_property(node.label) not in node.props:
            raise StoreError(f"a {node.label} node has no {key_property(node.label)}: {dict(node.props)}")
        if node.key in keys:
            raise StoreError(f"two {node.label} nodes have the {key_property(node.label)} {node.key[1]!r}")
        keys.add(node.key)
    for row in relationships:
        for end in (row.source, row.target):
            if end not in keys:
                raise StoreError(f"{row.source[1]} {row.type} {row.target[1]}: there is no {end[0]} {end[1]!r}")


def _concept_node(concept: Concept) -> NodeRow:
    paper = concept.paper
    return _node(
        "Concept",
        id=concept.id,
        name=concept.name,
        name_zh=concept.name_zh,
        aliases=list(concept.aliases),
        kind=concept.kind,
        area=concept.area,
        level=concept.level,
        definition=concept.definition,
        definition_zh=concept.definition_zh,
        year=concept.year,
        status=concept.status.value,
        paper=paper.arxiv if paper else "",
        paper_title=paper.title if paper else "",
    )


def _note_node(note: NoteFile) -> NodeRow:
    return _node("Note", path=note.path, title=note.title, lang=note.lang)


def _passage_node(passage: PassageRecord) -> NodeRow:
    return _node(
        "Passage",
        id=passage.id,
        path=passage.path,
        line=passage.line,
        text=passage.text,
        lang=passage.lang,
        kind=passage.kind,
        heading_path=list(passage.heading_path),
    )


def _question_node(question: Question) -> NodeRow:
    return _node("Question", id=question.id, text=question.text, path=question.path, line=question.line)


def _node(label: str, **props: Value) -> NodeRow:
    return NodeRow(label, _present(props))


def _present(props: Mapping[str, Value]) -> Properties:
    return {name: value for name, value in props.items() if value is not None and value != ""}


def _relation_row(relation: Relation, passage_at: "_PassageFinder") -> RelationshipRow:
    props = _present(
        {
            "status": relation.status.value,
            "confidence": relation.confidence,
            "support": relation.support,
            "rules": _each_once(evidence.rule for evidence in relation.evidence),
            "evidence": _each_once(_evidence_ids(relation.evidence, passage_at)),
            "reason": relation.reason,
            "paper": relation.paper,
        }
    )
    return RelationshipRow(relation.type.value, ("Concept", relation.subject), ("Concept", relation.object), props)


def _evidence_ids(evidence: Iterable[Evidence], passage_at: "_PassageFinder") -> Iterator[str]:
    for line in evidence:
        yield passage_at(line.path, line.line) or f"{line.path}#{line.line}"


def _having(notes: Iterable[NoteFile], passages: Iterable[PassageRecord]) -> Iterator[RelationshipRow]:
    paths = {note.path for note in notes}
    for passage in passages:
        if passage.path in paths:
            yield RelationshipRow("HAS", ("Note", passage.path), ("Passage", passage.id))


def _mentioning(graph: KnowledgeGraph, passage_at: "_PassageFinder") -> Iterator[RelationshipRow]:
    found = ((passage_at(mention.path, mention.line), mention.concept) for mention in graph.mentions)
    for passage, concept in dict.fromkeys(found):
        if passage and concept in graph.concept_by_id:
            yield RelationshipRow("MENTIONS", ("Passage", passage), ("Concept", concept))


def _asking(graph: KnowledgeGraph) -> Iterator[RelationshipRow]:
    for question in graph.questions:
        for concept in dict.fromkeys(question.concepts):
            if concept in graph.concept_by_id:
                yield RelationshipRow("ASKS", ("Question", question.id), ("Concept", concept))


_PassageFinder: TypeAlias = Callable[[str, int], str]


def _passage_finder(passages: Iterable[PassageRecord]) -> _PassageFinder:
    """A function from file and line to the id of the passage there, or "".

    A passage knows only its first line, so a later line belongs to the passage that starts last before it.
    """
    starts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for passage in passages:
        starts[passage.path].append((passage.line, passage.id))
    for in_file in starts.values():
        in_file.sort()

    def passage_at(path: str, line: int) -> str:
        in_file = starts.get(path, [])
        place = bisect_right(in_file, line, key=lambda start: start[0])
        return in_file[place - 1][1] if place else ""

    return passage_at


def _each_once(values: Iterable[str]) -> list[Value]:
    return list(dict.fromkeys(values))
