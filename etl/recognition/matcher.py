"""The spaCy pipeline that finds curated concepts in a passage."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from etl.lexicon.entries import Lexicon, LexiconConcept
from etl.model import Mention
from etl.recognition.names import spellings, squeeze, tokens_of
from etl.recognition.neighbours import part_of_longer_name
from etl.recognition.tokenizer import fold_token

UNDECIDED = ""
"""Concept id of a match whose name has two meanings, before the words around it have decided."""

Form = tuple[int, ...]
"""The tokens of a spelling, folded, as spaCy's NORM attribute has them."""

_VERSIONED = {"model", "model_family"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a name."""

    concept: str
    exact: str = ""
    """The only spelling that counts (without separators), or empty for any case."""
    context: tuple[str, ...] = ()
    """Words of which one must be near; empty where the name has this meaning only."""


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
        doc = self._nlp.make_doc(text)
        spans = filter_spans([doc[first:last] for _, first, last in self._matcher(doc)])
        matches = []
        for span in spans:
            start, end = span.start_char, span.end_char
            surface = text[start:end]
            readings = self._possible(tuple(token.norm for token in span), surface)
            if readings:
                versioned = any(r.concept in self._versioned for r in readings)
                longer = part_of_longer_name(text, start, end, versioned=versioned)
                matches.append(Match(start, end, surface, readings, longer))
        return matches

    def _possible(self, form: Form, surface: str) -> tuple[Reading, ...]:
        written = squeeze(surface)
        readings = (r for r in self._readings[form] if not r.exact or written in (r.exact, r.exact + "s"))
        return tuple(sorted(readings, key=lambda r: (r.concept, r.exact, r.context)))


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
            ),
        )
