"""Study plans: what is in them, in which order, and why."""

from hypothesis import given
from order_samples import before, chain, concept, graph_of, graphs_with_subsets

from graph.learning_order import Prerequisites
from graph.stages import group_by_area
from graph.study import plan


def ids(study_plan):
    return [step.concept.id for step in study_plan.steps]


def unknown_ancestors(prerequisites, goals, known):
    """By definition, with a walk of its own."""
    mastered, todo = set(), list(known)
    while todo:
        c = todo.pop()
        if c not in mastered:
            mastered.add(c)
            todo += prerequisites.before.get(c, ())
    found, todo = set(), [g for g in goals if g not in known]
    while todo:
        c = todo.pop()
        if c not in found and (c not in mastered or c in goals):
            found.add(c)
            todo += [b for b in prerequisites.before.get(c, ()) if b not in mastered]
    return found


def test_a_plan_leads_from_ground_to_the_goal():
    assert ids(plan(Prerequisites(chain("abcd")), ["d"])) == ["a", "b", "c", "d"]


def test_what_is_known_is_left_out_with_all_it_rests_on():
    assert ids(plan(Prerequisites(chain("abcd")), ["d"], ["b"])) == ["c", "d"]


def test_a_known_goal_leaves_nothing_to_learn():
    assert ids(plan(Prerequisites(chain("ab")), ["b"], ["b"])) == []


def test_a_goal_without_record_is_told_from_ground():
    graph = graph_of([concept("deep", level=4), concept("ground", level=1)], [])
    found = plan(Prerequisites(graph), ["deep", "ground"])
    assert found.without_record == ("deep",)
    assert found.none_needed == ("ground",)


def test_a_step_names_only_what_needs_it_directly():
    graph = graph_of(map(concept, "abc"), [before("a", "b"), before("b", "c"), before("a", "c")])
    first = plan(Prerequisites(graph), ["c"]).steps[0]
    assert [n.concept for n in first.needed_for] == ["b"]
    assert first.needed_for[0].reason == "because"


def test_a_step_unlocks_what_lacked_only_it():
    graph = graph_of(map(concept, "abc"), [before("a", "c"), before("b", "c")])
    unlocks = {s.concept.id: s.unlocks for s in plan(Prerequisites(graph), ["c"]).steps}
    assert unlocks == {"a": (), "b": ("c",), "c": ()}


def test_the_shorter_detour_comes_first():
    graph = graph_of(map(concept, "abcdg"), [before(a, b) for a, b in ("ab", "bc", "cg", "dg")])
    assert ids(plan(Prerequisites(graph), ["g"])) == ["d", "a", "b", "c", "g"]


def test_concepts_of_an_area_stand_together():
    area = {"a1": "attention", "r1": "rag", "a2": "attention", "r2": "rag", "goal": "rag"}
    assert group_by_area(["a1", "r1", "a2", "r2", "goal"], {"goal": list(area)[:4]}, area) == [
        ["a1", "a2"],
        ["r1", "r2", "goal"],
    ]


def test_enough_to_follow_leaves_out_ground_and_what_is_far():
    ground = [concept("ground", level=1)]
    relations = [before(a, b) for a, b in ("ab", "bc", "cd")] + [before("ground", "d"), before("weak", "d", 0.6)]
    graph = graph_of([*map(concept, "abcd"), concept("weak"), *ground], relations)
    assert ids(plan(Prerequisites(graph), ["d"], depth="follow")) == ["b", "c", "d"]


@given(graphs_with_subsets())
def test_a_plan_holds_exactly_the_unknown_ancestors(sample):
    prerequisites, goals, known = sample
    found = ids(plan(prerequisites, goals, known))
    assert sorted(found) == sorted(unknown_ancestors(prerequisites, goals, known))


@given(graphs_with_subsets())
def test_every_step_comes_after_all_it_needs(sample):
    prerequisites, goals, known = sample
    for depth in ("thorough", "follow"):
        place = {c: n for n, c in enumerate(ids(plan(prerequisites, goals, known, depth=depth)))}
        for c, at in place.items():
            assert all(place[b] < at for b in prerequisites.ancestors([c]) if b in place)


@given(graphs_with_subsets())
def test_stages_hold_the_steps_in_order(sample):
    prerequisites, goals, known = sample
    found = plan(prerequisites, goals, known)
    assert [c for stage in found.stages for c in stage.concepts] == ids(found)
    assert all(s.concept.id in found.stages[s.stage].concepts for s in found.steps)
    assert all(len(stage.concepts) <= 12 for stage in found.stages)


@given(graphs_with_subsets())
def test_every_step_but_a_goal_says_what_needs_it(sample):
    prerequisites, goals, known = sample
    for depth in ("thorough", "follow"):
        for step in plan(prerequisites, goals, known, depth=depth).steps:
            assert step.is_goal or step.needed_for


@given(graphs_with_subsets())
def test_knowing_more_never_makes_a_plan_longer(sample):
    prerequisites, goals, known = sample
    for more in range(len(known)):
        shorter, longer = ids(plan(prerequisites, goals, known)), ids(plan(prerequisites, goals, known[:more]))
        assert set(shorter) <= set(longer)


@given(graphs_with_subsets())
def test_the_same_input_gives_the_same_plan(sample):
    prerequisites, goals, known = sample
    again = Prerequisites(graph_of(prerequisites.concepts.values(), reversed(list(prerequisites.relation.values()))))
    assert plan(prerequisites, goals, known) == plan(again, goals, list(reversed(known)))
