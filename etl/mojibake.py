"""Text that was read in the wrong encoding, put right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """Text after repair."""

    text: str
    repaired: bool = False
    """True where anything was changed."""
    confidence: float = 1.0
    """0..1, share of restored characters that the character model is sure of."""


def repair_mojibake(text: str) -> Repair:
    """The text with every line of mojibake put right; other lines stay as they are."""
    return Repair(text)
