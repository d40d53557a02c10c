"""Values for parameters: read from text, checked, concepts found by any name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UnknownConcept
from graph.store import Value
from queries.named_query import NamedQuery, Parameter
from queries.parameters import ParameterError, bind, check_value, read_assignment, read_value

QUERY = NamedQuery(
    *("near", "t", "t", "a", "a", ("id",), "", "near.cypher"),
    parameters=(
        Parameter("concept", "concept"),
        Parameter("depth", "int", 4, low=1, high=8),
        Parameter("lang", "enum", "zh", choices=("zh", "en")),
    ),
)


def find(name: str) -> str:
    if name.casefold() == "gqa":
        return "grouped-query-attention"
    raise UnknownConcept(name)


def test_defaults_are_filled_in_and_concepts_found() -> None:
    assert bind(QUERY, {"concept": "GQA"}, find) == {"concept": "grouped-query-attention", "depth": 4, "lang": "zh"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "near needs concept"),
        ({"concept": "GQA", "dept": 2}, "near has no parameter 'dept'; it has concept, depth, lang. Did you mean"),
        ({"concept": "GQA", "depth": 9}, "depth is int 1..8; got 9"),
        ({"concept": "GQA", "depth": 2.5}, "depth is int 1..8; got 2.5"),
        ({"concept": "GQA", "depth": True}, "depth is int 1..8; got True"),
        ({"concept": "GQA", "depth": "many"}, "depth is int 1..8; got 'many'"),
        ({"concept": "GQA", "depth": float("inf")}, "depth is int 1..8; got inf"),
        ({"concept": "GQA", "lang": "fr"}, "lang is one of zh, en; got 'fr'"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(given: dict[str, Value], says: str) -> None:
    with pytest.raises(ParameterError) as caught:
        bind(QUERY, given, find)
    assert str(caught.value).startswith(says)


def test_an_unknown_concept_is_passed_on() -> None:
    with pytest.raises(UnknownConcept):
        bind(QUERY, {"concept": "nobody"}, find)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("depth=3", ("depth", 3)),
        ("$depth=3", ("depth", 3)),
        ("name=GQA", ("name", "GQA")),
        ('name="3"', ("name", "3")),
        ("name=a=b", ("name", "a=b")),
        ("ids=[1, 2]", ("ids", [1, 2])),
        ("on=true", ("on", True)),
        ("none=null", ("none", None)),
        ("empty=", ("empty", "")),
        ("x=NaN", ("x", "NaN")),
    ],
)
def test_assignments_are_read(text: str, expected: tuple[str, Value]) -> None:
    assert read_assignment(text) == expected


@pytest.mark.parametrize("text", ["depth", "=3", "", " = x"])
def test_what_is_no_assignment_is_refused(text: str) -> None:
    with pytest.raises(ParameterError, match="name=value"):
        read_assignment(text)


@given(st.text())
def test_any_text_is_a_value(text: str) -> None:
    read_value(text)


@given(st.integers(1, 8))
def test_numbers_within_bounds_come_back_as_they_are(number: int) -> None:
    assert check_value(Parameter("depth", "int", low=1, high=8), str(number)) == number
