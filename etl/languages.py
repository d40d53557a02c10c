"""The language of a text, Chinese or English."""

import re

from etl.model import Lang

_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_WORDS_TO_JUDGE = 4


def language_of(text: str, fallback: Lang = "en") -> Lang:
    """`zh` where ideographs make up a fair share of what is written; `fallback` for a few Latin names and no more."""
    ideographs = len(_IDEOGRAPH.findall(text))
    words = len(_LATIN_WORD.findall(text))
    if ideographs:
        # an ideograph carries about half a word
        return "zh" if ideographs * 3 >= words else "en"
    return "en" if words >= _WORDS_TO_JUDGE else fallback


def is_chinese(text: str) -> bool:
    """True where any ideograph stands in the text."""
    return _IDEOGRAPH.search(text) is not None
