from hypothesis import given
from hypothesis import strategies as st

from etl.discovery.termhood import c_values, stated_kind


def test_a_piece_of_a_longer_term_is_worth_what_it_has_alone():
    values = c_values({("Foo", "Net"): 4, ("Foo", "Net", "Ranker"): 4, ("Ranker",): 6})
    assert values["Foo", "Net"] == 0
    assert values["Foo", "Net", "Ranker"] == 8
    assert values["Ranker",] == 2


@given(st.dictionaries(st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple), st.integers(1, 9)))
def test_nothing_is_worth_more_than_its_length_and_frequency(frequencies: dict[tuple[str, ...], int]):
    values = c_values(frequencies)
    assert values.keys() == frequencies.keys()
    assert all(values[words] <= 2 * frequencies[words] for words in values)


def test_the_text_says_what_kind_a_name_is():
    assert stated_kind([("FooNet is a library for graphs", 6)]) == "framework"
    assert stated_kind([("FooNet：一个推理框架", 6)]) == "framework"
    assert stated_kind([("the FooQA dataset is large", 9)]) == "dataset"
    assert stated_kind([("FooNet rises", 6)]) == ""


def test_the_most_stated_kind_wins():
    places = [("Foo benchmark", 3), ("Foo dataset", 3), ("Foo dataset", 3)]
    assert stated_kind(places) == "dataset"
