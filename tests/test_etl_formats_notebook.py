import json

from format_samples import assert_sound, assert_words_on_their_lines, notebook, read, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents import decode_document
from etl.model import SkippedFile

NOTEBOOK = notebook(
    ("markdown", ["# LoRA\n", "\n", "- **低秩** 适配\n", "- 用于 QLoRA"]),
    ("code", ["print('Attention')"]),
    ("raw", ["Attention"]),
    ("markdown", ["## Why\n", "LoRA saves memory\n", "and time."]),
)


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if part in line)


def test_markdown_cells_are_read_and_their_lines_are_those_of_the_file():
    note = read("a.ipynb", NOTEBOOK)
    assert note.title == "LoRA"
    assert [p.text for p in note] == ["LoRA", "低秩 适配", "用于 QLoRA", "Why", "LoRA saves memory\nand time."]
    last = note.passages[-1]
    assert last.line == line_of(NOTEBOOK, "LoRA saves memory")
    assert last.line_at(last.text.index("time")) == line_of(NOTEBOOK, "and time.")
    assert [h.text for h in last.heading_path] == ["LoRA", "Why"]
    assert_words_on_their_lines("a.ipynb", NOTEBOOK)


def test_several_lines_in_one_string_stand_on_the_line_of_that_string():
    text = notebook(("markdown", "# LoRA\n\none\ntwo"))
    assert {p.line for p in read("a.ipynb", text)} == {line_of(text, "# LoRA")}
    assert [p.text for p in read("a.ipynb", text)] == ["LoRA", "one two"]


def test_a_notebook_on_one_line_is_read():
    assert {p.line for p in read("a.ipynb", notebook(("markdown", ["# LoRA\n", "text"]), indent=None))} == {1}


def test_escaped_characters_are_read_as_what_they_mean():
    text = json.dumps({"cells": [{"cell_type": "markdown", "source": ["注意力 \\alpha \ud83d"]}]})
    assert "\\u6ce8" in text
    (passage,) = read("a.ipynb", text).passages
    assert passage.text.startswith("注意力")
    assert passage.text.encode()


def test_a_code_block_left_open_ends_with_its_cell():
    note = read("a.ipynb", notebook(("markdown", ["```\n", "code"]), ("markdown", ["Attention"])))
    assert [p.text for p in note] == ["Attention"]


def test_notebooks_of_format_3_are_read_with_their_heading_cells():
    cells = [{"cell_type": "heading", "level": 2, "source": ["LoRA"]}, {"cell_type": "markdown", "source": ["text"]}]
    note = read("a.ipynb", json.dumps({"worksheets": [{"cells": cells}]}))
    assert shown(note) == ["1 h2 LoRA", "1 p text"]


def test_what_is_no_notebook_is_skipped_with_the_reason():
    for text in ("{", "[]", "[" * 100_000, '"text"'):
        skipped = decode_document("a.ipynb", text.encode())
        assert isinstance(skipped, SkippedFile)
        assert "notebook" in skipped.reason


JSON = st.recursive(
    st.none() | st.integers() | st.text() | st.sampled_from(["markdown", "# a\nb", "```", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["cells", "cell_type", "source", "worksheets", "level", "metadata"]), inner)
    ),
    max_leaves=15,
)


@given(JSON, st.sampled_from([None, 1]))
@settings(max_examples=200, deadline=None)
def test_any_json_is_read_or_skipped(value, indent):
    assert_sound("a.ipynb", json.dumps(value, indent=indent))


@given(st.lists(st.text(alphabet="ab#-*`\n 注[]|", max_size=20), max_size=6))
@settings(max_examples=200, deadline=None)
def test_words_stand_on_their_lines(lines):
    assert_words_on_their_lines("a.ipynb", notebook(("markdown", [f"{line}\n" for line in lines])))
