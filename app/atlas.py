"""A knowledge graph made ready for the questions that pages ask, without its texts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.wording import Lang
from graph.concept_index import ConceptIndex
from graph.errors import UnknownConcept
from graph.learning_order import Prerequisites
from graph.model import Concept, KnowledgeGraph, Relation, RelationStatus
from graph.ontology import RelationType, ontology

_AREA_NAMES = {"nlp": "Classic NLP", "moe": "MoE", "rag": "Retrieval", "deep-learning": "Deep learning"}
"""English labels of areas whose id does not read as one."""
_STATUS_RANK = {s: n for n, s in enumerate(RelationStatus)}


@dataclass(frozen=True)
class Atlas:
    """Concepts and relations of one build, indexed."""

    graph: KnowledgeGraph
    build_id: str = ""

    @cached_property
    def index(self) -> ConceptIndex:
        """Concepts by the names they answer to."""
        return ConceptIndex.of(self.graph.concepts)

    @cached_property
    def prerequisites(self) -> Prerequisites:
        """The learning order."""
        return Prerequisites(self.graph)

    @cached_property
    def relations_of(self) -> dict[str, tuple[Relation, ...]]:
        """Relations at each concept, best known first."""
        table: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.graph.relations:
            table[relation.subject].append(relation)
            table[relation.object].append(relation)
        return {concept: tuple(sorted(found, key=_rank)) for concept, found in table.items()}

    @cached_property
    def relation_by_key(self) -> dict[str, Relation]:
        """Relations by the id that the graph view gives them."""
        return {relation_id(r): r for r in self.graph.relations}

    def concept(self, concept: str) -> Concept:
        """The concept with this id. Raises KeyError."""
        return self.graph.concept_by_id[concept]

    def has(self, concept: str | None) -> bool:
        """Whether there is a concept with this id."""
        return bool(concept) and concept in self.graph.concept_by_id

    def resolve(self, name: str | None) -> str:
        """The id of the concept that answers to a name; empty where none does."""
        if not name:
            return ""
        try:
            return name if self.has(name) else self.index.find(name).id
        except UnknownConcept:
            return ""

    def between(self, concepts: Iterable[str]) -> list[Relation]:
        """Relations with both ends among `concepts`, in a stable order."""
        inside = set(concepts)
        found = {r.key: r for c in inside for r in self.relations_of.get(c, ()) if {r.subject, r.object} <= inside}
        return [found[key] for key in sorted(found)]


def relation_id(relation: Relation) -> str:
    """The id of a relation in links and in the graph view."""
    return " ".join(relation.key)


def label(concept: Concept, lang: Lang) -> str:
    """What a concept is called in a language; the other language's name where it has none."""
    return concept.name_zh or concept.name if lang == "zh" else concept.name


def both_names(concept: Concept, lang: Lang) -> str:
    """The name in this language, and the other one after a dot."""
    if not concept.name_zh or concept.name_zh == concept.name:
        return concept.name
    pair = (concept.name, concept.name_zh)
    return " · ".join(reversed(pair) if lang == "zh" else pair)


def definition(concept: Concept, lang: Lang) -> str:
    """The definition in this language, else in the other; empty for a discovered concept."""
    pair = (concept.definition_zh, concept.definition)
    return next((d for d in (pair if lang == "zh" else reversed(pair)) if d), "")


def reads(relation_type: RelationType, lang: Lang) -> str:
    """The words between subject and object."""
    traits = ontology().relations[relation_type]
    return traits.reads_zh if lang == "zh" else traits.reads


def area_name(area: str, lang: Lang) -> str:
    """An area's label."""
    return ontology().areas[area] if lang == "zh" else _AREA_NAMES.get(area, area.capitalize())


def kind_name(kind: str, lang: Lang) -> str:
    """A kind's label."""
    return ontology().kinds[kind] if lang == "zh" else kind.replace("_", " ")


def sentence(relation: Relation, atlas: Atlas, lang: Lang) -> str:
    """The relation as a sentence, e.g. `QLoRA extends LoRA`."""
    subject, object_ = (label(atlas.concept(c), lang) for c in (relation.subject, relation.object))
    words = reads(relation.type, lang)
    if "…" in words:
        before, after = words.split("…")
        return f"{subject} {before} {object_} {after}"
    return f"{subject} {words} {object_}"


def _rank(relation: Relation) -> tuple[int, float, tuple[str, str, str]]:
    return (_STATUS_RANK[relation.status], -relation.confidence, relation.key)
