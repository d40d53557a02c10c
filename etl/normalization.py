"""One way of writing for equal characters, so that names match however a note spells them."""

import re
import unicodedata
from functools import cache
from importlib import resources

_RADICAL = re.compile("[\u2e80-\u2eff]")
_ODD_SPACE = re.compile("[\v\f\x1c-\x1f\x85\u1680\u2028\u2029]")
# NFKC turns （ into (, which after ] would read as the target of a Markdown link.
_BRACKET_BEFORE_PARENTHESIS = re.compile("]（")


def normalize(text: str) -> str:
    """Text in NFKC with CJK radicals as ideographs and `\\n` as the only line break; as many lines as before.

    U+2028, form feed and their like become spaces: an editor does not end a line there, `str.splitlines` would.
    """
    text = _BRACKET_BEFORE_PARENTHESIS.sub("] （", text)
    text = _ODD_SPACE.sub(" ", unicodedata.normalize("NFKC", text))
    if _RADICAL.search(text):
        return text.translate(_radicals())
    return text


@cache
def _radicals() -> dict[int, int]:
    lines = resources.files("etl").joinpath("cjk_radicals.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {int(radical, 16): int(ideograph, 16) for radical, ideograph in pairs}
