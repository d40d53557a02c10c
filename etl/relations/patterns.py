"""Rules for sentences, read from TOML and compiled.

A pattern is a regular expression over a statement's form with these words in braces:

    {S} {O}    subject and object: a mention, or several joined as in `A、B 和 C`
    {s} {o}    exactly one mention
    {g}        a short gap within the clause that names no concept
    {G}        a longer gap within the sentence that may name others
    {m}        exactly one further mention that is neither end
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from etl.model import Lang
from etl.relations.statement import SLOT
from graph.errors import LexiconError
from graph.ontology import RelationType

_JOIN = {
    "zh": r"(?:\s*(?:、|,|，|/|和|与|及|以及|或者?|还有|跟|&|\band\b|\bor\b)\s*)",
    "en": r"(?:\s*(?:,\s*(?:and|or)\s|,|/|&|\band\b|\bor\b|\bas well as\b)\s*)",
}
_GAP = {"zh": r"[^\ue000-\uf8ff。；;！？!?，,：:]{0,10}", "en": r"[^\ue000-\uf8ff.;!?,:()]{0,30}"}
_WIDE = {"zh": r"[^。；;！？!?]{0,24}", "en": r"[^.;!?]{0,60}"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its mentions in [brackets], and the relations it states, as `A EXTENDS B`."""

    text: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProseRule:
    """One pattern that states one type of relation."""

    id: str
    lang: Lang
    type: RelationType
    pattern: re.Pattern[str]
    examples: tuple[Example, ...]
    """Run as tests; those with an empty `states` are counter-examples."""


@cache
def prose_rules() -> tuple[ProseRule, ...]:
    """The shipped rules, in reading order. Raises LexiconError at the first that can't be compiled."""
    found: list[ProseRule] = []
    folder = files("etl.relations").joinpath("rules")
    languages: tuple[Lang, ...] = ("zh", "en")
    for lang in languages:
        data = tomllib.loads(folder.joinpath(f"{lang}.toml").read_text(encoding="utf-8"))
        found += [_rule(entry, lang) for entry in data["rule"]]
    return tuple(found)


def compile_pattern(pattern: str, lang: Lang) -> re.Pattern[str]:
    """The regular expression of a rule's pattern. Raises re.error."""
    many = rf"{SLOT}(?:{_JOIN[lang]}{SLOT})*"
    words = {
        "{S}": rf"(?P<S>{many})",
        "{O}": rf"(?P<O>{many})",
        "{s}": rf"(?P<S>{SLOT})",
        "{o}": rf"(?P<O>{SLOT})",
        "{m}": SLOT,
        "{g}": _GAP[lang],
        "{G}": _WIDE[lang],
    }
    text = pattern
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return re.compile(text, re.IGNORECASE)


def _rule(entry: dict[str, object], lang: Lang) -> ProseRule:
    name = str(entry.get("id", "?"))
    try:
        examples = entry.get("examples", [])
        counter = entry.get("counter_examples", [])
        assert isinstance(examples, list) and isinstance(counter, list)
        return ProseRule(
            id=name,
            lang=lang,
            type=RelationType(str(entry["type"])),
            pattern=compile_pattern(str(entry["pattern"]), lang),
            examples=(*map(_example, examples), *(Example(str(c), ()) for c in counter)),
        )
    except (KeyError, ValueError, re.error) as error:
        raise LexiconError(f"rules/{lang}.toml: rule {name}: {error}") from error


def _example(text: str) -> Example:
    sentence, _, states = text.partition(" => ")
    return Example(sentence, tuple(s.strip() for s in states.split(";") if s.strip()))
