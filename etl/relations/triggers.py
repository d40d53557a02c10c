"""Groups of words that carry a relation, read from `rules/triggers.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_PIECE = re.compile(r"[\u3400-\u9fff]+|[a-z']+|[^\w\s]+")
_LONGEST_PHRASE = 4
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Triggers:
    """Group of each word."""

    words: dict[str, str]
    """Chinese words, English words and phrases, signs."""
    stems: dict[str, str]
    """English words of any ending."""
    longest_zh: int


@cache
def shipped_triggers() -> Triggers:
    """The groups that ship with Gradus."""
    text = files("etl.relations").joinpath("rules/triggers.toml").read_text(encoding="utf-8")
    listed = [(word, group) for group, entry in tomllib.loads(text).items() for word in entry["words"]]
    words = {word: group for word, group in reversed(listed) if not word.endswith("*")}
    stems = {word[:-1]: group for word, group in reversed(listed) if word.endswith("*")}
    return Triggers(words, stems, max(len(w) for w in words if not w.isascii()))


@lru_cache(maxsize=65536)
def triggers_in(text: str) -> tuple[str, ...]:
    """Groups that lower-case `text` has a word of, in order of their first words, each once."""
    known = shipped_triggers()
    found: dict[str, None] = {}
    english: list[str] = []
    for piece in _PIECE.findall(text):
        if piece[0] >= "\u3400":
            english.clear()
            _chinese(piece, known, found)
        elif piece[0].isalpha():
            english.append(piece)
            _english(english, known, found)
        elif piece in known.words:
            found[known.words[piece]] = None
    return tuple(found)


def _chinese(run: str, known: Triggers, found: dict[str, None]) -> None:
    at = 0
    while at < len(run):
        for length in range(min(known.longest_zh, len(run) - at), 0, -1):
            group = known.words.get(run[at : at + length])
            if group:
                found[group] = None
                at += length - 1
                break
        at += 1


def _english(words: list[str], known: Triggers, found: dict[str, None]) -> None:
    """The group that the last of `words` belongs to, alone, as a stem, or as the end of a phrase."""
    word = words[-1]
    for length in range(2, min(_LONGEST_PHRASE, len(words)) + 1):
        group = known.words.get(" ".join(words[-length:]))
        if group:
            found[group] = None
    group = known.words.get(word)
    for length in range(len(word), _SHORTEST_STEM - 1, -1):
        group = group or known.stems.get(word[:length])
    if group:
        found[group] = None
