"""What a learner is ready for, and what of the known is shaky."""

from hypothesis import given
from order_samples import before, chain, concept, graph_of, graphs_with_subsets

from graph.frontier import frontier, shaky
from graph.learning_order import Prerequisites


def test_ready_is_what_follows_the_known():
    assert [r.concept.id for r in frontier(Prerequisites(chain("abcd")), ["b"])] == ["c"]


def test_ready_concepts_are_ranked_by_what_lies_behind_them():
    graph = graph_of(map(concept, "abcd"), [before("a", "c"), before("c", "d"), before("b", "d")])
    assert [(r.concept.id, r.behind, r.unlocks) for r in frontier(Prerequisites(graph), [])] == [
        ("a", 2, ("c",)),
        ("b", 1, ()),
    ]


def test_goals_narrow_the_frontier():
    graph = graph_of(map(concept, "abcd"), [before("a", "b"), before("c", "d")])
    assert [r.concept.id for r in frontier(Prerequisites(graph), [], ["b"])] == ["a"]


def test_a_prerequisite_never_marked_is_shaky():
    assert [(s.concept.id, s.carries) for s in shaky(Prerequisites(chain("abc")), ["a", "c"])] == [("b", ("c",))]


@given(graphs_with_subsets())
def test_the_frontier_is_exact(sample):
    prerequisites, known, goals = sample
    mastered = set(known) | {a for k in known for a in prerequisites.ancestors([k])}
    scope = set(goals) | prerequisites.ancestors(goals) if goals else {*prerequisites.before, *prerequisites.after}
    exact = {c for c in scope - mastered if set(prerequisites.before.get(c, ())) <= mastered}
    found = frontier(prerequisites, known, goals)
    assert {r.concept.id for r in found} == exact
    assert len(found) == len(exact)


@given(graphs_with_subsets())
def test_what_is_behind_and_unlocked_is_exact(sample):
    prerequisites, known, goals = sample
    mastered = prerequisites.mastered(known)
    for r in frontier(prerequisites, known, goals):
        behind = prerequisites.descendants([r.concept.id])
        if goals:
            behind &= set(goals) | prerequisites.ancestors(goals)
        assert r.behind == len(behind - mastered)
        later = {n.concept.id for n in frontier(prerequisites, [*known, r.concept.id], goals)}
        now = {n.concept.id for n in frontier(prerequisites, known, goals)}
        assert set(r.unlocks) == later - now


@given(graphs_with_subsets(subsets=1))
def test_learning_what_is_ready_reaches_everything(sample):
    prerequisites, known = sample
    mastered = prerequisites.mastered(known)
    while ready := frontier(prerequisites, mastered):
        grown = mastered | {ready[0].concept.id}
        assert mastered < grown
        assert prerequisites.mastered(grown) == grown
        mastered = grown
    assert mastered >= {*prerequisites.before, *prerequisites.after}
