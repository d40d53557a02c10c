from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.mojibake import repair_mojibake

SEEDS = Path(__file__).parent.parent.parent / "shared" / "notes" / "seeds"
LOST = {0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD}

CHINESE = """# 注意力机制
大模型的注意力机制有多种变体，常见的有多头注意力、分组查询注意力和多查询注意力。
模型在训练和推理中的显存占用不同，推理时需要缓存键和值，因此上下文越长，显存占用越大。
参数高效微调只训练少量参数，例如在原有权重旁边加入低秩矩阵，效果接近全量微调。
强化学习阶段先训练奖励模型，再用它优化策略，使模型的输出更符合人类的偏好。
检索增强生成把外部知识放进提示词，可以减少幻觉，也便于更新知识。
"""


def read_as_1254(text: str) -> str:
    """UTF-8 read as Windows-1254 by a program that drops what that code page does not know."""
    return bytes(byte for byte in text.encode() if byte not in LOST).decode("cp1254")


def share_of_equal_ideographs(truth: str, other: str) -> float:
    pairs = [
        (a, b)
        for line, other_line in zip(truth.split("\n"), other.split("\n"), strict=True)
        for a, b in zip(line, other_line.ljust(len(line)), strict=False)
        if "\u3400" <= a <= "\u9fff"
    ]
    return sum(a == b for a, b in pairs) / len(pairs)


def test_mojibake_with_lost_bytes_is_put_right():
    broken = read_as_1254(CHINESE)
    repair = repair_mojibake(broken)
    assert repair.repaired
    assert share_of_equal_ideographs(CHINESE, broken) == 0
    assert share_of_equal_ideographs(CHINESE, repair.text) >= 0.96
    assert 0.5 < repair.confidence <= 1


def test_mojibake_without_loss_comes_back_exactly():
    for code_page in ("cp1252", "cp1254"):
        text = "简介：如何训练模型"
        broken = text.encode().decode(code_page, errors="ignore")
        if broken.encode(code_page) == text.encode():
            assert repair_mojibake(broken).text == text


def test_mojibake_of_english_punctuation_is_put_right():
    assert repair_mojibake("donâ€™t mix â€œtwoâ€\x9d encodings").text.startswith("don’t mix “two")


def test_mojibake_in_one_line_leaves_the_other_lines_alone():
    fine = "« Déjà vu », c’est l’été…\n大模型（LLM）"
    text = f"{fine}\n{read_as_1254('参数高效微调只训练少量参数')}\n{fine}"
    assert repair_mojibake(text).text == f"{fine}\n参数高效微调只训练少量参数\n{fine}"


def test_mojibake_beside_good_chinese_is_repaired_by_itself():
    broken = read_as_1254("模型的注意力机制")
    assert repair_mojibake(f"标题：{broken}。").text == "标题：模型的注意力机制。"


# fmt: off
WORDS = st.sampled_from([
    "Größe", "café", "à", "“l’été”", "«naïve»", "É…", "ü™", "İstanbul'da", "şöyle", "ğ", "ığdır", "çağ™", "“ş”",
    "günü…", "œuvre", "hôtel", "à…", "ça", "ñandú", "the", "model’s", "—", "“attention”", "5", "€", "–", "£3", "±",
    "½", "µm", "§4", "©", "®", "°", "„Zitat“", "注意力", "机制，是什么？", "（大模型）", "🌟", "😀", "café…", "“é”",
    "ê”", "Â", "â", "Ã", "ã", "LoRA", "RLHF", "×", "÷", "ä„", "é–x", "ö‰",
])
# fmt: on
LETTERS = st.text("aeé àâçèêëîïôùûüÿœæ ğışöç İĞŞÖÇÜ “”‘’…–—«»€™ .,\n注意力机🌟", max_size=60)


@given(st.one_of(st.lists(WORDS, max_size=30).map(" ".join), LETTERS))
@settings(max_examples=500, deadline=None)
def test_text_that_is_not_mojibake_stays_as_it_is(text):
    repair = repair_mojibake(text)
    assert repair.text == text
    assert not repair.repaired


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_repair_keeps_the_number_of_lines(text):
    for given_text in (text, read_as_1254(text)):
        assert repair_mojibake(given_text).text.count("\n") == given_text.count("\n")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/notes is not here")
def test_broken_seed_note_reads_as_chinese_again():
    (file,) = SEEDS.glob("003_*")
    broken = file.read_text("utf-8")
    repair = repair_mojibake(broken)
    assert repair.repaired
    assert read_as_1254(repair.text) == broken
    assert repair.confidence > 0.9
    for phrase in (
        "相关知识及面试题",
        "参数量的中文大语言模型",
        "位置编码",
        "激活函数",
        "流水线并行",
        "检索增强生成",
        "近端策略优化",
    ):
        assert phrase in repair.text


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/notes is not here")
def test_other_seed_notes_are_not_touched():
    for file in SEEDS.glob("00[0124]_*"):
        text = file.read_text("utf-8")
        assert repair_mojibake(text).text == text
