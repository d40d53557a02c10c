"""The steps of an exploration, as values."""

import pytest

from app.atlas import Atlas
from app.graph_view import exploration as steps
from app.graph_view.cypher import cypher_of
from app.graph_view.exploration import Exploration
from app.graph_view.explore_events import after
from graph.model import Concept, Evidence, KnowledgeGraph, Relation, RelationStatus
from graph.ontology import RelationType

SAID = (Evidence("a.md", 3, "B extends A.", "extends", "en"),)


def relation(subject, kind, object_, status=RelationStatus.ASSERTED):
    return Relation(subject, RelationType(kind), object_, status, 0.9, 1, SAID)


@pytest.fixture
def atlas() -> Atlas:
    """a <- b <- c in a row, a with twenty more users; a is needed before b, b before c."""
    names = ["a", "b", "c", "far", *(f"user-{n:02}" for n in range(30))]
    concepts = tuple(Concept(n, n.upper(), "method", "attention") for n in names)
    relations = [relation("b", "EXTENDS", "a"), relation("c", "EXTENDS", "b")]
    relations += [relation(f"user-{n:02}", "USES", "a") for n in range(30)]
    relations += [relation("a", "PREREQUISITE_OF", "b", RelationStatus.INFERRED)]
    relations += [relation("b", "PREREQUISITE_OF", "c", RelationStatus.INFERRED)]
    relations += [relation("far", "IS_A", "a", RelationStatus.PROPOSED)]
    return Atlas(KnowledgeGraph(concepts, tuple(relations)))


def test_neighbourhood_is_capped_and_leaves_out_proposals(atlas):
    found = steps.shown(atlas, Exploration("a"))
    assert found[0] == "a"
    assert len(found) == 22
    assert "far" not in found


def test_expand_adds_at_most_a_dozen_and_again_the_next_dozen(atlas):
    state = Exploration("b")
    assert set(steps.shown(atlas, state)) == {"a", "b", "c"}
    once = steps.expand(atlas, state, "a")
    assert len(steps.shown(atlas, once)) == 3 + steps.EXPAND_CAP
    twice = steps.expand(atlas, once, "a")
    assert len(steps.shown(atlas, twice)) == 3 + 2 * steps.EXPAND_CAP
    assert steps.shown(atlas, twice)[: 3 + steps.EXPAND_CAP] == steps.shown(atlas, once)


def test_expand_of_an_exhausted_concept_closes_it(atlas):
    state = Exploration("b")
    for _ in range(3):
        state = steps.expand(atlas, state, "a")
    assert len(steps.shown(atlas, state)) == 33
    assert set(steps.shown(atlas, steps.expand(atlas, state, "a"))) == {"a", "b", "c"}


def test_expand_can_be_held_to_one_relation_type(atlas):
    state = steps.expand(atlas, Exploration("c"), "b", only=RelationType.USES)
    assert set(steps.shown(atlas, state)) == {"b", "c"}


def test_undo_takes_back_one_step_after_another(atlas):
    start = Exploration("b")
    opened = steps.expand(atlas, start, "a")
    hidden = steps.dismiss(opened, "c")
    assert "c" not in steps.shown(atlas, hidden)
    assert steps.undo(hidden) == opened
    assert steps.undo(steps.undo(hidden)) == start
    assert steps.undo(start) == start


def test_dismiss_others_keeps_focus_and_neighbours(atlas):
    opened = steps.expand(atlas, Exploration("b"), "a")
    alone = steps.dismiss_others(atlas, opened, "c")
    assert set(steps.shown(atlas, alone)) == {"b", "c"}


def test_the_focus_cannot_be_dismissed(atlas):
    state = Exploration("b")
    assert steps.dismiss(state, "b") == state


def test_learning_order_looks_back_or_ahead(atlas):
    needs = Exploration("b", "order", direction="needs")
    leads = Exploration("b", "order", direction="leads")
    assert steps.shown(atlas, needs) == ["b", "a"]
    assert steps.shown(atlas, leads) == ["b", "c"]


def test_path_shows_what_lies_between(atlas):
    assert steps.shown(atlas, Exploration("c", path_to="user-07")) == ["c", "b", "a", "user-07"]
    assert steps.shown(atlas, Exploration("c", path_to="far")) == ["c", "far"]


def test_focus_keeps_a_trail_without_repeats(atlas):
    state = steps.focus_on(steps.focus_on(Exploration("a"), "b"), "c")
    assert state.trail == ("a", "b")
    assert steps.focus_on(state, "a").trail == ("b", "c")


def test_layout_name_stays_while_only_concepts_are_added(atlas):
    state = Exploration("b")
    assert steps.expand(atlas, state, "a").layout == state.layout
    assert steps.look(state, depth=2).layout != state.layout


def test_events_with_unknown_ids_change_nothing(atlas):
    state = Exploration("b")
    for event in ({"select": "<b>"}, {"expand": "nobody"}, {"relation": "x Y z"}, {"dismiss": 7}, {"other": "a"}):
        assert after(atlas, state, event) == state


def test_selecting_a_relation_drops_the_selected_concept(atlas):
    state = after(atlas, Exploration("b", selected="b"), {"relation": "b EXTENDS a"})
    assert (state.selected, state.selected_relation) == ("", "b EXTENDS a")


@pytest.mark.parametrize("lens", steps.LENSES)
@pytest.mark.parametrize("depth", steps.DEPTHS)
@pytest.mark.parametrize("direction", steps.DIRECTIONS)
def test_cypher_of_every_view_is_accepted_by_the_guard(lens, depth, direction):
    from queries.guard import refusal_of

    for path_to in ("", "a"):
        assert refusal_of(cypher_of(Exploration("b", lens, depth, direction, path_to=path_to))) is None
