"""The spaCy pipeline that finds curated concepts in passages."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher

from etl.lexicon.entries import Lexicon, LexiconConcept
from etl.model import Mention
from etl.recognition.name_words import NameWords
from etl.recognition.names import spellings, squeeze, tokens_of
from etl.recognition.neighbours import part_of_longer_name
from etl.recognition.tokenizer import fold_token
from graph.concept_index import fold_name
from graph.model import Concept

UNDECIDED = ""
"""Concept id of a match whose name has two meanings, before the words around it have decided."""

Form = tuple[int, ...]
"""The tokens of a spelling, folded, as spaCy's NORM attribute has them."""

_BORDER = "\0"
"""Stands between two texts: a token that is in no name."""

_VERSIONED = {"model", "model_family"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a name."""

    concept: str
    exact: str = ""
    """The only spelling that counts (without separators), or empty for any case."""
    context: tuple[str, ...] = ()
    """Words of which one must be near; empty where the name has this meaning only."""
    kind: str = ""
    """Kind of the concept."""


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a text, with all its readings."""

    start: int
    end: int
    surface: str
    readings: tuple[Reading, ...]
    longer_name: bool = False
    """True where it is a piece of a longer name that the lexicon does not know."""

    def mention(self, concept: str) -> Mention:
        """The mention of the reading that was decided for."""
        return Mention(concept, self.start, self.end, self.surface)


class ConceptMatcher:
    """Finds the names of a lexicon in text; longest match wins."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "gradus.NoteTokenizer.v1"}}})
        self.concepts: Mapping[str, Concept] = {e.concept.id: e.concept for e in lexicon.concepts}
        """All concepts of the lexicon by id."""
        self.known_names = frozenset(fold_name(name) for e in lexicon.concepts for name in e.names())
        """All names of the lexicon, folded."""
        self.name_words = NameWords(self.concepts.values())
        """The words they are made of."""
        self._versioned = {e.concept.id for e in lexicon.concepts if e.concept.kind in _VERSIONED}
        self._readings: dict[Form, set[Reading]] = defaultdict(set)
        norm = lru_cache(maxsize=None)(lambda token: self._nlp.vocab.strings.add(fold_token(token)))
        for entry in lexicon.concepts:
            for name, reading in _readings(entry):
                for spelling in spellings(name):
                    self._readings[tuple(map(norm, tokens_of(spelling)))].add(reading)
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="NORM")
        # one key and token hashes for all names: a key and a Doc for each take three times as long
        self._matcher.add("NAME", list(self._readings))  # type: ignore[arg-type]

    @property
    def nlp(self) -> Language:
        """The spaCy pipeline with the tokenizer that matching is exact on."""
        return self._nlp

    def find(self, text: str) -> list[Match]:
        """Names in `text`, in order, none overlapping."""
        return self.find_each([text])[0]

    def find_each(self, texts: Sequence[str]) -> list[list[Match]]:
        """Names in each of the texts: the same as `find` for each, but faster, as spaCy makes one Doc of all."""
        doc = self._nlp.make_doc(_BORDER.join(texts))
        found: list[list[Match]] = [[] for _ in texts]
        starts = list(accumulate((len(text) + len(_BORDER) for text in texts), initial=0))
        table = doc.to_array(["NORM", "IDX", "LENGTH"])
        norms, offsets, lengths = (column.tolist() for column in table.T)
        for first, last in _longest((first, last) for _, first, last in self._matcher(doc)):
            n = bisect_right(starts, offsets[first]) - 1
            start = offsets[first] - starts[n]
            end = offsets[last - 1] + lengths[last - 1] - starts[n]
            surface = texts[n][start:end]
            readings = self._possible(tuple(norms[first:last]), surface)
            if readings:
                versioned = any(r.concept in self._versioned for r in readings)
                longer = part_of_longer_name(texts[n], start, end, versioned=versioned)
                found[n].append(Match(start, end, surface, readings, longer))
        return found

    def _possible(self, form: Form, surface: str) -> tuple[Reading, ...]:
        written = squeeze(surface)
        readings = (r for r in self._readings[form] if not r.exact or written in (r.exact, r.exact + "s"))
        return tuple(sorted(readings, key=lambda r: (r.concept, r.exact, r.context)))


def _longest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that no longer one overlaps, in order (spaCy's `filter_spans` on plain numbers)."""
    kept: list[tuple[int, int]] = []
    taken: set[int] = set()
    for first, last in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0])):
        if first not in taken and last - 1 not in taken:
            kept.append((first, last))
            taken.update(range(first, last))
    return sorted(kept)


def _readings(entry: LexiconConcept) -> Iterable[tuple[str, Reading]]:
    exact = {squeeze(name) for name in entry.exact}
    context = {squeeze(a.alias).casefold(): a.context for a in entry.ambiguous}
    for name in entry.names():
        form = squeeze(name)
        yield (
            name,
            Reading(
                concept=entry.concept.id,
                exact=form if form in exact else "",
                context=context.get(form.casefold(), ()),
                kind=entry.concept.kind,
            ),
        )
