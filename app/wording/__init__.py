"""The words of the interface in two languages, from one catalog file a language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one language by dotted key."""

    lang: Lang
    sentences: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of `key` with its {fields} filled. Raises KeyError where the catalog lacks it."""
        sentence = self.sentences[key]
        return sentence.format(**values) if values else sentence


@cache
def wording(lang: Lang) -> Wording:
    """The catalog of one language."""
    data = tomllib.loads(files(__name__).joinpath(f"{lang}.toml").read_text(encoding="utf-8"))
    return Wording(lang, dict(_flat(data)))


def language_of(locale: str | None) -> Lang:
    """The interface language for a browser's or a link's language tag; English where there is no catalog."""
    tag = (locale or "").split("-")[0].casefold()
    return cast("Lang", tag) if tag in LANGUAGES else "en"


def _flat(table: Mapping[str, Any], prefix: str = "") -> "list[tuple[str, str]]":
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, value))
    return found
