"""Which concepts a build has: all curated ones, and the discovered ones that hold."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        discovered.append(_discovered(id_, first.name, others, _kind(group)))
        ids[id_] = id_
    first_claim = _first_claims(lexicon)
    curated = [_with_all_aliases(entry, learned[entry.concept.id], first_claim) for entry in lexicon.concepts]
    return [*curated, *discovered], ids


def _grouped(extracts: Iterable[NoteExtract]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for extract in extracts:
        for candidate in extract.candidates:
            groups[candidate.id].append(candidate)
    return groups


def _claims(entry: LexiconConcept) -> Iterator[tuple[str, int]]:
    """The concept's names, and how strong its claim to each is: 0 strongest."""
    c = entry.concept
    for rank, names in enumerate(((c.name,), (c.name_zh,), c.aliases, entry.misspelled)):
        yield from ((name, rank) for name in names if name)
    yield from ((a.alias, 4) for a in entry.ambiguous)


def _first_claims(lexicon: Lexicon) -> dict[str, int]:
    """The strongest claim to each folded name."""
    first: dict[str, int] = {}
    for entry in lexicon.concepts:
        for name, rank in _claims(entry):
            key = fold_name(name)
            first[key] = min(rank, first.get(key, rank))
    return first


def _with_all_aliases(entry: LexiconConcept, learned: Sequence[str], first_claim: Mapping[str, int]) -> Concept:
    """The concept with all its names, but for those with two meanings that another concept claims more strongly.

    In notes the words around such a name decide; a person who looks "GQA" up alone means grouped-query attention.
    """
    strongest: dict[str, int] = {}
    for name, rank in _claims(entry):
        strongest[fold_name(name)] = min(rank, strongest.get(fold_name(name), rank))
    own = (entry.concept.name, entry.concept.name_zh)
    names = (n for n in entry.names() if n not in own and strongest[fold_name(n)] <= first_claim[fold_name(n)])
    aliases = tuple(dict.fromkeys((*names, *learned)))
    return entry.concept if aliases == entry.concept.aliases else replace(entry.concept, aliases=aliases)


def _kind(group: Iterable[Candidate]) -> str:
    """The kind that most notes state, or idea where none does."""
    votes = Counter(c.kind for c in group if c.kind)
    return min(votes, key=lambda kind: (-votes[kind], kind)) if votes else "idea"


def _discovered(id_: str, name: str, others: Sequence[str], kind: str) -> Concept:
    chinese = next((n for n in others if not n.isascii()), "")
    return Concept(
        id=id_,
        name=name,
        kind=kind,
        area="discovered",
        status=ConceptStatus.DISCOVERED,
        name_zh=chinese,
        aliases=tuple(n for n in others if n != chinese),
    )
