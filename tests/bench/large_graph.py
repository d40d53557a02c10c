"""A generated graph of the size that the targets name, the same on every run."""

from random import Random

from graph.model import (
    Concept,
    Evidence,
    KnowledgeGraph,
    MentionRecord,
    NoteFile,
    PassageRecord,
    Relation,
    RelationStatus,
)
from graph.ontology import RelationType, is_symmetric, ontology

_WORDS = (
    "attention",
    "注意力",
    "cache",
    "缓存",
    "router",
    "路由",
    "gradient",
    "梯度",
    "token",
    "词元",
    "expert",
    "专家",
)


def large_graph(concepts: int = 20_000, relations: int = 100_000, passages: int = 100_000) -> KnowledgeGraph:
    """Concepts, relations and passages in these numbers, a note for 100 passages, two mentions a passage."""
    random = Random(7)
    names = [_concept(random, number) for number in range(concepts)]
    notes = [NoteFile(f"notes/n{number:05d}.md", f"Note {number}", "en") for number in range(max(1, passages // 100))]
    texts = [_passage(random, number) for number in range(passages)]
    mentions = [
        MentionRecord(random.choice(names).id, passage.path, passage.line, "surface")
        for passage in texts
        for _ in range(2)
    ]
    return KnowledgeGraph(
        tuple(names), _relations(random, names, texts, relations), tuple(notes), tuple(texts), tuple(mentions)
    )


def _concept(random: Random, number: int) -> Concept:
    words = random.sample(_WORDS, 3)
    return Concept(
        id=f"concept-{number}",
        name=f"Concept {number} {words[0]}",
        name_zh=f"概念{number}{words[1]}",
        aliases=(f"C{number}", f"{words[2]}-{number}"),
        kind=random.choice(list(ontology().kinds)),
        area=random.choice(list(ontology().areas)),
        definition=" ".join(random.choices(_WORDS, k=15)),
        level=random.randint(1, 5),
    )


def _passage(random: Random, number: int) -> PassageRecord:
    path, line = f"notes/n{number // 100:05d}.md", 3 * (number % 100) + 1
    text = " ".join(random.choices(_WORDS, k=25))
    return PassageRecord(f"{path}#{line}", path, line, text, "en", (f"Heading {number % 7}",))


def _relations(
    random: Random, concepts: list[Concept], passages: list[PassageRecord], number: int
) -> tuple[Relation, ...]:
    found: dict[tuple[str, str, str], Relation] = {}
    types = list(RelationType)
    while len(found) < number:
        kind = random.choice(types)
        pair = [concept.id for concept in random.sample(concepts, 2)]
        subject, target = sorted(pair) if is_symmetric(kind) else pair
        passage = random.choice(passages)
        evidence = Evidence(passage.path, passage.line, passage.text, f"rule-{random.randint(1, 30)}", "en")
        relation = Relation(subject, kind, target, RelationStatus.ASSERTED, random.random(), 1, (evidence,))
        found.setdefault(relation.key, relation)
    return tuple(found.values())
