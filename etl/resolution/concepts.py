"""Which concepts a build has: all curated ones, and the discovered ones that hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from etl.discovery.candidates import Candidate
from etl.extract import NoteExtract
from etl.lexicon.entries import Lexicon, LexiconConcept
from graph.concept_index import fold_name
from graph.model import Concept, ConceptStatus


def resolve_concepts(extracts: Sequence[NoteExtract], lexicon: Lexicon) -> tuple[list[Concept], Mapping[str, str]]:
    """Concepts of the build, and for each concept id of the notes the id it has in the build.

    A discovered name never joins a curated concept by likeness: only an equal name (up to case, spaces and hyphens)
    does. Discovered candidates of several notes are one where they share their id.
    """
    curated = [_with_all_aliases(entry) for entry in lexicon.concepts]
    by_name = {fold_name(n): c.id for c in curated for n in c.names()}
    by_name |= {fold_name(c.id): c.id for c in curated}
    ids = {c.id: c.id for c in curated}
    discovered: list[Concept] = []
    for id_, group in sorted(_grouped(extracts).items()):
        first = min(group)
        known = by_name.get(fold_name(first.name))
        if known:
            ids.setdefault(id_, known)
            continue
        if id_ in ids:
            continue
        others = sorted({n for c in group for n in c.other_names if fold_name(n) not in by_name})
        discovered.append(_discovered(id_, first.name, others))
        ids[id_] = id_
    return [*curated, *discovered], ids


def _grouped(extracts: Iterable[NoteExtract]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for extract in extracts:
        for candidate in extract.candidates:
            groups[candidate.id].append(candidate)
    return groups


def _with_all_aliases(entry: LexiconConcept) -> Concept:
    c = entry.concept
    claimed = (*c.aliases, *entry.misspelled, *(a.alias for a in entry.ambiguous if a.alias != c.name))
    aliases = tuple(dict.fromkeys(claimed))
    if aliases == c.aliases:
        return c
    return Concept(
        id=c.id,
        name=c.name,
        kind=c.kind,
        area=c.area,
        status=c.status,
        name_zh=c.name_zh,
        aliases=aliases,
        definition=c.definition,
        definition_zh=c.definition_zh,
        level=c.level,
        year=c.year,
        paper=c.paper,
    )


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
