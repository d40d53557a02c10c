from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from etl.lexicon.entries import AmbiguousAlias, Lexicon, LexiconConcept
from etl.recognition.matcher import ConceptMatcher
from etl.recognition.names import spellings
from etl.recognition.tokenizer import NoteTokenizer, fold_token
from graph.model import Concept


def concept(id_: str, name: str, *aliases: str, kind: str = "method", zh: str = "") -> Concept:
    return Concept(id=id_, name=name, kind=kind, area="finetuning", aliases=aliases, name_zh=zh)


LEXICON = Lexicon(
    concepts=(
        LexiconConcept(concept("lora", "LoRA")),
        LexiconConcept(concept("rlhf", "RLHF")),
        LexiconConcept(concept("ppo", "PPO")),
        LexiconConcept(concept("llm", "LLM", "大模型", kind="category")),
        LexiconConcept(concept("gpu", "GPU", kind="hardware")),
        LexiconConcept(concept("pretraining", "pretraining", zh="预训练")),
        LexiconConcept(concept("layer-norm", "Layer Norm")),
        LexiconConcept(concept("encoder-decoder", "encoder-decoder", "编码器-解码器", kind="architecture")),
        LexiconConcept(concept("rag", "RAG")),
        LexiconConcept(concept("llama", "LLaMA", kind="model_family")),
        LexiconConcept(concept("bert", "BERT", kind="model")),
        LexiconConcept(concept("hle", "Humanity's Last Exam", kind="benchmark")),
        LexiconConcept(concept("react", "ReAct"), exact=("ReAct",)),
        LexiconConcept(
            concept("bloom", "BLOOM", kind="model"),
            ambiguous=(AmbiguousAlias("BLOOM", ("BigScience", "multilingual")),),
        ),
    )
)
MATCHER = ConceptMatcher(LEXICON)


def names(text: str) -> list[str]:
    return [m.surface for m in MATCHER.find(text) if not m.longer_name]


def test_names_are_found_inside_chinese_text_without_spaces():
    assert names("大模型RLHF：PPO原理") == ["大模型", "RLHF", "PPO"]


def test_a_name_inside_a_longer_word_is_not_found():
    assert names("XLoRAs and LoRAX differ from it") == []


def test_a_part_of_a_longer_name_is_another_concept():
    assert names("Self-RAG, LLaMA4 and RAG-FA") == []
    assert names("a RAG-based system, LLaMA-7B and post-LoRA") == ["RAG", "LLaMA", "LoRA"]


def test_separators_plural_and_case_do_not_matter():
    assert names("layer-norm, LayerNorm, layer norms, GPUs") == ["layer-norm", "LayerNorm", "layer norms", "GPUs"]


def test_a_prefix_may_be_written_with_a_hyphen():
    assert names("During pre-training, pretraining and pre training") == ["pre-training", "pretraining", "pre training"]


def test_chinese_names_with_a_hyphen_and_curly_apostrophes():
    assert names("编码器-解码器 on Humanity’s Last Exam") == ["编码器-解码器", "Humanity’s Last Exam"]


def test_exact_names_keep_their_case():
    assert names("ReAct agents react") == ["ReAct"]


def test_names_of_several_texts_are_those_of_each():
    texts = ["大模型RLHF：PPO原理", "", "layer", "norm of LoRA", "BERT"]
    assert MATCHER.find_each(texts) == [MATCHER.find(text) for text in texts]


@given(st.lists(st.text(alphabet="LoRAPO大模型 -\n:,xs0", max_size=30), max_size=6))
def test_batches_never_change_what_is_found(texts: list[str]):
    assert MATCHER.find_each(texts) == [MATCHER.find(text) for text in texts]


@given(st.text(max_size=200))
def test_tokens_give_the_text_back(text: str):
    doc = NoteTokenizer(Vocab())(text)
    assert len(doc.text) == len(text)
    assert [t.idx for t in doc] == sorted({t.idx for t in doc})


@given(st.text(max_size=80))
def test_surfaces_are_the_characters_of_the_text(text: str):
    for match in MATCHER.find(f"{text} LoRA，{text}"):
        assert f"{text} LoRA，{text}"[match.start : match.end] == match.surface


def test_acronyms_lose_their_plural_and_words_their_british_form():
    assert [fold_token(w) for w in ("TPUs", "LLMs", "corpus", "loss", "Optimising")] == [
        "tpu",
        "llm",
        "corpus",
        "loss",
        "optimizing",
    ]


def test_spellings_join_only_what_some_write_joined():
    assert set(spellings("subword")) == {"subword", "sub-word", "sub word"}
    assert "promptengineering" not in set(spellings("prompt engineering"))
