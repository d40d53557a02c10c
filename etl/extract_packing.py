"""What one note gave, as bytes and back."""

import marshal

from etl.discovery.candidates import Candidate
from etl.extract import NoteExtract, StatedRelation
from etl.model import Rejection, RejectReason
from etl.plain_values import Packed, maker, plain
from graph.model import Evidence, MentionRecord, NoteFile, PassageRecord, Question
from graph.ontology import RelationType

_EXTRACT, _STATED, _EVIDENCE = maker(NoteExtract), maker(StatedRelation), maker(Evidence)
_NOTE, _PASSAGE, _MENTION = maker(NoteFile), maker(PassageRecord), maker(MentionRecord)
_QUESTION, _CANDIDATE, _REJECTION = maker(Question), maker(Candidate), maker(Rejection)
_TYPES = {t.value: t for t in RelationType}
_REASONS = {r.value: r for r in RejectReason}


def pack_extract(extract: NoteExtract) -> bytes:
    """The extract as bytes that this version of Python and of Gradus can read."""
    return marshal.dumps(plain(extract))


def unpack_extract(data: bytes) -> NoteExtract:
    """What `pack_extract` packed; not for bytes of any other origin."""
    note, passages, mentions, relations, questions, candidates, rejections, *counts = marshal.loads(data)  # noqa: S302
    return _EXTRACT(
        (
            _NOTE(note),
            tuple(map(_PASSAGE, passages)),
            tuple(map(_MENTION, mentions)),
            tuple(map(_stated, relations)),
            tuple(map(_QUESTION, questions)),
            tuple(map(_CANDIDATE, candidates)),
            tuple(map(_rejection, rejections)),
            *counts,
        )
    )


def _stated(packed: Packed) -> StatedRelation:
    subject, type_, object_, evidence, precision = packed
    return _STATED((subject, _TYPES[type_], object_, _EVIDENCE(evidence), precision))


def _rejection(packed: Packed) -> Rejection:
    path, line, text, reason, what = packed
    return _REJECTION((path, line, text, _REASONS[reason], what))
