import pytest
from format_samples import assert_sound, assert_words_on_their_lines, is_table_of, read, shown
from hypothesis import given, settings
from hypothesis import strategies as st

PAGE = """Attention
=========

.. toctree::
   other

Multi-head attention
--------------------
*GQA* is a **variant** of :term:`MHA` and
:ref:`label`; see :class:`~a.b.LoRA` and `the docs <http://x.y>`_.

- one
  more
- two

  - nested

1. first

.. note::
   A note here
   goes on.

.. list-table::
   :header-rows: 1

   * - Name
     - Use
   * - QLoRA
     - tuning

===== =====
A     B
===== =====
c     d
===== =====

RoBERTa
   built on BERT

.. versionadded:: 1.2
   New option

.. tab-set::

   .. tab-item:: PyTorch

      In a tab

:math:`x^2` is a formula::

    code = 1

.. math:: y = x
"""


def test_structure_is_read_and_lines_are_those_of_the_file():
    assert shown(read("a.rst", PAGE)) == [
        "1 h1 Attention",
        "7 h2 Multi-head attention",
        "9 p GQA is a variant of MHA and □; see a.b.LoRA and the docs.",
        "12 i1 one more",
        "14 i1 two",
        "16 i2 nested",
        "18 i1 first",
        "21 p A note here goes on.",
        "27 r Name | Use",
        "29 r QLoRA | tuning",
        "33 r A | B",
        "35 r c | d",
        "38 i1 RoBERTa",
        "39 p built on BERT",
        "42 p New option",
        "48 p In a tab",
        "50 p □ is a formula:",
    ]


def test_words_stand_on_their_lines():
    assert_words_on_their_lines("a.rst", PAGE)


def test_marks_and_cells_are_kept():
    note = read("a.RST", PAGE)
    prose = note.passages[2]
    assert note.title == "Attention"
    assert [prose.text[s.start : s.end] for s in prose.bold] == ["variant"]
    assert [(prose.text[s.start : s.end], s.target) for s in prose.links] == [("the docs", "http://x.y")]
    rows = [is_table_of(p) for p in note if p.cells]
    assert rows[:2] == [("Name", "Use"), ("QLoRA", "tuning")]
    assert next(p for p in note if is_table_of(p) == ("QLoRA", "tuning")).header == ("Name", "Use")


def test_no_other_file_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Attention")
    text = f".. include:: {secret}\n\n.. raw:: html\n   :file: {secret}\n\n.. csv-table::\n   :file: {secret}\n\nend\n"
    assert shown(read("a.rst", text)) == ["9 p end"]


HOSTILE = {
    "deep quotes": "\n\n".join(" " * n + "a" for n in range(400)),
    "deep lists": "\n\n".join("  " * n + "- a" for n in range(400)),
    "one line of lists": "- " * 3_000,
    "sections": "\n\n".join(f"a\n{c * 5}" for c in "=-~^\"'#*+<>:;,.!?"),
    "stars": "**a " * 10_000,
    "backticks": "`" * 10_000,
    "underscores": "a_ " * 5_000,
    "targets": "\n".join(f".. _a{n}: a{n + 1}_" for n in range(500)),
    "substitutions": ".. |a| replace:: |a|\n\n|a|",
    "tables": "+-" * 2_000 + "+\n" + "| " * 2_000 + "|\n" + "+-" * 2_000 + "+",
    "directives": ".. note::\n\n   " * 300,
    "roles": ":a:`b` " * 5_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends(name):
    assert_sound("a.rst", HOSTILE[name])


# fmt: off
PIECES = st.sampled_from([
    "a\n=\n", "==\n", "--\n", "- ", "1. ", "* ", "#. ", "   ", "  ", "\n", "\n\n", "LoRA", "注意力", "**", "*",
    "`", "``", "::", ".. note::\n", ".. a::", ".. table::", ".. list-table::", "+--+\n", "| ", "|", "== ==\n",
    ":a:`", "`_", "_", ":f: x\n", ">>> a\n", ".. |a| replace:: ", ".. _a: b\n", "[1]_", ".. [1] ", "__", "\t",
    "<", ">", "\\", ".. math:: x", ".. csv-table:: ", '"',
])
# fmt: on


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_skipped(text):
    assert_sound("a.rst", text)
