"""What the classifier sees of a candidate pair: named features, so that a decision can be explained."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from etl.model import Passage
from etl.relations.candidates import CandidatePair
from etl.relations.knowledge import CuratedKnowledge
from etl.relations.note_view import NoteView, head_end
from etl.relations.statement import FIRST_SLOT, SLOT
from etl.relations.triggers import triggers_in

Votes = Mapping[tuple[str, str], Sequence[str]]
"""Rules that fired in a passage, by subject and object."""

_SLOTS = re.compile(SLOT)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[\u3400-\u9fff]+|[^\w\s]")
_MAX_BETWEEN = 60
_NEAR_ZH = 4
_NEAR_EN = 3
_SHORT = 10


def features(view: NoteView, pair: CandidatePair, knowledge: CuratedKnowledge, votes: Votes) -> list[str]:
    """Features of one candidate; each name says what it is about, then its value."""
    place = pair.place
    found = [f"place={place}", f"lang={pair.passage.lang}", f"passage={pair.passage.kind.value}"]
    found += _of_concepts(pair.first.concept, pair.second.concept, place, knowledge)
    if votes:
        found += [f"rule={vote}" for vote in _votes_on(pair, votes)]
    if place == "sentence" and pair.statement is not None:
        found += _of_sentence(pair, pair.statement.form)
    else:
        found += _of_second_sentence(pair)
    if pair.lead is not None:
        found += _of_lead(view, pair, pair.lead)
    elif pair.passage.heading_path:
        found += [f"under={w}" for w in _grams(_heading_words(view, pair.passage))]
    if pair.header:
        found += [f"header={w}" for w in _grams(pair.header.lower())]
    found += _of_position(view, pair)
    found += _of_standing(view, pair)
    return found


@lru_cache(maxsize=65536)
def _of_concepts(first: str, second: str, place: str, knowledge: CuratedKnowledge) -> tuple[str, ...]:
    kinds = f"{knowledge.kind(first)}>{knowledge.kind(second)}"
    curated = knowledge.direct.get((first, second), ()) or ("none",)
    found = [f"kind1={knowledge.kind(first)}", f"kind2={knowledge.kind(second)}"]
    found += [f"kinds={kinds}", f"kinds={kinds} place={place}"]
    found += [f"curated={relation}{at}" for relation in curated for at in ("", f" place={place}")]
    found += [f"near={hop}" for hop in knowledge.near(first, second)]
    if knowledge.siblings(first, second):
        found += ["siblings", f"siblings place={place}"]
    a, b = knowledge.concepts.get(first), knowledge.concepts.get(second)
    if a and b:
        found += [f"same_area={a.area == b.area}", f"area1={a.area}", f"area2={b.area}"]
        found += [f"level1={a.level}", f"level2={b.level}", f"levels={(a.level > b.level) - (a.level < b.level)}"]
    return tuple(found)


def _votes_on(pair: CandidatePair, votes: Votes) -> Iterator[str]:
    first, second = pair.first.concept, pair.second.concept
    for rule in votes.get((first, second), ()):
        yield f"{rule}>"
    for rule in votes.get((second, first), ()):
        yield f"{rule}<"


def _of_sentence(pair: CandidatePair, form: str) -> Iterator[str]:
    at = form.find(chr(FIRST_SLOT + pair.slots[0]))
    to = form.find(chr(FIRST_SLOT + pair.slots[1]))
    between = form[at + 1 : to].lower()
    others = len(_SLOTS.findall(between))
    yield f"others={min(others, 5)}"
    yield f"apart={_bucket(len(between))}"
    plain = _SLOTS.sub("@", between)
    if len(plain) <= _SHORT:
        yield f"between_all={plain.strip()}"
    if re.fullmatch(r"(?:[@\s、,，/]|和|与|及|以及|and|or|&|或)*", plain):
        yield "joined"
    near = plain[:_MAX_BETWEEN] if others < 3 else plain[-24:]
    for gram in _grams(near):
        yield f"between={gram}"
    for group in triggers_in(near):
        yield f"says={group}"
        yield f"says={group} others={min(others, 2)}"
    last = triggers_in(plain.rpartition("@")[2])
    yield f"says_last={last[-1] if last else 'nothing'}"
    first = triggers_in(plain.partition("@")[0])
    yield f"says_first={first[0] if first else 'nothing'}"
    yield from _around(pair, form, at, to)


def _around(pair: CandidatePair, form: str, at: int, to: int) -> Iterator[str]:
    near = _NEAR_ZH if pair.passage.lang == "zh" else 18
    before, after = form[max(0, at - near) : at].lower(), form[to + 1 : to + 1 + near].lower()
    yield from (f"before={w}" for w in _grams(_SLOTS.sub("@", before)))
    yield from (f"after={w}" for w in _grams(_SLOTS.sub("@", after)))
    yield from (f"says_before={g}" for g in triggers_in(before))
    yield from (f"says_after={g}" for g in triggers_in(after))
    if at == 0:
        yield "first_starts"
    if form[to + 1 :].strip(" .。!！?？;；)）") == "":
        yield "second_ends"
    if re.search(r"[?？]\s*$", form):
        yield "question"


def _of_second_sentence(pair: CandidatePair) -> Iterator[str]:
    if pair.statement is None:
        return
    form = pair.statement.form
    slot = form.find(chr(FIRST_SLOT + pair.slots[1]))
    before = form[:slot].lower()
    yield f"slots_before={min(len(_SLOTS.findall(before)), 4)}"
    yield f"starts_at={_bucket(len(before))}"
    for gram in _grams(_SLOTS.sub("@", before)[-24:]):
        yield f"lead_to={gram}"
    for group in triggers_in(_SLOTS.sub("@", before)[-40:]):
        yield f"says_to={group}"
    for gram in _grams(_SLOTS.sub("@", form[slot + 1 : slot + 13].lower())):
        yield f"after={gram}"
    if re.search(r"[?？]\s*$", form):
        yield "question"


def _of_lead(view: NoteView, pair: CandidatePair, lead: Passage) -> Iterator[str]:
    residue = view.residue(lead).lower()
    yield f"lead={lead.kind.value}"
    yield f"lead_question={lead.is_question}"
    yield f"lead_topics={min(len({m.concept for m in view.mentions[lead.index]}), 4)}"
    yield f"lead_bare={not residue.strip(' .:：-*#0123456789、')}"
    yield f"lead_head={view.head(lead) == pair.first}"
    for gram in _grams(residue[:_MAX_BETWEEN]):
        yield f"over={gram}"
    for group in triggers_in(residue):
        yield f"says_over={group}"


def _of_position(view: NoteView, pair: CandidatePair) -> Iterator[str]:
    passage = pair.passage
    head = view.head(passage)
    if head is not None:
        yield f"head={'first' if head == pair.first else 'second' if head == pair.second else 'other'}"
        if pair.first == head and pair.second.start >= head_end(passage, head):
            yield f"defines place={pair.place}"
    if any(s.start <= pair.second.start and pair.second.end <= s.end for s in passage.bold):
        yield "second_bold"
    if passage.is_question:
        yield "in_question"


def _of_standing(view: NoteView, pair: CandidatePair) -> Iterator[str]:
    """How central the two are: named in a heading above, and how often in the note."""
    for name, mention in (("1", pair.first), ("2", pair.second)):
        yield f"topic{name}={view.standing(pair.passage, mention.concept)}"
        yield f"often{name}={_bucket(view.count(mention.concept))}"
    yield f"salient={pair.first.salient:d}{pair.second.salient:d}"
    more = view.count(pair.first.concept) - view.count(pair.second.concept)
    yield f"more_often={(more > 0) - (more < 0)}"


def _heading_words(view: NoteView, passage: Passage) -> str:
    heading = passage.heading_path[-1]
    return view.residue(view.passages[heading.passage]).lower()[:_MAX_BETWEEN]


@lru_cache(maxsize=65536)
def _grams(text: str) -> tuple[str, ...]:
    """English words with their neighbours, pairs of Chinese characters, and punctuation; each once."""
    found: dict[str, None] = {}
    last = ""
    for piece in _WORD.findall(text):
        if "\u3400" <= piece[0] <= "\u9fff":
            for n in range(len(piece) - 1):
                found[piece[n : n + 2]] = None
            found[piece[0] if len(piece) == 1 else piece[-2:]] = None
            last = ""
        elif piece[0].isalpha():
            found[piece] = None
            if last:
                found[f"{last} {piece}"] = None
            last = piece
        else:
            found[piece] = None
            last = ""
    return tuple(found)


def _bucket(length: int) -> int:
    return next((n for n, bound in enumerate((1, 3, 6, 12, 24, 48, 96)) if length <= bound), 7)
