"""A problem of a lexicon, as `gradus lexicon check` prints it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with one entry."""

    where: str
    """`file:line` of the entry."""
    what: str
    """The entry, what was found, and what to do."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what
