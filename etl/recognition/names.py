"""The spellings in which one name is looked for."""

import itertools
import re
from collections.abc import Iterator

from etl.recognition.tokenizer import TOKEN

SEPARATORS = re.compile(r"[\s\-_·‐‑–—]+")
_CAMEL = re.compile(r"[A-Z]?[a-z]{2,}(?=[A-Z][a-z]{2,})|[A-Z]?[a-z]{2,}$|[A-Z]{2,}(?=[A-Z][a-z]{2,})")
_PREFIX = re.compile(
    r"(?i:pre|post|sub|multi|semi|auto|hyper|super|over|under|inter|intra|meta|mini|micro|cross|feed|fine|warm|common"
    r"|back|data|check|bench|work|zero|few|self|uni|bi|de|co|non|un|soft|hard|down|up|open|multi|meta)(?=[a-z]{4})"
)
"""First half of a word that some write with a hyphen or as two: pre-training, sub-word, data set."""
_LETTERS = re.compile(r"[^\W\d_]+")
_MAX_FREE_JOINTS = 3


def squeeze(name: str) -> str:
    """The name without spaces and hyphens, case kept: what two exact spellings have in common."""
    return SEPARATORS.sub("", name)


def spellings(name: str) -> Iterator[str]:
    """Spellings of `name` that mean the same: with a space, a hyphen or nothing between its words.

    >>> sorted(spellings("Layer Norm"))
    ['Layer Norm', 'Layer-Norm', 'LayerNorm']
    """
    words = _words(name)
    if len(words) == 1 or not all(words):
        yield name
        return
    if "·" in name:
        yield name  # a middle dot is a token of its own, and no joint below writes it
    joints = [_joints(left, right, name) for left, right in itertools.pairwise(words)]
    if len(joints) <= _MAX_FREE_JOINTS:
        choices: Iterator[tuple[str, ...]] = itertools.product(*joints)
    else:
        choices = iter({tuple(" " for _ in joints), tuple("-" for _ in joints), _as_written(name, words)})
    first, *others = words
    for choice in choices:
        yield first + "".join([joint + word for joint, word in zip(choice, others, strict=True)])


def _words(name: str) -> list[str]:
    """Words between separators; a CamelCase word counts as its parts where each has three letters."""
    words: list[str] = []
    for word in SEPARATORS.split(name.strip()):
        words += _parts(word) if word.isascii() and _LETTERS.fullmatch(word) else [word]
    return words


def _parts(word: str) -> list[str]:
    parts = _CAMEL.findall(word)
    if len(parts) > 1 and "".join(parts) == word:
        return parts
    prefix = _PREFIX.match(word)
    return [prefix[0], word[prefix.end() :]] if prefix else [word]


def _joints(left: str, right: str, name: str) -> tuple[str, ...]:
    latin = left[-1].isascii() and right[0].isascii()
    if not latin:
        # the tokenizer puts a border beside a CJK character anyway
        return (" ", "-") if f"{left}-{right}" in name else (" ",)
    named_joined = left + right in name or f"{left}-{right}" in name
    title_case = left[0].isupper() and right[0].isupper()
    if left[-1].isalpha() and right[0].isalpha() and (named_joined or title_case):
        return (" ", "-", "")
    return (" ", "-")


def _as_written(name: str, words: list[str]) -> tuple[str, ...]:
    joints: list[str] = []
    at = len(words[0])
    for word in words[1:]:
        start = name.find(word, at)
        joints.append("-" if "-" in name[at:start] else ("" if start == at else " "))
        at = start + len(word)
    return tuple(joints)


def tokens_of(name: str) -> list[str]:
    """The name's tokens as the tokenizer cuts them, spaces dropped."""
    return [token for token in TOKEN.findall(name) if token.strip()]
