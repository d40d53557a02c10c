from etl.documents import Document
from etl.lexicon.entries import AmbiguousAlias, Lexicon, LexiconConcept
from etl.model import RejectReason
from etl.passages import split_passages
from etl.recognition.matcher import ConceptMatcher
from etl.recognition.recognize import find_mentions
from graph.model import Concept

GQA = ("GQA",)


def entry(id_: str, name: str, kind: str, *context: str) -> LexiconConcept:
    ambiguous = (AmbiguousAlias(name, context),) if context else ()
    return LexiconConcept(Concept(id=id_, name=name, kind=kind, area="attention"), ambiguous=ambiguous)


MATCHER = ConceptMatcher(
    Lexicon(
        concepts=(
            entry("grouped-query-attention", "GQA", "method", "attention", "head", "注意力"),
            entry("generative-qa", "GQA", "task", "question", "answer"),
            entry("bloom", "BLOOM", "model", "BigScience"),
            entry("opt", "OPT-175B", "model"),
            entry("policy", "policy", "idea", "reward"),
        )
    )
)


def linked(text: str) -> list[str]:
    mentions, _ = find_mentions(split_passages(Document("note.md", text, text)), MATCHER)
    return [m.concept for named in mentions for m in named]


def test_the_words_around_decide_between_two_meanings():
    assert linked("GQA shares key heads in attention.") == ["grouped-query-attention"]
    assert linked("GQA answers a question in free text.") == ["generative-qa"]


def test_without_any_sign_nothing_is_linked_and_the_reason_is_kept():
    text = "We like GQA."
    mentions, rejections = find_mentions(split_passages(Document("note.md", text, text)), MATCHER)
    assert mentions == [[]]
    assert [(r.reason, r.what) for r in rejections] == [(RejectReason.AMBIGUOUS, "GQA")]


def test_a_heading_decides():
    assert linked("# 注意力\n\nGQA 更快。") == ["grouped-query-attention"]


def test_the_next_passage_decides_where_nothing_closer_does():
    assert linked("The policy changes.\n\nIts reward rises.") == ["policy"]
    assert linked("The policy changes.\n\nIts price rises.") == []


def test_a_name_listed_with_others_of_its_kind_is_one_of_them():
    assert linked("OPT-175B, BLOOM") == ["opt", "bloom"]
    assert linked("the flowers bloom") == []
