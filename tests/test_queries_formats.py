"""Tables as text for people, JSON, CSV and Markdown."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from graph.store import Table, Value
from queries.formats import FORMATS, cell_text, render

NODE: Value = {"~node": ["Concept"], "props": {"id": "gqa", "level": 4}}
REL: Value = {"~rel": "USES", "props": {"rules": ["a", "b"]}}
PATH: Value = {"~path": [NODE, REL, {"~node": ["Concept"], "props": {"id": "mha", "name": "MHA"}}]}
TABLE = Table(("name", "n"), (("注意力", 1), ("long | name", None)), truncated=True)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("plain", "plain"),
        (1.5, "1.5"),
        (True, "true"),
        (["a", None, 1], '["a", null, 1]'),
        ({"a": {"b": "c"}}, '{a: {b: "c"}}'),
        (NODE, '(:Concept {id: "gqa", level: 4})'),
        (REL, '[:USES {rules: ["a", "b"]}]'),
        (PATH, "(gqa)-[:USES]-(MHA)"),
    ],
)
def test_a_cell_reads_as_cypher_people_write_it(value: Value, text: str) -> None:
    assert cell_text(value) == text


def test_a_table_is_aligned_with_wide_signs() -> None:
    assert render(TABLE, "table").splitlines() == [
        "name        │ n",
        "────────────┼──",
        "注意力      │ 1",
        "long | name │",
    ]


def test_json_keeps_types_and_says_that_rows_were_cut() -> None:
    assert json.loads(render(TABLE, "json")) == {
        "columns": ["name", "n"],
        "rows": [["注意力", 1], ["long | name", None]],
        "truncated": True,
    }


def test_csv_holds_quotes_and_runs_no_formula() -> None:
    table = Table(("a", "b"), (("=1+1", -5), ('say "x", y', ["z"])))
    assert list(csv.reader(io.StringIO(render(table, "csv")))) == [["a", "b"], ["'=1+1", "-5"], ['say "x", y', '["z"]']]


def test_markdown_keeps_its_columns() -> None:
    assert render(TABLE, "md").splitlines()[-1] == "| long \\| name |  |"


def test_control_characters_never_reach_a_terminal() -> None:
    text = render(Table(("a",), (("\x1b[2Jred\x07\nnext",),)), "table")
    assert "\x1b" not in text and "\x07" not in text and len(text.splitlines()) == 3


CELLS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.sampled_from(FORMATS))
def test_any_table_is_rendered(rows: list[tuple[Value, Value]], form: str) -> None:
    text = render(Table(("a", "b"), tuple(rows)), form)  # type: ignore[arg-type]
    if form == "json":
        assert json.loads(text)["rows"] == [list(row) for row in rows]
    if form in {"table", "md"}:
        assert len(text.splitlines()) == len(rows) + 2
    if form == "table":
        assert len({cell_len(line[: line.index("│")]) for line in text.splitlines() if "│" in line}) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_no_rows_and_no_columns_are_rendered_too(form: str) -> None:
    render(Table((), ()), form)  # type: ignore[arg-type]
    assert "a" in render(Table(("a",), ()), form)  # type: ignore[arg-type]
