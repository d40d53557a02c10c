"""Each check of a lexicon finds its own kind of fault, and the shipped lexicon has none."""

from pathlib import Path

import pytest

from etl.lexicon.check import check_folders, check_lexicon
from etl.lexicon.compiled import load_lexicon
from etl.lexicon.concept_checks import arxiv_fault
from etl.lexicon.name_checks import common_names
from etl.recognition.matcher import ConceptMatcher

BASE = """
[[concept]]
id = "vector"
name = "vector"
kind = "idea"
area = "math"
definition = "A list of numbers."
definition_zh = "一列数。"
level = 1

[[concept]]
id = "self-attention"
name = "self-attention"
aliases = ["MHA"]
kind = "method"
area = "attention"
definition = "Tokens look at each other."
definition_zh = "词元彼此关注。"
level = 2
year = 2017

[[concept]]
id = "gpt-2"
name = "GPT-2"
kind = "model"
area = "models"
definition = "A model."
definition_zh = "一个模型。"
level = 2
year = 2019

[[relation]]
subject = "self-attention"
type = "USES"
object = "vector"
reason = "Tokens are vectors."

[[relation]]
subject = "gpt-2"
type = "USES"
object = "self-attention"
reason = "Its layers do."

[[prerequisite]]
before = "vector"
after = "self-attention"
reason = "Tokens are vectors."

[[prerequisite]]
before = "self-attention"
after = "gpt-2"
reason = "Its layers use it."
"""
CONCEPT = """
[[concept]]
id = "zebra-attention"
name = "Zebra Attention"
name_zh = "斑马注意力"
aliases = ["ZebraAttn"]
kind = "method"
area = "attention"
definition = "Attention in stripes."
definition_zh = "按条带计算的注意力。"
level = 4
year = 2099
"""
JOINED = """
[[relation]]
subject = "zebra-attention"
type = "EXTENDS"
object = "self-attention"
reason = "It restricts self-attention to stripes."

[[prerequisite]]
before = "self-attention"
after = "zebra-attention"
reason = "It changes self-attention."
"""


@pytest.fixture
def check(tmp_path: Path):
    """Checks a small lexicon with this text as a user's file beside it."""

    def run(text: str) -> list[str]:
        for name, content in (("base", BASE), ("mine", text)):
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            (folder / f"{name}.toml").write_text(content, encoding="utf-8")
        return [str(p) for p in check_folders([tmp_path / "base", tmp_path / "mine"]).problems]

    return run


def test_the_shipped_lexicon_has_no_problems_and_is_large():
    report = check_lexicon()
    assert [str(p) for p in report.problems] == []
    assert report.counts["total"]["concepts"] >= 2000
    assert report.counts["total"]["look-alikes"] >= 300
    assert min(report.counts["type"].values()) >= 20


def test_a_good_entry_passes(check):
    assert check(CONCEPT + JOINED) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"ZebraAttn"', '"MHA"', "alias 'MHA' belongs to self-attention and zebra-attention"),
        ('"ZebraAttn"', '"zebra-attention"', "again: case, spaces and hyphens do not count"),
        ('"ZebraAttn"', '"Zebra  Attn☃"', "is not found in"),
        ('kind = "method"', 'kind = "trick"', "kind 'trick' is not one of"),
        ('area = "attention"', 'area = "zoo"', "area 'zoo' is not one of"),
        ("斑马注意力", "Zebra", "has no Chinese in it"),
        ('definition = "Attention in stripes."', "", "no definition"),
        ("level = 4", "level = 9", "level 9 is not within 1..5"),
        ("year = 2099", 'year = 2099\npaper = { title = "Z", arxiv = "2301.00001" }', "is of 2023, the year is 2099"),
        ("year = 2099", 'year = 2099\npaper = { title = "Z", arxiv = "230.1" }', "is not YYMM.NNNNN"),
        ("year = 2099", "year = 2001", "extends self-attention"),
        ("year = 2099", 'exact = ["ZEBRA"]', "exact 'ZEBRA' is neither name nor alias"),
        ("year = 2099", 'colour = "striped"', "unknown key 'colour'"),
        ('object = "self-attention"', 'object = "self-atention"', "no concept 'self-atention'"),
        ('type = "EXTENDS"', 'type = "EVALUATES"\npaper = "9913.00001"', "arXiv id '9913.00001'"),
        ('type = "EXTENDS"', 'type = "BEATS"', "'BEATS' is not a valid RelationType"),
        ('reason = "It changes self-attention."', 'reason = ""', "no reason"),
        ('reason = "It changes self-attention."', 'reason = "x"\nstrength = "weak"', "strength 'weak'"),
    ],
)
def test_a_fault_is_found(check, old, new, found):
    text = CONCEPT + JOINED
    assert old in text
    problems = check(text.replace(old, new, 1))
    assert any(found in p for p in problems), problems


