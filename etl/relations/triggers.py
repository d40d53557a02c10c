"""Groups of words that carry a relation, read from `rules/triggers.toml`."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from graph.errors import LexiconError


@cache
def _pattern() -> re.Pattern[str]:
    text = files("etl.relations").joinpath("rules/triggers.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text)["trigger"]
    try:
        return re.compile("|".join(f"(?P<{name}>{words})" for name, words in groups.items()), re.IGNORECASE)
    except re.error as error:
        raise LexiconError(f"rules/triggers.toml: {error}") from error


@lru_cache(maxsize=32768)
def triggers_in(text: str) -> tuple[str, ...]:
    """Groups that `text` has a word of, in order of their first words, each once. Raises LexiconError."""
    return tuple(dict.fromkeys(str(found.lastgroup) for found in _pattern().finditer(text)))
