"""A spaCy tokenizer that is exact on mixed Chinese and English text.

One token a CJK character, a run of letters, a run of digits, or any other character. So `大模型RLHF：PPO原理` has the
tokens RLHF and PPO, and `XLoRAs` is one token that is not LoRA. The stock Chinese tokenizers lose or invent such
borders.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from spacy.attrs import IDS  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{_CJK}]|[^\W\d_{_CJK}]+|\d+|[^\w\s]|_")
"""What a token is, white space apart."""
TOKEN_AND_SPACE = re.compile(rf"({TOKEN.pattern}|\w|\s)( ?)")
"""A token, and the space that belongs to it as spaCy has it; further white space is a token of its own."""

_WHITE = re.compile(r"\s")
_HYPHENS = frozenset("_‐‑–—·")
_APOSTROPHES = frozenset("‘’ʼ`")
_WORDY = re.compile(r"[^\W\d_]+")
_BRITISH = re.compile(r"is(ation|ed|ing|er|e)$")
_KEEP_S = re.compile(r"(ss|us|is)$")


@lru_cache(maxsize=65536)
def fold_token(word: str) -> str:
    """The form in which two spellings of one word are equal: lower case, no plural s, American -ize.

    An underscore, a dash or a middle dot is a hyphen.

    >>> fold_token("GPUs"), fold_token("Quantisation"), fold_token("loss"), fold_token("_")
    ('gpu', 'quantization', 'loss', '-')
    """
    if word in _HYPHENS:
        return "-"
    if word in _APOSTROPHES:
        return "'"
    low = word.lower()
    if not word.isascii() or not _WORDY.fullmatch(word):
        return low
    if len(word) > 2 and word[:-1].isupper() and word[-1] == "s":
        return low[:-1]
    if len(low) > 3:
        if low.endswith("ies") and len(low) > 4:
            low = low[:-3] + "y"
        elif low.endswith("s") and not _KEEP_S.search(low):
            low = low[:-1]
    return _BRITISH.sub(r"iz\1", low) if len(low) > 6 else low


class NoteTokenizer:
    """Text to Doc; the Doc's characters are the text's, one for one, with any white space shown as a space."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokens of `text`, with offsets unchanged."""
        found = TOKEN_AND_SPACE.findall(_WHITE.sub(" ", text))
        words = [word for word, _ in found]
        spaces = [bool(space) for _, space in found]
        return Doc(self.vocab, words=words, spaces=spaces)


@registry.tokenizers("gradus.NoteTokenizer.v1")  # type: ignore[untyped-decorator]
def create_note_tokenizer() -> Callable[[Language], NoteTokenizer]:
    """Factory for spaCy's configuration."""

    def create(nlp: Language) -> NoteTokenizer:
        nlp.vocab.lex_attr_getters[IDS["NORM"]] = fold_token  # type: ignore[attr-defined]
        return NoteTokenizer(nlp.vocab)

    return create
