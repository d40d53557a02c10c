import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from etl.documents import find_notes, read_document
from etl.model import Document, ParsedNote, Passage, PassageKind
from etl.normalization import normalize
from etl.passages import split_passages
from etl.questions import is_question

CASES = Path(__file__).parent / "cases" / "passages.md"
NOTES = Path(__file__).parent.parent.parent / "shared" / "notes"
KINDS = {
    PassageKind.HEADING: "heading",
    PassageKind.PARAGRAPH: "paragraph",
    PassageKind.LIST_ITEM: "item",
    PassageKind.TABLE_ROW: "row",
}


def parse(text: str, path: str = "folder/note.md") -> ParsedNote:
    return split_passages(Document(path, text, normalize(text)))


def shown(passage: Passage, note: ParsedNote) -> str:
    """`line kind+level|depth ordered ? <line of parent text`, a line break as ⏎."""
    parts = [
        str(passage.line),
        f"{KINDS[passage.kind]}{passage.level or passage.depth or ''}",
        "ordered" if passage.ordered else "",
        "?" if passage.is_question else "",
        f"<{note.passages[passage.parent].line}" if passage.parent is not None else "",
        passage.text.replace("\n", "⏎"),
    ]
    return " ".join(filter(None, parts))


@pytest.mark.parametrize(("line", "title", "text", "expected"), read_fixture_file(CASES))
def test_passage_cases(line, title, text, expected):
    note = parse(text)
    assert [shown(passage, note) for passage in note] == expected.splitlines(), f"passages.md:{line}: {title}"


def test_heading_path_runs_from_the_outermost_heading():
    note = parse("# A\n\n## B\n\n**C**\n\n- x\n\n**D**\n\n- y\n\n## E\n\nz\n")
    paths = {p.text: [(h.text, h.level, h.line) for h in p.heading_path] for p in note}
    assert paths["x"] == [("A", 1, 1), ("B", 2, 3), ("C", 3, 5)]
    assert paths["y"] == [("A", 1, 1), ("B", 2, 3), ("D", 3, 9)]
    assert paths["z"] == [("A", 1, 1), ("E", 2, 13)]
    assert paths["E"] == [("A", 1, 1)]
    assert all(note.passages[h.passage].text == h.text for p in note for h in p.heading_path)


def test_spans_point_at_bold_links_code_and_cells():
    note = parse('见 **低秩**\n[LoRA](https://a.b/注 "t") 和 `x\ny`\n\n| a | [b](u) |\n|--|--|\n| cc | **d** |\n')
    prose, header, row = note.passages
    assert [prose.text[s.start : s.end] for s in prose.bold] == ["低秩"]
    assert [(prose.text[s.start : s.end], s.target) for s in prose.links] == [("LoRA", "https://a.b/注")]
    assert [prose.text[s.start : s.end] for s in prose.code] == ["x\ny"]
    assert [prose.line_at(prose.text.index(word)) for word in ("低", "L", "x", "y")] == [1, 2, 2, 3]
    assert [header.text[s.start : s.end] for s in header.links] == ["b"]
    assert header.header == ()
    assert [row.text[s.start : s.end] for s in row.cells] == ["cc", "d"]
    assert [row.text[s.start : s.end] for s in row.bold] == ["d"]
    assert row.header == ("a", "b")


def test_a_bare_address_is_a_link_without_words():
    (passage,) = parse("论文：https://arxiv.org/abs/2106.09685。").passages
    assert [(passage.text[s.start : s.end], s.target) for s in passage.links] == [
        ("□", "https://arxiv.org/abs/2106.09685")
    ]


def test_title_is_the_first_heading_or_what_the_front_matter_or_file_says():
    assert parse("text\n# One\n# Two").title == "One"
    assert parse('---\ntitle: "T"\n---\n## One').title == "T"
    assert parse("**One**\n\ntext").title == "note"


def test_language_is_that_of_the_passage_or_else_of_the_note():
    note = parse("大模型的注意力机制有很多种变体。\n\nGQA\n\nThis paragraph is written in English words.\n")
    assert note.lang == "zh"
    assert [passage.lang for passage in note] == ["zh", "zh", "en"]


def test_components_and_imports_of_mdx_are_dropped():
    text = "import {A} from 'a'\n\nexport default B\n\n<Cards num={2}>\n  LoRA\n</Cards>\n\n{/* QLoRA */}\n"
    assert [p.text for p in parse(text, "a.mdx")] == ["LoRA"]


def test_a_card_of_mdx_is_read_by_its_title_and_description():
    text = '<Cards title="Learn">\n<Card\n  title="LoRA"\n  description="It\'s small."\n  href="x"\n/>\n</Cards>\n'
    assert [(p.line, p.text) for p in parse(text, "a.mdx")] == [(1, "Learn"), (3, "LoRA\nIt's small.")]


