"""Adding to one's own lexicon: what the check would refuse is not written."""

import sys

import pytest
from typer.testing import CliRunner

from app.cli import app
from etl.lexicon.adding import NewConcept, NewNeed, NewRelation, add_concept, concept_id
from etl.lexicon.check import check_lexicon
from etl.lexicon.compiled import load_lexicon
from graph.ontology import RelationType

ZEBRA = NewConcept(
    id="zebra-attention",
    name="Zebra Attention",
    kind="method",
    area="attention",
    definition='Attention in "stripes".',
    definition_zh="按条带计算的注意力。",
    level=4,
    name_zh="斑马注意力",
    aliases=("ZebraAttn",),
    year=2099,
    relations=(NewRelation(RelationType.EXTENDS, "self-attention", "It restricts self-attention to stripes."),),
    needs=(NewNeed("self-attention", "It changes self-attention."),),
)


def test_a_good_concept_is_written_and_loaded(tmp_path):
    mine = tmp_path / "mine"
    file, problems = add_concept(ZEBRA, mine)
    assert problems == ()
    assert file == mine / "added.toml"
    added = {e.concept.id: e.concept for e in load_lexicon([mine]).concepts}["zebra-attention"]
    assert added.definition == 'Attention in "stripes".'
    assert check_lexicon([mine]).problems == ()


def test_a_second_concept_is_appended_and_may_refer_to_the_first(tmp_path):
    add_concept(ZEBRA, tmp_path)
    relation = NewRelation(RelationType.EXTENDS, "zebra-attention", "It has twice the stripes.")
    second = NewConcept(
        **{f: getattr(ZEBRA, f) for f in ("kind", "area", "definition", "definition_zh", "level", "year")},
        id="zebra-attention-2",
        name="Zebra Attention 2",
        relations=(relation,),
        needs=(NewNeed("zebra-attention", "It builds on it."),),
    )
    file, problems = add_concept(second, tmp_path)
    assert problems == ()
    assert file.read_text(encoding="utf-8").count("[[concept]]") == 2


def test_a_name_that_is_taken_is_refused_and_nothing_is_written(tmp_path):
    taken = NewConcept(**{f: getattr(ZEBRA, f) for f in ZEBRA.__dataclass_fields__} | {"aliases": ("LoRA",)})
    file, problems = add_concept(taken, tmp_path / "mine")
    assert any("alias 'LoRA' belongs to lora and zebra-attention" in p.what for p in problems)
    assert not file.exists()


def test_ids_are_made_of_names():
    assert concept_id("BitNet b1.58") == "bitnet-b1-58"
    assert concept_id("LoRA+") == "lora-plus"


ANSWERS = [
    *("Zebra Attention", "", "methode", "method", "attention", "斑马注意力", "ZebraAttn"),
    *("Attention in stripes.", "按条带计算的注意力。", "4", "2099", ""),
    *("EXTENDS", "self attention", "It restricts self-attention.", ""),
    *("自注意力", "It changes self-attention.", ""),
]


def test_the_command_asks_again_after_a_wrong_kind_and_writes(tmp_path):
    done = CliRunner().invoke(app, ["lexicon", "add", "--lexicon", str(tmp_path)], input="\n".join(ANSWERS) + "\n")
    assert done.exit_code == 0, done.output
    assert "'methode' is not one of method" in done.output
    assert 'object = "self-attention"' in (tmp_path / "added.toml").read_text(encoding="utf-8")


def test_the_command_refuses_what_the_check_refuses(tmp_path):
    answers = ["LoRA", "lora-two", "method", "finetuning", "", "", "x.", "中文。", "4", "", "", "", ""]
    done = CliRunner().invoke(app, ["lexicon", "add", "--lexicon", str(tmp_path)], input="\n".join(answers) + "\n")
    assert done.exit_code == 1
    assert "refused: lora-two: alias 'LoRA' belongs to lora and lora-two" in done.output
    assert not (tmp_path / "added.toml").exists()


def test_check_exits_with_one_on_problems_and_names_them(tmp_path, monkeypatch, capsys):
    from app.cli import main

    (tmp_path / "mine.toml").write_text('[[concept]]\nid = "x"\nname = "LoRA"\n', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["gradus", "lexicon", "check", "--lexicon", str(tmp_path)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    assert "mine.toml:1: x: the entry has no 'kind'" in capsys.readouterr().out
