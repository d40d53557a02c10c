"""Which concepts a build has: all curated ones, and the discovered ones that hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from etl.discovery.candidates import Candidate
from etl.extract import NoteExtract
from etl.lexicon.entries import Lexicon, LexiconConcept
from etl.resolution.look_alikes import NameGuard
from graph.concept_index import fold_name
from graph.model import Concept, ConceptStatus


def resolve_concepts(extracts: Sequence[NoteExtract], lexicon: Lexicon) -> tuple[list[Concept], Mapping[str, str]]:
    """Concepts of the build, and for each concept id of the notes the id it has in the build.

    A discovered name joins a curated concept only as `NameGuard.concept_of` says, and then becomes one of its aliases.
    Discovered candidates of several notes are one where they share their id.
    """
    guard = NameGuard.of(lexicon)
    ids = {e.concept.id: e.concept.id for e in lexicon.concepts}
    learned: dict[str, list[str]] = defaultdict(list)
    discovered: list[Concept] = []
    for id_, group in sorted(_grouped(extracts).items()):
        first = min(group)
        known = guard.concept_of(sorted(group))
        if known:
            ids.setdefault(id_, known)
            learned[known] += [first.name] if fold_name(first.name) not in guard.owner else []
            continue
        if id_ in ids:
            continue
        others = sorted({n for c in group for n in c.other_names if fold_name(n) not in guard.owner})
        discovered.append(_discovered(id_, first.name, others))
        ids[id_] = id_
    curated = [_with_all_aliases(entry, learned[entry.concept.id]) for entry in lexicon.concepts]
    return [*curated, *discovered], ids


def _grouped(extracts: Iterable[NoteExtract]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for extract in extracts:
        for candidate in extract.candidates:
            groups[candidate.id].append(candidate)
    return groups


def _with_all_aliases(entry: LexiconConcept, learned: Sequence[str]) -> Concept:
    named = (entry.concept.name, entry.concept.name_zh)
    aliases = tuple(dict.fromkeys(n for n in (*entry.names(), *learned) if n not in named))
    return entry.concept if aliases == entry.concept.aliases else replace(entry.concept, aliases=aliases)


def _discovered(id_: str, name: str, others: Sequence[str]) -> Concept:
    chinese = next((n for n in others if not n.isascii()), "")
    return Concept(
        id=id_,
        name=name,
        kind="idea",
        area="discovered",
        status=ConceptStatus.DISCOVERED,
        name_zh=chinese,
        aliases=tuple(n for n in others if n != chinese),
    )
