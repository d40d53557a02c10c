"""From relations to an acyclic learning order."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from order_samples import concept, graphs_with_subsets

from graph.decisions import Decision, decide
from graph.learning_order import Prerequisites, reach_bits
from graph.model import Evidence, KnowledgeGraph, MentionRecord, PassageRecord, Relation, RelationStatus
from graph.ontology import RelationType
from graph.prerequisites import (
    BESIDE_CURATED,
    ScoredPair,
    build_prerequisite_dag,
    derive_pairs,
    prerequisite_relations,
    refused_relations,
)
from graph.section_reference import SectionReference
from graph.study import plan

NAMES = "abcdef"
PAIRS = st.lists(
    st.builds(
        ScoredPair,
        before=st.sampled_from(NAMES),
        after=st.sampled_from(NAMES),
        score=st.sampled_from((0.5, 0.7, 0.9)),
        reason=st.just("r"),
        curated=st.booleans(),
    ).filter(lambda p: p.before != p.after),
    unique_by=lambda p: (p.before, p.after),
    max_size=20,
)


def stated(subject, type_, object_, confidence=0.9, status=RelationStatus.CURATED):
    evidence = (Evidence("n.md", 1, "line", "rule", "en"),) if status is RelationStatus.ASSERTED else ()
    return Relation(subject, RelationType(type_), object_, status, confidence, evidence=evidence)


def derived(relations, concepts, curated=(), sections=None):
    table = {c.id: c for c in concepts}
    return {(p.before, p.after): p for p in derive_pairs(relations, table, curated, sections)}


def test_what_a_method_extends_comes_before_it():
    assert list(derived([stated("qlora", "EXTENDS", "lora")], [concept("lora"), concept("qlora")])) == [
        ("lora", "qlora")
    ]


def test_a_newer_method_never_comes_before_an_older_one_that_it_extends():
    concepts = [concept("old", year=2017), concept("new", year=2023)]
    assert derived([stated("old", "EXTENDS", "new")], concepts) == {}


def test_a_proposed_relation_does_not_count():
    relation = stated("b", "EXTENDS", "a", status=RelationStatus.PROPOSED)
    assert derived([relation], [concept("a"), concept("b")]) == {}


def test_a_weak_relation_alone_is_no_prerequisite():
    assert derived([stated("a", "PART_OF", "b")], [concept("a"), concept("b")]) == {}


def test_ground_takes_no_derived_prerequisite():
    assert derived([stated("b", "EXTENDS", "a")], [concept("a"), concept("b", level=1)]) == {}


def test_one_relation_adds_nothing_to_a_curated_list():
    concepts = [concept(c) for c in "abc"]
    curated = [ScoredPair("a", "c", 1.0, "a teacher says so", curated=True)]
    assert set(derived([stated("c", "EXTENDS", "b")], concepts, curated)) == {("a", "c")}


def test_two_relations_that_agree_do():
    concepts = [concept(c) for c in "abc"]
    curated = [ScoredPair("a", "c", 1.0, "a teacher says so", curated=True)]
    found = derived([stated("c", "EXTENDS", "b"), stated("c", "USES", "b")], concepts, curated)
    assert found["b", "c"].score >= BESIDE_CURATED
    assert "C extends B" in found["b", "c"].reason


def test_a_curated_pair_keeps_its_reason_and_gains_the_evidence_of_the_notes():
    curated = [ScoredPair("a", "b", 0.9, "a teacher says so", curated=True)]
    relation = stated("b", "EXTENDS", "a", status=RelationStatus.ASSERTED)
    pair = derived([relation], [concept("a"), concept("b")], curated)["a", "b"]
    assert (pair.score, pair.reason, pair.evidence) == (0.9, "a teacher says so", relation.evidence)


def notes_on(topic, names, path="n.md", start=1):
    """A section on `topic` whose passages name `names`, one each."""
    passages = [PassageRecord(f"{path}#{start}", path, start, topic, "en", (), "heading")]
    mentions = [MentionRecord(topic, path, start, topic)]
    for line, name in enumerate(names, start + 1):
        passages.append(PassageRecord(f"{path}#{line}", path, line, f"about {name}", "en", (topic,)))
        mentions.append(MentionRecord(name, path, line, name))
    return passages, mentions


def sections_of(*parts):
    passages = tuple(p for part in parts for p in part[0])
    mentions = tuple(sorted(m for part in parts for m in part[1]))
    concepts = tuple(concept(c) for c in sorted({m.concept for m in mentions}))
    return SectionReference(KnowledgeGraph(concepts, (), passages=passages, mentions=mentions))


def test_refd_is_how_much_more_one_section_speaks_of_the_other_topic():
    sections = sections_of(notes_on("b", "aab"), notes_on("a", "acc", start=10))
    assert sections.refd("a", "b") == 2 / 3
    assert sections.refd("b", "a") == -2 / 3
    assert sections.explained_first("b", "a") == 1


def test_sections_that_speak_of_a_concept_strengthen_a_relation():
    sections = sections_of(notes_on("a", "ccc"), notes_on("b", "aaa", start=10))
    concepts = [concept("a"), concept("b")]
    relations = [stated("b", "USES", "a", 0.6)]
    assert derived(relations, concepts) == {}
    pair = derived(relations, concepts, sections=sections)["a", "b"]
    assert "the notes on B speak of A" in pair.reason
    assert "explain A first" in pair.reason


@given(PAIRS)
def test_kept_pairs_form_no_cycle_and_a_refused_one_would_close_its_own(pairs):
    dag = build_prerequisite_dag(pairs)
    graph = nx.DiGraph((p.before, p.after) for p in dag.kept)
    assert nx.is_directed_acyclic_graph(graph)
    assert len(dag.kept) + len(dag.refused) == len(pairs)
    for refused in dag.refused:
        assert (refused.cycle[0], refused.cycle[-1]) == (refused.pair.after, refused.pair.before)
        assert nx.is_path(graph, refused.cycle)


@given(PAIRS)
def test_a_refused_pair_is_no_stronger_than_any_of_its_cycle(pairs):
    def rank(pair):
        return pair.curated, pair.score

    dag = build_prerequisite_dag(pairs)
    kept = {(p.before, p.after): p for p in dag.kept}
    for refused in dag.refused:
        cycle = zip(refused.cycle, refused.cycle[1:], strict=False)
        assert all(rank(kept[step]) >= rank(refused.pair) for step in cycle)


@given(PAIRS, st.randoms())
def test_the_order_of_pairs_does_not_matter(pairs, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert build_prerequisite_dag(shuffled) == build_prerequisite_dag(pairs)


@given(PAIRS)
def test_curated_pairs_without_a_cycle_of_their_own_are_never_dropped(pairs):
    curated = [p for p in pairs if p.curated]
    if nx.is_directed_acyclic_graph(nx.DiGraph((p.before, p.after) for p in curated)):
        assert set(curated) <= set(build_prerequisite_dag(pairs).kept)


@given(PAIRS, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_a_pair_decided_to_keep_wins_over_everything(pairs, first, then):
    if first != then:
        decision = Decision(first, then, "keep", "I say so")
        dag = build_prerequisite_dag(decide(pairs, [decision], NAMES))
        assert any((p.before, p.after, p.reason) == (first, then, "I say so") for p in dag.kept)


def test_a_pair_decided_to_drop_is_gone():
    pair = ScoredPair("a", "b", 1.0, "r", curated=True)
    assert decide([pair], [Decision("a", "b", "drop", "no")], NAMES) == []


def test_refused_relations_come_weakest_first():
    pairs = [
        ScoredPair("a", "b", 1.0, "r", curated=True),
        ScoredPair("b", "a", 0.8, "r"),
        ScoredPair("c", "d", 1.0, "r", curated=True),
        ScoredPair("d", "c", 0.6, "r"),
    ]
    refused = refused_relations(build_prerequisite_dag(pairs))
    assert [(r.relation.key, r.cycle) for r in refused] == [
        (("d", "PREREQUISITE_OF", "c"), ("c", "d")),
        (("b", "PREREQUISITE_OF", "a"), ("a", "b")),
    ]


@given(graphs_with_subsets(subsets=1))
def test_what_a_plan_shows_keeps_what_can_be_reached(sample):
    """The transitive reduction of a plan: fewer relations, the same order."""
    prerequisites, goals = sample
    steps = plan(prerequisites, goals).steps
    scope = {s.concept.id for s in steps}
    shown = nx.DiGraph()
    shown.add_nodes_from(scope)
    shown.add_edges_from((s.concept.id, n.concept) for s in steps for n in s.needed_for)
    whole = nx.DiGraph()
    whole.add_nodes_from(scope)
    whole.add_edges_from((a, b) for a, b in prerequisites.relation if a in scope and b in scope)
    assert set(shown.edges) == set(nx.transitive_reduction(whole).edges)


@given(graphs_with_subsets(subsets=0))
def test_the_direct_prerequisites_are_the_transitive_reduction(sample):
    (prerequisites,) = sample
    reduced = nx.transitive_reduction(nx.DiGraph(list(prerequisites.relation)))
    assert {(b, c) for c, direct in prerequisites.direct.items() for b in direct} == set(reduced.edges)


@given(graphs_with_subsets(subsets=0))
def test_bits_say_what_can_be_reached(sample):
    (prerequisites,) = sample
    order = prerequisites.order
    bits = reach_bits(order, prerequisites.before)
    for c in order:
        assert {o for n, o in enumerate(order) if bits[c] >> n & 1} == prerequisites.ancestors([c])


def test_kept_pairs_become_relations_of_the_graph():
    dag = build_prerequisite_dag([ScoredPair("a", "b", 0.7, "r")])
    (relation,) = prerequisite_relations(dag)
    graph = KnowledgeGraph((concept("a"), concept("b")), (relation,))
    assert Prerequisites(graph).before == {"b": ("a",)}