def test_a_message_names_file_and_line(check):
    problems = check(CONCEPT.replace('kind = "method"', 'kind = "trick"'))
    assert problems[0].startswith("mine/mine.toml:2: ")


def test_an_id_twice_in_one_folder_is_found(check):
    assert any("is also at mine/mine.toml:2" in p for p in check(CONCEPT + CONCEPT + JOINED))


def test_a_lonely_concept_without_ground_is_found(check):
    problems = check(CONCEPT)
    assert any("takes part in 0 relations" in p for p in problems)
    assert any("reach no concept of level 1" in p for p in problems)


def test_a_relation_between_kinds_that_do_not_join_is_found(check):
    wrong = JOINED.replace('"EXTENDS"', '"ADDRESSES"').replace('object = "self-attention"', 'object = "gpt-2"')
    assert any("ADDRESSES does not join method and model" in p for p in check(CONCEPT + wrong))


def test_a_cycle_is_found_with_its_way(check):
    back = '[[prerequisite]]\nbefore = "zebra-attention"\nafter = "self-attention"\nreason = "x"\n'
    assert any("closes the cycle" in p and "zebra-attention" in p for p in check(CONCEPT + JOINED + back))


def test_a_symmetric_relation_both_ways_is_found(check):
    both = "".join(
        f'[[relation]]\nsubject = "{a}"\ntype = "CONTRASTS_WITH"\nobject = "{b}"\nreason = "x"\n'
        for a, b in (("zebra-attention", "self-attention"), ("self-attention", "zebra-attention"))
    )
    assert any("a symmetric relation is written once" in p for p in check(CONCEPT + JOINED + both))


def test_look_alikes_that_are_one_concept_are_found(check):
    pairs = 'look_alikes = [["Zebra Attention", "ZebraAttn"]]\n'
    assert any("are look-alikes and must not be one concept" in p for p in check(pairs + CONCEPT + JOINED))


@pytest.mark.parametrize(
    ("arxiv", "year", "fault"),
    [
        ("2305.14314", 2023, ""),
        ("1706.03762", 2017, ""),
        ("2305.1431", 2023, "digits after the point"),
        ("2313.00001", 2023, "is not YYMM.NNNNN"),
        ("2305.14314", 2020, "the year is 2020"),
    ],
)
def test_arxiv_ids_are_checked_for_form_and_year(arxiv, year, fault):
    found = arxiv_fault(arxiv, year)
    assert (fault in found) if fault else found == ""


def test_a_name_on_every_line_of_the_notes_is_questioned(tmp_path):
    (tmp_path / "note.md").write_text("\n\n".join(["QLoRA 是一种方法"] * 300), encoding="utf-8")
    lexicon = load_lexicon()
    problems = [str(p) for p in common_names(lexicon, ConceptMatcher(lexicon), [tmp_path])]
    assert len(problems) == 1
    assert "qlora: 'qlora' is on 300 of 300 lines" in problems[0]
