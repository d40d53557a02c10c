"""All checks of a lexicon together, and its counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.lexicon.concept_checks import concept_problems
from etl.lexicon.entries import Lexicon
from etl.lexicon.name_checks import common_names, unfindable_names
from etl.lexicon.problems import Problem
from etl.lexicon.reading import read_folders
from etl.lexicon.relation_checks import relation_problems
from etl.lexicon.toml_files import SHIPPED
from etl.recognition.matcher import ConceptMatcher


@dataclass(frozen=True, slots=True)
class LexiconReport:
    """What a check found, and how much the lexicon holds."""

    problems: tuple[Problem, ...]
    counts: dict[str, dict[str, int]]
    """"area", "kind", "level", "type" and "total", each with its counts in falling order."""


def check_lexicon(extra: Sequence[Path] = (), notes: Iterable[Path] = ()) -> LexiconReport:
    """Check the shipped lexicon with these folders beside it, its names against `notes` too.

    Raises LexiconError where a file is no TOML, NotesError where there are no notes under a path.
    """
    return check_folders([SHIPPED, *extra], notes)


def check_folders(folders: Sequence[Path], notes: Iterable[Path] = ()) -> LexiconReport:
    """Check these folders together, the shipped one not among them unless given. Raises as `check_lexicon`."""
    read = read_folders(folders)
    lexicon = read.lexicon
    matcher = ConceptMatcher(lexicon)
    problems = [
        *(Problem(where, what) for where, what in read.faults),
        *concept_problems(lexicon),
        *relation_problems(lexicon),
        *unfindable_names(lexicon, matcher),
    ]
    roots = list(notes)
    if roots:
        problems += common_names(lexicon, matcher, roots)
    return LexiconReport(tuple(dict.fromkeys(problems)), count_entries(lexicon))


def count_entries(lexicon: Lexicon) -> dict[str, dict[str, int]]:
    """Counts by area, kind, level and relation type, and of all that there is."""
    concepts = [e.concept for e in lexicon.concepts]
    return {
        "area": _falling(c.area for c in concepts),
        "kind": _falling(c.kind for c in concepts),
        "level": dict(sorted(Counter(f"level {c.level}" for c in concepts).items())),
        "type": _falling(r.type.value for r in lexicon.relations) | {"PREREQUISITE_OF": len(lexicon.prerequisites)},
        "total": {
            "concepts": len(concepts),
            "names": sum(len(e.names()) for e in lexicon.concepts),
            "relations": len(lexicon.relations),
            "prerequisites": len(lexicon.prerequisites),
            "look-alikes": len(lexicon.look_alikes),
        },
    }


def _falling(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
