"""All relations that one note states, by every rule."""

from collections.abc import Iterator, Mapping, Sequence

from etl.model import Mention, ParsedNote, Passage, Rejection, RelationMention
from etl.relations.carry import with_carried_subject, with_definition_joined
from etl.relations.note_view import NoteView
from etl.relations.prose import prose_relations
from etl.relations.statement import statements
from etl.relations.structure import containment_relations, header_contrasts, table_relations


def find_relations(
    note: ParsedNote, mentions: Sequence[Sequence[Mention]], kinds: Mapping[str, str]
) -> tuple[list[RelationMention], list[Rejection]]:
    """What the rules find in `note` and what they turn away, each once, in order of lines."""
    view = NoteView(note.passages, mentions, kinds)
    found = dict.fromkeys(item for passage in note.passages for item in _of_passage(view, passage))
    relations = [item for item in found if isinstance(item, RelationMention)]
    rejections = [item for item in found if isinstance(item, Rejection)]
    return relations, rejections


def _of_passage(view: NoteView, passage: Passage) -> Iterator[RelationMention | Rejection]:
    yield from containment_relations(view, passage)
    yield from table_relations(view, passage)
    yield from header_contrasts(view, passage)
    for statement in statements(passage, view.mentions[passage.index]):
        yield from prose_relations(with_definition_joined(statement))
        for carried in with_carried_subject(view, statement):
            yield from prose_relations(carried)
