"""The file that overrules single prerequisites, and the cycles that a build keeps."""

import pytest
from order_samples import before, concept

from graph.build_folder import read_build, write_build
from graph.decisions import Decision, read_decisions, without_effect
from graph.errors import LexiconError
from graph.model import KnowledgeGraph, RefusedRelation

GOOD = """version = 1

[[decision]]
before = "a"
after = "b"
verdict = "keep"
reason = "my course does it so"
"""


def decisions(tmp_path, *texts):
    files = []
    for n, text in enumerate(texts):
        files.append(tmp_path / f"{n}.toml")
        files[-1].write_text(text, encoding="utf-8")
    return read_decisions(files)


def test_a_decision_is_read_with_its_source(tmp_path):
    assert decisions(tmp_path, GOOD) == (Decision("a", "b", "keep", "my course does it so", "0.toml: decision 1"),)


def test_the_later_file_wins(tmp_path):
    (found,) = decisions(tmp_path, GOOD, GOOD.replace("keep", "drop"))
    assert found.verdict == "drop"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("version = 1", ""), "version"),
        (GOOD.replace("version = 1", "version = 2"), "version"),
        (GOOD.replace('"keep"', '"maybe"'), "verdict 'maybe'"),
        (GOOD.replace('after = "b"\n', ""), "has no after"),
        (GOOD.replace('after = "b"', 'after = "a"'), "before itself"),
        ("version = ", "TOML"),
    ],
)
def test_a_file_at_fault_is_told_in_one_line(tmp_path, text, said):
    with pytest.raises(LexiconError, match=said) as error:
        decisions(tmp_path, text)
    assert "0.toml" in str(error.value)


def test_a_decision_on_what_is_not_there_is_told_apart(tmp_path):
    found = decisions(tmp_path, GOOD)
    assert without_effect(found, {"a": 1, "b": 1}) == ()
    assert without_effect(found, {"a": 1}) == found


def test_a_build_keeps_refused_prerequisites_with_their_cycle(tmp_path):
    refused = RefusedRelation(before("c", "a", 0.6), ("a", "b", "c"))
    graph = KnowledgeGraph(tuple(map(concept, "abc")), (before("a", "b"), before("b", "c")), cycles=(refused,))
    first = write_build(graph, tmp_path / "build")
    assert read_build(tmp_path / "build") == graph
    assert write_build(graph, tmp_path / "build") == first
