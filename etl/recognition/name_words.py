"""What makes a name likely to be a term: where it was seen, its form, and the words it shares with the lexicon."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from etl.languages import is_chinese
from etl.recognition.mention_features import shape
from graph.model import Concept

_WORDS = re.compile(r"[a-z]{2,}")
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")


class NameWords:
    """Words, and pairs of ideographs, of the names of a lexicon."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.words: Counter[str] = Counter()
        self.last: Counter[str] = Counter()
        for concept in concepts:
            for name in dict.fromkeys(concept.names()):
                parts = _parts(name)
                self.words.update(set(parts))
                if len(parts) > 1:
                    self.last[parts[-1]] += 1

    def tags(self, name: str, source: str) -> Sequence[str]:
        """Features of a candidate name and the place it was seen in that do not depend on its mentions."""
        return tuple(self._tags(name, source))

    def _tags(self, name: str, source: str) -> Iterator[str]:
        parts = _parts(name)
        kind = "zh" if is_chinese(name) else "en"
        yield f"source={source}"
        yield f"source={source} {kind}"
        if parts:
            known = sum(self.words[p] > 1 for p in parts) / len(parts)
            yield f"known={kind} {round(known * 3)}"
            yield f"last={kind} {min(self.last[parts[-1]], 4)}"
            yield f"first={kind} {min(self.words[parts[0]], 3)}"
            if self.last[parts[-1]] >= 3:
                yield f"ends={parts[-1]}"
        yield f"source={source} shape={shape(name)}"
        yield f"words={kind} {min(len(parts), 5)}"


def _parts(name: str) -> list[str]:
    parts = _WORDS.findall(name.lower())
    for run in _IDEOGRAPHS.findall(name):
        parts += [run[n : n + 2] for n in range(0, max(1, len(run) - 1))]
    return parts
