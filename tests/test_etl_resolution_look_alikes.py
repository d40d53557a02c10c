"""A discovered name joins a curated concept by equality, by its expansion or by a curator; never by likeness."""

from dataclasses import fields
from typing import Any

import pytest

from etl.discovery.candidates import Candidate
from etl.extract import NoteExtract
from etl.lexicon.entries import Lexicon, LexiconConcept
from etl.model import RejectReason
from etl.resolution.concepts import resolve_concepts
from etl.resolution.look_alikes import propose_merges
from graph.model import Concept, NoteFile, PassageRecord

LORA = LexiconConcept(
    Concept(id="lora", name="LoRA", kind="method", area="finetuning", aliases=("Low-Rank Adaptation", "低秩适配"))
)
RERANKER = LexiconConcept(Concept(id="fastertransformer", name="FasterTransformer", kind="framework", area="inference"))


def _note(*candidates: Candidate) -> NoteExtract:
    passage = PassageRecord("a.md#1", "a.md", 1, "first line\nsecond line", "zh")
    empty: dict[str, Any] = {f.name: () for f in fields(NoteExtract)}
    note = NoteFile("a.md", "A", "zh")
    return NoteExtract(**empty | {"note": note, "passages": (passage,), "candidates": candidates})


def _named(name: str, *others: str, source: str = "bold") -> Candidate:
    return Candidate(name.lower(), name, others, source, "a.md", 2)


@pytest.fixture
def resolve():
    def run(candidate: Candidate, look_alikes: tuple[tuple[str, str], ...] = ()):
        lexicon = Lexicon((LORA, RERANKER), look_alikes=look_alikes)
        concepts, ids = resolve_concepts([_note(candidate)], lexicon)
        return ids[candidate.id], {c.id: c for c in concepts}

    return run


def test_an_equal_name_is_the_curated_concept(resolve):
    assert resolve(_named("low rank adaptation"))[0] == "lora"


def test_a_near_spelling_is_a_concept_of_its_own(resolve):
    assert resolve(_named("LoRAX"))[0] == "lorax"
    assert resolve(_named("FasterTransformers2"))[0] == "fastertransformers2"


def test_an_abbreviation_joins_by_its_expansion_and_becomes_an_alias(resolve):
    concept, concepts = resolve(_named("LRA", "Low-Rank Adaptation", source="abbreviation"))
    assert concept == "lora"
    assert "LRA" in concepts["lora"].aliases


def test_other_names_from_elsewhere_than_an_expansion_do_not_join(resolve):
    assert resolve(_named("LRA", "Low-Rank Adaptation", source="heading"))[0] == "lra"


def test_a_listed_look_alike_does_not_join_even_by_expansion(resolve):
    candidate = _named("LRA", "Low-Rank Adaptation", source="abbreviation")
    assert resolve(candidate, look_alikes=(("LoRA", "LRA"),))[0] == "lra"


def test_likeness_proposes_and_says_where():
    extracts = [_note(_named("FasterTransormer"))]
    lexicon = Lexicon((LORA, RERANKER))
    concepts, _ = resolve_concepts(extracts, lexicon)
    (proposal,) = propose_merges(extracts, concepts, lexicon)
    assert proposal.reason is RejectReason.LOOK_ALIKE
    assert (proposal.path, proposal.line, proposal.text) == ("a.md", 2, "second line")
    assert proposal.what == "FasterTransormer is like fastertransformer (fastertransformer); not merged"


def test_listed_look_alikes_are_not_proposed():
    extracts = [_note(_named("FasterTransormer"))]
    lexicon = Lexicon((RERANKER,), look_alikes=(("FasterTransormer", "FasterTransformer"),))
    concepts, _ = resolve_concepts(extracts, lexicon)
    assert propose_merges(extracts, concepts, lexicon) == []
