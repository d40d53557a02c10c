"""Which names are one concept: pairs in cases/names.tsv, answered as a build's concepts answer."""

from pathlib import Path

import pytest

from etl.lexicon.compiled import load_lexicon
from etl.recognition.matcher import ConceptMatcher
from etl.resolution.concepts import resolve_concepts
from graph.concept_index import ConceptIndex
from graph.errors import UnknownConcept

CASES = Path(__file__).parent / "cases" / "names.tsv"
PAIRS = [tuple(line.split("\t")) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def index() -> ConceptIndex:
    return ConceptIndex.of(sorted(resolve_concepts([], load_lexicon())[0], key=lambda c: c.id))


def _concept(index: ConceptIndex, name: str) -> str | None:
    try:
        return index.find(name).id
    except UnknownConcept:
        return None


def test_there_are_many_pairs_of_both_kinds():
    assert len(PAIRS) >= 300
    assert {label for *_, label in PAIRS} == {"same", "different"}


def test_names_that_mean_the_same_are_one_concept(index):
    wrong = [
        (first, second)
        for first, second, label in PAIRS
        if label == "same" and (_concept(index, first) is None or _concept(index, first) != _concept(index, second))
    ]
    assert wrong == []


def test_look_alikes_are_different_concepts(index):
    wrong = [
        (first, second)
        for first, second, label in PAIRS
        if label == "different" and _concept(index, first) == _concept(index, second) is not None
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "concept"),
    [("GQA", "grouped-query-attention"), ("CFG", "classifier-free-guidance"), ("SD", "stable-diffusion")],
)
def test_a_name_with_two_meanings_answers_as_its_usual_owner(index, name, concept):
    assert _concept(index, name) == concept


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("the agent", "ai-agent"),
        ("num_layers", "model-depth"),
        ("书生·浦语", "internlm"),
        ("用DALL·E 2画图", "dall-e-2"),
    ],
)
def test_names_are_found_whose_words_spacy_takes_for_symbols_or_marks(text, concept):
    found = ConceptMatcher(load_lexicon()).find(text)
    assert [r.concept for m in found for r in m.readings] == [concept]


def test_abbreviations_with_a_second_meaning_count_in_capitals_only():
    assert ConceptMatcher(load_lexicon()).find("cp.async and hf") == []
