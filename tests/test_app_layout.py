"""Places of concepts: no two labels on each other, the same for the same graph."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.graph_view import layout

NAMES = st.lists(st.text("abcdefgh注意力机制 -", min_size=1, max_size=24), min_size=1, max_size=18, unique=True)


@given(NAMES, st.data())
def test_separate_leaves_no_overlap(names, data):
    coordinate = st.floats(-300, 300)
    start = {n: (data.draw(coordinate), data.draw(coordinate)) for n in names}
    placed = layout.separate(start, {n: n for n in names}, rounds=2000)
    boxes = {n: layout._half_box(n) for n in names}
    for i, one in enumerate(names):
        for two in names[i + 1 :]:
            apart_x = abs(placed[one][0] - placed[two][0]) >= boxes[one][0] + boxes[two][0] - 0.2
            apart_y = abs(placed[one][1] - placed[two][1]) >= boxes[one][1] + boxes[two][1] - 0.2
            assert apart_x or apart_y


@given(st.integers(1, 12), st.data())
def test_layered_puts_every_pair_from_left_to_right(size, data):
    concepts = [f"c{n}" for n in range(size)]
    pairs = [
        (concepts[a], concepts[b])
        for a in range(size)
        for b in range(a + 1, size)
        if data.draw(st.booleans(), label=f"{a}-{b}")
    ]
    positions, layer = layout.layered(concepts, pairs, {c: c for c in concepts})
    for first, second in pairs:
        assert positions[first][0] < positions[second][0]
        assert layer[first] < layer[second]


def test_neighbourhood_is_the_same_twice_and_keeps_the_focus_in_place():
    concepts = ["focus", *(f"n{n}" for n in range(14))]
    pairs = [("focus", n) for n in concepts[1:]]
    labels = {c: c for c in concepts}
    assert layout.neighbourhood(concepts, pairs, labels) == layout.neighbourhood(concepts, pairs, labels)
    assert layout.neighbourhood(concepts, pairs, labels)["focus"] == (0.0, 0.0)


def test_area_disks_do_not_touch():
    areas = {f"area{k}": [f"{k}-{n}" for n in range(30 * k + 1)] for k in range(8)}
    positions, labels = layout.area_map(areas)
    assert set(labels) == set(areas)
    for one, members in areas.items():
        for two, others in areas.items():
            if one < two:
                nearest = min(math.dist(positions[a], positions[b]) for a in members for b in others)
                assert nearest > 20


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("LoRA", ["LoRA"]),
        ("parameter-efficient fine-tuning", ["parameter-", "efficient fine-", "tuning"]),
        ("分组查询注意力机制的推导过程", ["分组查询注意力机制", "的推导过程"]),
    ],
)
def test_labels_wrap_at_words_and_between_chinese_characters(text, lines):
    assert layout.wrap_label(text).splitlines() == lines
