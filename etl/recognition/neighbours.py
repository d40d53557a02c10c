"""Whether a match is a name of its own, or a piece of a longer name that we don't know.

`LoRA-FA`, `Self-RAG` or `LLaMA4` must not count as LoRA, RAG or LLaMA: a name that looks alike is another concept.
"""

import re

_BEFORE = re.compile(r"([^\W_]+)-$")
_AFTER = re.compile(r"-([^\W_]+)(.?)")
_PLUS = re.compile(r"\+(?![\w ])")
_DATE = re.compile(r"0[1-9][0-3]\d|1[0-2][0-3]\d|20\d{6}")
_RELEASE = re.compile(r"\d+\.\d+(?![\w-])")
_SIZE = re.compile(r"\d+(\.\d+)?\s?[BbMmKkTtx]\b|\d+(\.\d+)?\s?[BMKT](?![a-z])")
_PLAIN_SUFFIX = re.compile(
    r"(based|like|style|only|free|type|level|size|wise|aware|agnostic|specific|related|scale|hot|heavy|bound|family"
    r"|base|large|small|tiny|medium|mini|xl|xxl|chat|instruct|it|hf|head|heads|layer|block|model|models|system|ready"
    r"|[a-z]{3,}ed|[a-z]{3,}ing|[a-z]{4,}able|in|as|to|and|or|of|the|by|for|with|powered|driven|native|first|centric)",
    re.IGNORECASE,
)
_PLAIN_PREFIX = re.compile(
    r"\d+|(?i:pre|post|non|hyper)|(non|pre|post|multi|semi|sub|super|inter|intra|cross|anti|mini|large|small|base|single|dual|two|three|open|closed"
    r"|fine|long|short|high|low|full|half|per|re|un|the|an|state|of|to|and|vs|[a-z]{4,}ed|[a-z]{4,}ing|based|[a-z]+)",
)


def part_of_longer_name(text: str, start: int, end: int, *, versioned: bool) -> bool:
    """True where the characters around start..end make it a piece of another name.

    `versioned`: the concept is a model, so a number right after it is another generation.
    """
    return _capital_prefix(text, start) or _suffix_names_another(text[end : end + 24], versioned=versioned)


def _capital_prefix(text: str, start: int) -> bool:
    before = _BEFORE.search(text, max(0, start - 24), start)
    return before is not None and not _PLAIN_PREFIX.fullmatch(before[1]) and not _is_cjk(before[1][-1])


def _suffix_names_another(rest: str, *, versioned: bool) -> bool:
    if _PLUS.match(rest) or _digit_follows(rest, versioned=versioned):
        return True
    after = _AFTER.match(rest)
    if not after or _is_cjk(after[1][0]) or _SIZE.match(rest, 1):
        return False
    if after[1][0].isdigit():
        return versioned and not _DATE.fullmatch(after[1])
    return not _PLAIN_SUFFIX.fullmatch(after[1])


def _digit_follows(rest: str, *, versioned: bool) -> bool:
    if rest[:1].isdigit():
        return not _SIZE.match(rest) and (versioned or not _RELEASE.match(rest))
    return versioned and rest[:1] == "." and rest[1:2].isdigit()


def _is_cjk(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