def test_a_line_that_no_author_writes_is_cut_into_passages():
    note = parse("# x\n" + "注意力**机制**" * 4000)
    assert max(len(p.text) for p in note) <= 10_000
    assert {p.line for p in note if p.kind is PassageKind.PARAGRAPH} == {2}


def test_long_text_without_blank_lines_keeps_its_marks_and_lines():
    note = parse("\n".join(f"**第{n}点** 内容" for n in range(3000)))
    last = note.passages[-1]
    assert last.line_at(last.text.index("第2999点")) == 3000
    assert "**" not in last.text
    assert last.bold


@pytest.mark.parametrize(
    "text",
    [
        "什么是注意力",
        "LoRA 和 QLoRA 的区别",
        "How does LoRA work",
        "为何要量化？",
        "Is it fast? ",
        "简述 PPO",
        "如何训练大模型",
    ],
)
def test_questions_are_seen(text):
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    ["注意力机制。", "本节介绍如何训练大模型。", "Whatever works", "The way how it works is simple.", "下面是："],
)
def test_statements_are_no_questions(text):
    assert not is_question(text)


HOSTILE = {
    "brackets": "[" * 50_000,
    "quotations": ">" * 50_000,
    "lists": "- " * 20_000,
    "deep lists": "\n".join("  " * n + "- a" for n in range(1500)),
    "stars": "**a " * 20_000,
    "backticks": " ".join("`" * n for n in range(300)),
    "tags": "<a " * 30_000,
    "comments": "<!-- a\n\n" * 5_000,
    "dollars": "$a " * 30_000,
    "backslashes": "\\[" * 30_000,
    "indented": "    这是一段。\n\n" * 3_000,
    "tables": "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + ("|a" * 50 + "\n") * 200,
    "wide table": "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n" + "|a" * 20_000 + "|\n",
    "long heading": "# " + "a" * 30_000,
    "html tables": "<table><tr><td>a" * 5_000,
    "one line": "a" * 2_000_000,
    "questions": "什么？\n" * 10_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_linear_time(name):
    assert_sound(parse(HOSTILE[name]))


# fmt: off
PIECES = st.sampled_from([
    "# ", "##", "- ", "1. ", "  ", "\t", "    ", "> ", "**", "`", "```\n", "$", "$$", "|", "|--|--|\n", "[x](y)", "![",
    "<!--", "-->", "<br>", "<table><tr><td>", "</td>", "<div>", "\\", "一、", "（一）", "4.1 ", "1、", "• ", "---\n",
    "===\n",
    "\n", "\n\n", "\n", "LoRA", "注意力", "什么？", "：", "。", " ", "https://a.b/c", "\u2028", "\x0c", "\x85", "&amp;",
    "~~", "_", "import a from 'b'\n", "<Card a={b}>", "[a]: b\n", ":cite:`x`", "::", "😀", "\u1680", "\0", "|a|\n|b|\n",
])
# fmt: on
MARKDOWN = st.lists(PIECES, max_size=40).map("".join)


def assert_sound(note: ParsedNote) -> None:
    """What holds for every note: passages in order, spans within texts, each line of text from its line of the file."""
    lines = note.document.text.split("\n")
    for number, passage in enumerate(note):
        assert passage.index == number
        assert passage.parent is None or passage.parent < number
        assert all(heading.passage < number for heading in passage.heading_path)
        assert passage.text == passage.text.strip() or passage.kind is PassageKind.TABLE_ROW
        assert len(passage.text) <= 10_000
        assert re.search(r"\w", passage.text)
        for span in (*passage.bold, *passage.links, *passage.code, *passage.cells):
            assert 0 <= span.start <= span.end <= len(passage.text)
        start = 0
        for text in passage.text.split("\n"):
            assert_comes_from(text, lines[passage.line_at(start) - 1])
            start += len(text) + 1


def assert_comes_from(text: str, line: str) -> None:
    rest = iter(line + html.unescape(line))
    assert all(char in rest for char in text if char.isalnum()), f"{text!r} is not of {line!r}"


@given(MARKDOWN, st.sampled_from(["a.md", "a.mdx"]))
@settings(max_examples=600, deadline=None)
def test_any_markdown_is_split_and_its_lines_are_right(text, path):
    assert_sound(parse(text, path))


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_split_and_its_lines_are_right(text):
    assert_sound(parse(text))
    split_passages(Document("a.md", text, text))


@pytest.mark.skipif(not NOTES.is_dir(), reason="../shared/notes is not here")
def test_development_notes_are_split_and_their_lines_are_right():
    for path in find_notes([NOTES])[0]:
        document = read_document(path)
        assert isinstance(document, Document)
        assert_sound(split_passages(document))
