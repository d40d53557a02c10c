"""How much a candidate is a term of its own, and what kind of thing the text calls it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log2

_KIND_WORDS = {
    "framework": r"framework|library|toolkit|platform|engine|tool|package|database|框架|库|平台|引擎|工具包?|数据库",
    "dataset": r"dataset|corpus|corpora|data set|数据集|语料库?",
    "benchmark": r"benchmark|leaderboard|test set|基准|评测集|测评集|榜单",
    "metric": r"metric|score|rate|指标|得分|评分",
    "model": r"model|LLM|模型|大模型",
    "architecture": r"architecture|network|架构|网络",
    "hardware": r"GPU|chip|accelerator|processor|芯片|显卡|加速卡|处理器",
    "method": r"method|algorithm|technique|approach|strategy|方法|算法|技术|策略|方案",
}
_KIND = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KIND_WORDS.items()))
_SAYS = re.compile(
    r"\s*(?:[（(][^()（）]{1,60}[)）])?\s*(?:[:：,，]|is an?\b|is the\b|是一?[个种款]?|—|–)\s*([^.。;；\n]{0,60})"
)
_NEXT_WORD = re.compile(r"\s?([A-Za-z]+|[\u4e00-\u9fff]{2,3})")


def c_values(frequencies: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], float]:
    """C-value of each word sequence with its frequency (Frantzi, Ananiadou and Mima 2000).

    log2(words + 1) times its frequency, less the mean frequency of the longer candidates that it is nested in; the
    + 1 lets single words count (Barrón-Cedeño et al. 2009).
    """
    inside: dict[tuple[str, ...], list[int]] = {}
    for longer, frequency in frequencies.items():
        for part in _parts(longer):
            if part in frequencies:
                inside.setdefault(part, []).append(frequency)
    return {
        words: log2(len(words) + 1) * (frequency - _mean(inside.get(words, ())))
        for words, frequency in frequencies.items()
    }


def stated_kind(texts: Iterable[tuple[str, int]]) -> str:
    """The kind that most places give a name; each is a text and the offset where the name ends. Empty for none.

    `FooNet is a library for …`, `FooNet：一个推理框架`, `the FooNet dataset`.
    """
    votes = Counter(kind for text, end in texts if (kind := _kind_at(text, end)))
    return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else ""


def _kind_at(text: str, end: int) -> str:
    said = _SAYS.match(text, end) or _NEXT_WORD.match(text, end)
    found = _KIND.search(said[1]) if said else None
    return (found.lastgroup or "") if found else ""


def _parts(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """All shorter runs of the words, each once."""
    size = len(words)
    return {words[a:b] for a in range(size) for b in range(a + 1, size + 1) if b - a < size}


def _mean(values: Iterable[int]) -> float:
    values = tuple(values)
    return sum(values) / len(values) if values else 0.0
