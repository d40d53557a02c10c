"""The known names that are most like an unknown one."""

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Known names like `name`, best first, whatever their case; empty where none is close."""
    by_folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    if name.casefold() in by_folded:
        return (by_folded[name.casefold()],)
    close = difflib.get_close_matches(name.casefold(), by_folded, n=limit, cutoff=0.6)
    return tuple(by_folded[folded] for folded in close)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean X?` with a space before it, or nothing."""
    close = nearest(name, known)
    return f" Did you mean {' or '.join(close)}?" if close else ""
