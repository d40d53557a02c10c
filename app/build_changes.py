"""What a build has that the one before it had not."""

from dataclasses import dataclass

from app.atlas import Atlas
from graph.model import Relation, RelationStatus


@dataclass(frozen=True, slots=True)
class Changes:
    """Concept ids and relations that came and went."""

    concepts_new: tuple[str, ...]
    concepts_gone: tuple[str, ...]
    relations_new: tuple[Relation, ...]
    relations_gone: tuple[Relation, ...]


def changes(before: Atlas, after: Atlas) -> Changes:
    """The difference in concepts and in relations that notes state."""
    old, new = set(before.graph.concept_by_id), set(after.graph.concept_by_id)
    stated = [{r.key: r for r in a.graph.relations if r.status is RelationStatus.ASSERTED} for a in (before, after)]
    return Changes(
        concepts_new=tuple(sorted(new - old)),
        concepts_gone=tuple(sorted(old - new)),
        relations_new=tuple(stated[1][k] for k in sorted(stated[1].keys() - stated[0].keys())),
        relations_gone=tuple(stated[0][k] for k in sorted(stated[0].keys() - stated[1].keys())),
    )
