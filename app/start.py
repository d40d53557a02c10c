"""Where a newcomer starts."""

from app.atlas import Atlas

_KNOWN_STARTS = ("grouped-query-attention", "gqa", "self-attention", "attention", "transformer")


def start_concept(atlas: Atlas) -> str:
    """A concept that most notes have, else the one with most relations; empty where the graph is."""
    known = next((c for c in _KNOWN_STARTS if atlas.relations_of.get(c)), "")
    return known or max(sorted(atlas.relations_of), key=lambda c: len(atlas.relations_of[c]), default="")
