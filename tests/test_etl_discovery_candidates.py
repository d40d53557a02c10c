from hypothesis import given
from hypothesis import strategies as st

from etl.discovery.abbreviations import abbreviation_pairs, find_long_form
from etl.discovery.candidates import find_candidates, slug
from etl.documents import Document
from etl.model import Mention
from etl.passages import split_passages


def candidates(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    note = split_passages(Document("note.md", text, text))
    return [c.name for c in find_candidates(note, [[] for _ in note.passages], known)[0]]


def test_coined_words_are_candidates():
    assert candidates("We compare Zip-LoRX with HyperNet2 and KVX.") == ["HyperNet2", "KVX", "Zip-LoRX"]


def test_title_case_headings_are_none():
    assert (
        candidates("# Analyze Consistency Among Responses\n\n## Build Better Apps\n\n### Cost-Effective Design") == []
    )


def test_sites_and_everyday_abbreviations_are_none():
    assert candidates("[LinkedIn](https://example.org) and the FAQ, PDFs; see Repo Link") == []


def test_shouted_headings_are_none():
    assert candidates("# IMPORTANT ALLOCATION\n\nADAPTIVE things") == []


def test_a_name_of_the_lexicon_that_was_not_linked_stays_unlinked():
    assert candidates("the BLOOMX model", frozenset({"bloomx"})) == []


def test_all_places_of_a_candidate_are_mentions_and_curated_ones_stay():
    text = "KVX is fast. KVXs and XKVX are not it; LoRA and KVX are."
    note = split_passages(Document("note.md", text, text))
    at = text.index("LoRA")
    _, mentions = find_candidates(note, [[Mention("lora", at, at + 4, "LoRA")]])
    assert [(m.concept, m.start) for m in mentions[0]] == [
        ("kvx", 0),
        ("kvxs", text.index("KVXs")),
        ("xkvx", text.index("XKVX")),
        ("lora", at),
        ("kvx", text.rindex("KVX")),
    ]


def test_an_abbreviation_comes_with_its_long_form():
    pair = next(abbreviation_pairs("We use Quick Brown Fox Attention (QBFA) here."))
    assert pair.names() == ("QBFA", "Quick Brown Fox Attention")


def test_a_chinese_name_with_its_english_one():
    pair = next(abbreviation_pairs("我们用快速狐狸注意力（Quick Fox Attention, QFA）"))
    assert pair.short == "QFA"
    assert pair.english == "Quick Fox Attention"


def test_letters_out_of_order_are_no_abbreviation():
    assert find_long_form("QFA", "Attention of Foxes Quick") == ""


@given(st.text(max_size=300))
def test_any_text_gives_candidates_that_stand_in_it(text: str):
    note = split_passages(Document("note.md", text, text))
    found, mentions = find_candidates(note, [[] for _ in note.passages])
    for passage in note.passages:
        for m in mentions[passage.index]:
            assert passage.text[m.start : m.end] == m.surface
    assert all(c.id == slug(c.name) for c in found)


@given(st.text(alphabet="Ab1-. ", max_size=400))
def test_long_runs_of_capitals_and_joints_end(text: str):
    candidates(f"# {text}\n\n**{text}** {text}")
