"""A learner's or curator's own word on single prerequisites, over all that is derived."""

import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from graph.errors import LexiconError
from graph.prerequisites import ScoredPair

FILE_NAME = "decisions.toml"
"""Read from each of the user's lexicon folders where it is there."""
VERSION = 1
Verdict = Literal["keep", "drop"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One `[[decision]]` of the file."""

    before: str
    after: str
    verdict: Verdict
    """"keep": enters before every other pair, so that others give way; "drop": is never a prerequisite."""
    reason: str
    source: str = ""
    """File and number of the entry, for messages."""


def read_decisions(files: Iterable[Path]) -> tuple[Decision, ...]:
    """The decisions of these files; of two on the same pair the later wins. Raises LexiconError."""
    found: dict[tuple[str, str], Decision] = {}
    for file in files:
        for decision in _read(file):
            found[decision.before, decision.after] = decision
    return tuple(found.values())


def decide(pairs: Sequence[ScoredPair], decisions: Iterable[Decision], concepts: Collection[str]) -> list[ScoredPair]:
    """`pairs` under the decisions; one on a concept that is not among `concepts` has no effect."""
    by_pair = {(p.before, p.after): p for p in pairs}
    for d in decisions:
        key = (d.before, d.after)
        if d.verdict == "drop":
            by_pair.pop(key, None)
        elif d.before in concepts and d.after in concepts:
            kept = by_pair.get(key, ScoredPair(d.before, d.after, 1.0, d.reason))
            by_pair[key] = replace(kept, score=1.0, reason=d.reason, curated=True, decided=True)
    return list(by_pair.values())


def without_effect(decisions: Iterable[Decision], concepts: Collection[str]) -> tuple[Decision, ...]:
    """Decisions that name a concept which is not there."""
    return tuple(d for d in decisions if d.before not in concepts or d.after not in concepts)


def _read(file: Path) -> list[Decision]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{file}: can't be read as TOML: {error}") from error
    if data.get("version") != VERSION:
        raise LexiconError(f"{file}: version {data.get('version')!r}; write `version = {VERSION}` at the top")
    return [_decision(entry, f"{file.name}: decision {n}") for n, entry in enumerate(data.get("decision", []), 1)]


def _decision(entry: dict[str, Any], source: str) -> Decision:
    fields = {name: str(entry.get(name, "")) for name in ("before", "after", "verdict", "reason")}
    missing = [name for name, value in fields.items() if not value]
    if missing:
        raise LexiconError(f"{source}: has no {', '.join(missing)}")
    if fields["verdict"] not in get_args(Verdict):
        raise LexiconError(f"{source}: verdict {fields['verdict']!r} is not one of {', '.join(get_args(Verdict))}")
    if fields["before"] == fields["after"]:
        raise LexiconError(f"{source}: {fields['before']} can't come before itself")
    return Decision(**fields, source=source)  # type: ignore[arg-type]  # checked above
