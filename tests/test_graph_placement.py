"""The self-check that finds what a learner knows."""

from itertools import pairwise
from math import ceil, log2

from hypothesis import given
from hypothesis import strategies as st
from order_samples import before, chain, concept, graph_of, graphs_with_subsets

from graph.learning_order import Prerequisites
from graph.placement import answer, marks, next_question, start_placement, undo


def run(prerequisites, check, knows):
    while concept_ := next_question(prerequisites, check):
        check = answer(check, concept_.id, knows(concept_.id))
    return check


def test_the_first_question_halves_a_chain():
    prerequisites = Prerequisites(chain("abcdefg"))
    assert next_question(prerequisites, start_placement(prerequisites, ["g"])).id == "d"


def test_a_chain_of_63_takes_six_questions():
    names = [f"n{n:02}" for n in range(63)]
    graph = graph_of(map(concept, names), [before(a, b) for a, b in pairwise(names)])
    prerequisites = Prerequisites(graph)
    for last_known in range(-1, 63):
        check = run(
            prerequisites, start_placement(prerequisites, ["n62"]), lambda c, last=last_known: int(c[1:]) <= last
        )
        assert len(check.answers) <= 6
        assert marks(prerequisites, check).known == tuple(names[: last_known + 1])


def test_yes_marks_what_it_rests_on_and_no_what_rests_on_it():
    prerequisites = Prerequisites(chain("abcde"))
    check = answer(answer(start_placement(prerequisites, ["e"]), "b", True), "d", False)
    found = marks(prerequisites, check)
    assert (found.known, found.unknown, found.open) == (("a", "b"), ("d", "e"), ("c",))


def test_undo_takes_the_last_answer_back():
    prerequisites = Prerequisites(chain("abc"))
    start = start_placement(prerequisites, ["c"])
    assert undo(answer(start, "b", True)) == start


def test_the_later_of_two_answers_that_disagree_counts():
    prerequisites = Prerequisites(chain("abc"))
    check = answer(answer(start_placement(prerequisites, ["c"]), "b", False), "c", True)
    assert marks(prerequisites, check).known == ("a", "b", "c")


@given(graphs_with_subsets(), st.data())
def test_marks_are_consistent_with_the_order(sample, data):
    prerequisites, goals, really_known = sample
    mastered = prerequisites.mastered(really_known)
    check = start_placement(prerequisites, goals)
    check = run(prerequisites, check, mastered.__contains__)
    found = marks(prerequisites, check)
    scope = set(check.scope)
    assert scope == set(found.known) | set(found.unknown) | set(found.open)
    assert set(found.known) <= mastered
    assert not set(found.unknown) & mastered
    for c in found.known:
        assert prerequisites.ancestors([c]) & scope <= set(found.known)
    for c in found.unknown:
        assert prerequisites.descendants([c]) & scope <= set(found.unknown)


@given(graphs_with_subsets())
def test_it_ends_after_about_log2_questions(sample):
    prerequisites, goals, known = sample
    check = run(prerequisites, start_placement(prerequisites, goals), set(known).__contains__)
    assert len(check.answers) <= ceil(log2(len(check.scope) + 1)) + 3


@given(graphs_with_subsets())
def test_every_question_is_open(sample):
    prerequisites, goals, known = sample
    check = start_placement(prerequisites, goals)
    while concept_ := next_question(prerequisites, check):
        assert concept_.id in marks(prerequisites, check).open
        check = answer(check, concept_.id, concept_.id in known)
