"""The guard that keeps look-alike names apart: which discovered name is a curated concept, and which only resembles it.

A name joins a curated concept where it equals one of its names, where a note introduces it as the abbreviation of one
("检索增强生成（RAG）"), or where a curator lists it as an alias. Likeness alone only proposes.
"""

import difflib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.discovery.candidates import Candidate
from etl.extract import NoteExtract
from etl.lexicon.entries import Lexicon
from etl.model import Rejection, RejectReason
from graph.concept_index import fold_name
from graph.model import Concept, ConceptStatus

_LIKE = 0.84
"""Similarity (Ratcliff and Obershelp's, 0..1) from which a name is shown to a curator."""
_SHORTEST = 4
"""Shorter names are alike by chance."""
_SHARED_PIECES = 0.5
"""Share of its letter pairs that a curated name must have in common before it is compared in full."""


@dataclass(frozen=True, slots=True)
class NameGuard:
    """Curated names, and the pairs of names that must never be one concept; all folded."""

    owner: Mapping[str, str]
    """Folded name to concept id."""
    apart: Mapping[str, frozenset[str]]
    """Folded name to the names it must never share a concept with."""
    names_of: Mapping[str, tuple[str, ...]]
    """Concept id to its folded names."""

    @classmethod
    def of(cls, lexicon: Lexicon) -> "NameGuard":
        """The guard of a lexicon."""
        owner: dict[str, str] = {}
        names_of = {}
        for entry in lexicon.concepts:
            folded = tuple(fold_name(n) for n in (*entry.names(), entry.concept.id))
            names_of[entry.concept.id] = folded
            for name in folded:
                owner.setdefault(name, entry.concept.id)
        apart: dict[str, set[str]] = defaultdict(set)
        for first, second in lexicon.look_alikes:
            apart[fold_name(first)].add(fold_name(second))
            apart[fold_name(second)].add(fold_name(first))
        return cls(owner, {name: frozenset(others) for name, others in apart.items()}, names_of)

    def keeps_apart(self, name: str, concept: str) -> bool:
        """Whether `name` is a listed look-alike of one of the concept's names."""
        others = self.apart.get(fold_name(name), frozenset())
        return any(n in others for n in self.names_of.get(concept, ()))

    def concept_of(self, candidates: Sequence[Candidate]) -> str:
        """Id of the curated concept that candidates of one id mean; empty where they mean a new one."""
        for candidate in candidates:
            known = self.owner.get(fold_name(candidate.name))
            if known:
                return known
        expanded = {
            concept
            for candidate in candidates
            if candidate.source == "abbreviation"
            for concept in map(self.owner.get, map(fold_name, candidate.other_names))
            if concept and not self.keeps_apart(candidate.name, concept)
        }
        return expanded.pop() if len(expanded) == 1 else ""


def propose_merges(extracts: Sequence[NoteExtract], concepts: Iterable[Concept], lexicon: Lexicon) -> list[Rejection]:
    """One record for each discovered name that resembles a curated one: not merged, for a curator to look at.

    Listed look-alikes are settled and not shown. About a millisecond for each discovered name.
    """
    guard = NameGuard.of(lexicon)
    resembling = _Resembling(guard)
    names = {c.name for c in concepts if c.status is ConceptStatus.DISCOVERED}
    proposals: dict[str, Rejection] = {}
    for extract in extracts:
        for candidate in extract.candidates:
            if candidate.name in names and candidate.name not in proposals:
                near = resembling.nearest(candidate.name)
                if near:
                    what = f"{candidate.name} is like {near} ({guard.owner[near]}); not merged"
                    text = _line(extract, candidate)
                    proposals[candidate.name] = Rejection(
                        candidate.path, candidate.line, text, RejectReason.LOOK_ALIKE, what
                    )
    return list(proposals.values())


def _line(extract: NoteExtract, candidate: Candidate) -> str:
    for passage in extract.passages:
        lines = passage.text.split("\n")
        if passage.line <= candidate.line < passage.line + len(lines):
            return lines[candidate.line - passage.line]
    return candidate.name


class _Resembling:
    """Curated names by their pairs of letters, so that each name is compared with few."""

    def __init__(self, guard: NameGuard) -> None:
        self._guard = guard
        self._by_piece: dict[str, list[str]] = defaultdict(list)
        for name in guard.owner:
            if len(name) >= _SHORTEST:
                for piece in _pieces(name):
                    self._by_piece[piece].append(name)

    def nearest(self, name: str) -> str:
        """The folded curated name most like `name`; empty where none is like it or all are listed as look-alikes."""
        folded = fold_name(name)
        if len(folded) < _SHORTEST:
            return ""
        return max(self._scored(folded), default=(0.0, ""))[1]

    def _scored(self, folded: str) -> Iterator[tuple[float, str]]:
        pieces = _pieces(folded)
        needed = math.ceil(_SHARED_PIECES * len(pieces))
        rarest = sorted(pieces, key=lambda p: (len(self._by_piece.get(p, ())), p))
        # who shares `needed` of the pieces shares one of any `len - needed + 1` of them: the rare ones have few names
        sharing = {other for p in rarest[: len(pieces) - needed + 1] for other in self._by_piece.get(p, ())}
        for other in sharing:
            if _bound(len(folded), len(other)) < _LIKE or len(pieces & _pieces(other)) < needed:
                continue
            matcher = difflib.SequenceMatcher(None, folded, other)
            if matcher.quick_ratio() < _LIKE or self._guard.keeps_apart(folded, self._guard.owner[other]):
                continue
            ratio = matcher.ratio()
            if ratio >= _LIKE:
                yield ratio, other


def _bound(one: int, other: int) -> float:
    """No two names of these lengths are more alike (difflib's `real_quick_ratio`)."""
    return 2.0 * min(one, other) / (one + other)


def _pieces(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}
