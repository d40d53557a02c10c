"""Compare cards, lineages, questions, explanations and the review queue."""

from hypothesis import given
from order_samples import before, concept, graph_of, graphs_with_subsets

from graph.compare import Facet, compare
from graph.explanations import Explanations, reading_minutes
from graph.learning_order import Prerequisites
from graph.lineage import lineage
from graph.model import Concept, KnowledgeGraph, MentionRecord, PassageRecord, Question, Relation, RelationStatus
from graph.ontology import RelationType
from graph.questions import coverage, prepared_by, questions_about, readiness
from graph.review import review_queue


def curated(subject, type_, object_, status=RelationStatus.CURATED):
    return Relation(subject, RelationType(type_), object_, status, 0.9)


def notes(*lines, concepts, relations=()):
    """A graph whose one note has these lines, each naming the concepts whose names it contains."""
    passages, mentions = [], []
    for n, (kind, headings, text) in enumerate(lines, 1):
        passages.append(PassageRecord(f"n.md#{n}", "n.md", n, text, "en", headings, kind))
        mentions += [MentionRecord(c.id, "n.md", n, c.name) for c in concepts if c.name in text]
    return KnowledgeGraph(tuple(concepts), tuple(relations), passages=tuple(passages), mentions=tuple(mentions))


def test_a_compare_card_tells_common_from_different():
    relations = [
        curated("lora", "IS_A", "peft"),
        curated("prefix", "IS_A", "peft"),
        curated("lora", "USES", "rank"),
        curated("lora", "USES", "guess", RelationStatus.PROPOSED),
        curated("qlora", "EXTENDS", "lora"),
        Relation("lora", RelationType.CONTRASTS_WITH, "prefix", RelationStatus.CURATED, 0.9),
    ]
    graph = graph_of([concept(c) for c in ("lora", "prefix", "peft", "rank", "qlora", "guess")], relations)
    card = compare(graph, "lora", "prefix")
    assert card.common == (Facet(RelationType.IS_A, "peft", True),)
    assert card.only_first == (Facet(RelationType.EXTENDS, "qlora", False), Facet(RelationType.USES, "rank", True))
    assert card.only_second == ()
    assert [r.type for r in card.direct] == [RelationType.CONTRASTS_WITH]


def test_a_compare_card_names_the_nearest_shared_prerequisites_and_the_order():
    relations = [before("a", "b"), before("b", "c"), before("b", "d"), before("c", "d")]
    card = compare(graph_of(map(concept, "abcd"), relations), "c", "d")
    assert (card.shared_prerequisites, card.learn_first) == (("b",), "c")


def test_a_compare_card_quotes_the_sentence_that_names_both():
    both = [Concept("lora", "LoRA", "method", "finetuning"), Concept("dora", "DoRA", "method", "finetuning")]
    text = "LoRA is old. DoRA splits what LoRA learns. More on DoRA."
    card = compare(notes(("paragraph", (), text), concepts=both), "lora", "dora")
    assert [(s.text, s.line) for s in card.sentences] == [("DoRA splits what LoRA learns.", 1)]


def test_a_lineage_runs_along_the_years_and_says_what_is_fixed_anew():
    concepts = [
        concept("lora", year=2021),
        concept("qlora", year=2023),
        concept("loftq", year=2023),
        concept("adapter", year=2019),
        concept("cost", kind="problem"),
        concept("memory", kind="problem"),
        concept("apart"),
    ]
    relations = [
        curated("lora", "EXTENDS", "adapter"),
        curated("qlora", "EXTENDS", "lora"),
        curated("loftq", "EXTENDS", "qlora"),
        curated("apart", "EXTENDS", "adapter"),
        curated("lora", "ADDRESSES", "cost"),
        curated("qlora", "ADDRESSES", "cost"),
        curated("qlora", "ADDRESSES", "memory"),
        curated("apart", "EXTENDS", "lora", RelationStatus.PROPOSED),
    ]
    found = lineage(graph_of(concepts, relations), "lora")
    assert [(m.concept.id, m.generation, m.fixes_anew) for m in found.members] == [
        ("adapter", -1, ()),
        ("lora", 0, ("cost",)),
        ("qlora", 1, ("memory",)),
        ("loftq", 2, ()),
    ]
    assert [(d.earlier, d.later) for d in found.descents] == [
        ("qlora", "loftq"),
        ("adapter", "lora"),
        ("lora", "qlora"),
    ]


