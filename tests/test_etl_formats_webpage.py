import pytest
from format_samples import assert_sound, assert_words_on_their_lines, is_table_of, read, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.documents import decode_document
from etl.formats.webpage import MAX_CHARS
from etl.model import SkippedFile

PAGE = """<!doctype html>
<html><head><title>A page about LoRA</title>
<script>
var menu = "<p>no text</p>"
</script></head>
<body><nav><a href="x">menu</a>
</nav>
<h1
 class="a">LoRA</h1>
<p>LoRA is <b>low
rank</b> &amp; *good* <a href="http://a.b/c_d">see
it</a> in <code>peft_lib</code>.
<ul><li>one
<ul><li><p>nested</p><p>more</p></ul>
<li>two</ul>
<table>
<tr>
<th>Name</th>
<th>For</th>
</tr>
<tr><td>QLoRA</td>
<td>4 bit &lt;x&gt;</td></tr></table>
<dl><dt>RoBERTa<dd>built on BERT</dl>
<p>E = <span class="katex"><span>mc</span></span> 公式</p>
<footer>imprint</footer>
</body></html>
"""


def test_a_page_is_read_without_menus_scripts_and_formulas():
    assert shown(read("a.html", PAGE)) == [
        "9 h1 LoRA",
        "10 p LoRA is low rank & *good* see it in peft_lib.",
        "13 i1 one",
        "14 i2 nested",
        "14 p more",
        "15 i1 two",
        "18 r Name | For",
        "21 r QLoRA | 4 bit <x>",
        "23 i1 RoBERTa",
        "23 p built on BERT",
        "24 p E = □ 公式",
    ]


def test_words_of_a_page_stand_on_their_lines():
    assert_words_on_their_lines("a.html", PAGE)


def test_marks_of_a_page_become_spans():
    paragraph = read("a.HTM", PAGE).passages[1]
    assert [paragraph.text[s.start : s.end] for s in paragraph.bold] == ["low\nrank"]
    assert [(paragraph.text[s.start : s.end], s.target) for s in paragraph.links] == [("see\nit", "http://a.b/c_d")]
    assert [paragraph.text[s.start : s.end] for s in paragraph.code] == ["peft_lib"]


def test_rows_keep_cells_and_header():
    header, row = (p for p in read("a.html", PAGE) if p.cells)
    assert is_table_of(header) == ("Name", "For")
    assert is_table_of(row) == ("QLoRA", "4 bit <x>")
    assert row.header == ("Name", "For")


def test_a_page_on_one_line_keeps_its_structure():
    note = read("a.html", "<h1>A</h1><p>one</p><table><tr><th>x<th>y<tr><td>c<td>d</table><ul><li>z</ul>")
    assert shown(note) == ["1 h1 A", "1 p one", "1 r x | y", "1 r c | d", "1 i1 z"]


def test_title_is_that_of_the_page_where_no_heading_gives_one():
    assert read("a.html", "<title>注意力 机制</title><p>text").title == "注意力 机制"
    assert read("a.html", "<p>text").title == "a"


def test_text_that_looks_like_markdown_stays_text():
    (passage,) = read("a.html", "<p>a | b # c [x](y) `d` **e** $f$\n- no item\n1. none\n---</p>").passages
    assert " ".join(passage.text.split()) == "a | b # c [x](y) `d` **e** $f$ - no item 1. none ---"


def test_lines_that_the_author_broke_may_be_items():
    assert shown(read("a.html", "<p>Steps<br>1. first<br>2. second</p>")) == ["1 p Steps", "1 i1 first", "1 i1 second"]


def test_the_main_part_is_read_where_a_page_marks_it():
    page = "<div>menu of the site</div><main><p>Attention is a mechanism.</p></main>"
    assert shown(read("a.html", page)) == ["1 p Attention is a mechanism."]
    small = "<p>" + "Attention is a mechanism. " * 5 + "</p><main>x</main>"
    assert len(read("a.html", small).passages) == 2


def test_a_table_that_lays_out_the_page_is_no_table():
    page = "<table><tr><td><h2>LoRA</h2><p>text</p></td></tr></table>"
    assert shown(read("a.html", page)) == ["1 h2 LoRA", "1 p text"]


def test_notions_callouts_and_toggles_are_text():
    callout = '<figure class="callout"><div>💡</div><div>Attention scales</div></figure>'
    page = f"{callout}<details><summary>GQA</summary>x</details>"
    assert shown(read("a.html", page)) == ["1 p Attention scales", "1 p GQA", "1 p x"]


def test_a_page_in_another_encoding_is_read():
    page = "<h1>注意力机制</h1><p>大模型的注意力机制是什么？参数高效微调有哪些方法？</p>"
    assert read("a.html", page.encode("gb18030")).title == "注意力机制"


def test_embedded_pictures_do_not_count_for_the_size():
    picture = f'<img src="data:image/png;base64,{"A" * (MAX_CHARS + 1)}">'
    assert shown(read("a.html", f"{picture}<p>Attention")) == ["1 p Attention"]
    skipped = decode_document("a.html", b"<p>" + b"a b " * MAX_CHARS)
    assert isinstance(skipped, SkippedFile)


HOSTILE = {
    "tags": "<a " * 30_000,
    "comments": "<!-- a " * 30_000,
    "deep": "<div>" * 20_000 + "Attention",
    "deep lists": "<ul><li>a" * 5_000,
    "tables": "<table><tr><td>" * 5_000 + "a",
    "bold": "<b>a" * 20_000,
    "quotes": '<a href="' * 20_000 + ">",
    "entities": "&amp" * 50_000,
    "declarations": "<!" * 30_000 + ">",
    "instructions": "<?a" * 30_000,
    "headers": "<header>" * 5_000 + "<h1>a",
    "closed": "</b>" * 30_000,
    "cdata": "<![CDATA[" * 10_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end(name):
    assert_sound("a.html", HOSTILE[name])


# fmt: off
PIECES = st.sampled_from([
    "<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<ol>", "<table>", "<tr>", "<td>", "<th>",
    "</table>", "<h2>", "</h2>", "<a href='u\nv'>", "</a>", "<code>", "</code>", "<br>", "<pre>", "</pre>",
    "<!--", "-->", "<script>", "<dl>", "</script>", "<blockquote>", "</blockquote>", "<dt>", "<dd>", "\n", " ",
    "LoRA", "注意力", "&lt;", "&#10;", "*", "`", "- ", "1. ", "---", "|", "[", "](", "$", "\\", "<", ">", "'",
    '"', "<![CDATA[", "]]>", "<?", "&", "==",
])
# fmt: on


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_page_is_read(text):
    assert_sound("a.html", text)


PLAIN = ["<p>", "</p>", "<b>", "</b>", "<li>", "<ul>", "\n", " ", "LoRA", "注意力", "- ", "*", "1. "]
LONG = ["<a\nb='c'>", "<!-- x\n -->", "<pre>\ny\n</pre>"]


@given(st.lists(st.sampled_from([*PLAIN, *LONG]), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_words_of_any_page_stand_on_their_lines(text):
    assert_words_on_their_lines("a.html", text)