def asked(n, *concepts):
    return Question(f"q.md#{n}", f"question {n}?", "q.md", n, concepts)


QUESTIONS = (asked(1, "b"), asked(2, "a", "c"), asked(3), asked(4, "c"), asked(5, "z"))
ORDER = Prerequisites(graph_of(map(concept, "abcz"), [before("a", "b"), before("b", "c")]))


def test_a_question_lacks_what_is_not_known():
    found = {r.question.line: r.missing for r in readiness(ORDER, QUESTIONS, ["b"])}
    assert found == {1: (), 2: ("c",), 4: ("c",), 5: ("z",)}


def test_a_step_prepares_for_what_can_be_answered_only_then():
    found = prepared_by(ORDER, QUESTIONS, ["b", "c"], ["a"])
    assert {c: [q.line for q in qs] for c, qs in found.items()} == {"b": [1], "c": [2, 4]}


def test_coverage_counts_linked_questions():
    found = coverage(QUESTIONS)
    assert (found.share, [q.line for q in found.unlinked]) == (0.8, [3])
    assert dict(found.by_concept) == {"c": 2, "a": 1, "b": 1, "z": 1}
    assert [q.line for q in questions_about(QUESTIONS, "c")] == [2, 4]


def test_the_passage_that_defines_beats_those_that_name():
    lora = Concept("lora", "LoRA", "method", "finetuning")
    graph = notes(
        ("heading", (), "LoRA"),
        ("paragraph", ("LoRA",), "LoRA is a method that learns a low-rank update of frozen weights, and nothing else."),
        ("list_item", (), "AdaLoRA, DoRA, LoRA"),
        ("paragraph", ("LoRA",), "What is LoRA?"),
        concepts=[lora],
    )
    best = Explanations(graph).best("lora")
    assert best[0].passage.line == 2
    assert 1 not in [e.passage.line for e in best]
    assert len(best) <= 2  # of one note


def test_no_more_than_naming_explains_nothing():
    lora = Concept("lora", "LoRA", "method", "finetuning")
    graph = notes(("heading", (), "On LoRA and others"), concepts=[lora])
    assert Explanations(graph).best("lora") == ()


def test_reading_time_grows_with_length_and_level():
    assert reading_minutes("字" * 520) == 2.0
    assert reading_minutes("word " * 360) == 2.0
    text = "A" + " word" * 900
    easy, hard = (
        notes(("paragraph", (), text), concepts=[Concept("a", "A", "idea", "math", level=level)]) for level in (1, 5)
    )
    minutes = [x.minutes("a", x.best("a")) for x in (Explanations(easy), Explanations(hard))]
    assert minutes[0] < minutes[1]


def test_the_review_queue_puts_doubt_under_many_plans_first():
    relations = [before("a", "b", 0.6), before("b", "c"), before("x", "c", 0.6), before("a", "c", 0.6)]
    queue = review_queue(Prerequisites(graph_of(map(concept, "abcx"), relations)))
    assert [(i.relation.subject, i.relation.object, i.plans) for i in queue] == [
        ("a", "b", 1),
        ("x", "c", 1),
        ("b", "c", 1),
    ]


@given(graphs_with_subsets(subsets=0))
def test_the_review_queue_counts_plans_that_hang_on_one_relation(sample):
    (prerequisites,) = sample
    counted = {i.relation.key[::2]: i.plans for i in review_queue(prerequisites, limit=10_000)}
    everything = list(prerequisites.relation.values())
    for relation in everything:
        without = Prerequisites(graph_of(prerequisites.concepts.values(), [r for r in everything if r is not relation]))
        lost = prerequisites.descendants([relation.subject]) - without.descendants([relation.subject])
        assert counted.get((relation.subject, relation.object), 0) == len(lost)
