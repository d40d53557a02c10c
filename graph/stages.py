"""A topological order in which concepts of one area stand together, cut into stages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

_SMALLEST, _LARGEST = 3, 12


@dataclass(frozen=True, slots=True)
class Stage:
    """Neighbouring steps of a plan that belong together."""

    area: str
    """The area of most of its concepts."""
    concepts: tuple[str, ...]


def group_by_area(base: Sequence[str], before: Mapping[str, Sequence[str]], area: Mapping[str, str]) -> list[list[str]]:
    """`base`, a topological order, rearranged into runs of one area each; still topological.

    A run takes all of its area that is ready, in the order of `base`. The next run is one that finishes its area, if
    there is such, else the one whose first concept is earliest in `base`.
    """
    pool = _Pool(base, before, area)
    runs: list[list[str]] = []
    while pool.ready:
        runs.append(pool.take_run(pool.next_area()))
    return runs


def cut_stages(runs: Sequence[Sequence[str]], area: Mapping[str, str]) -> tuple[Stage, ...]:
    """Stages of 3 to 12 concepts: runs too short join their neighbour, runs too long are cut evenly."""
    joined: list[list[str]] = []
    for run in runs:
        if joined and (len(run) < _SMALLEST or len(joined[-1]) < _SMALLEST):
            joined[-1].extend(run)
        else:
            joined.append(list(run))
    stages = []
    for run in joined:
        parts = -(-len(run) // _LARGEST)
        for n in range(parts):
            part = run[n * len(run) // parts : (n + 1) * len(run) // parts]
            stages.append(Stage(_most([area[c] for c in part]), tuple(part)))
    return tuple(stages)


def _most(areas: Sequence[str]) -> str:
    """The area of most; of those even, the one that comes last, as a stage leads up to its end."""
    count = Counter(areas)
    return max(count, key=lambda a: (count[a], len(areas) - areas[::-1].index(a)))


class _Pool:
    """The concepts not placed yet."""

    def __init__(self, base: Sequence[str], before: Mapping[str, Sequence[str]], area: Mapping[str, str]) -> None:
        self.rank = {c: n for n, c in enumerate(base)}
        self.base = base
        self.area = area
        self.after: dict[str, list[str]] = {c: [] for c in base}
        self.waits: dict[str, int] = {}
        self.from_outside: Counter[str] = Counter()
        """For each area, how often its concepts wait for one of another area."""
        self.ready: dict[str, list[int]] = {}
        """For each area that has such, the ranks of its concepts that wait for nothing."""
        for c in base:
            needs = [b for b in before.get(c, ()) if b in self.rank]
            self.waits[c] = len(needs)
            for b in needs:
                self.after[b].append(c)
                self.from_outside[area[c]] += area[b] != area[c]
            if not needs:
                self.ready.setdefault(area[c], []).append(self.rank[c])

    def next_area(self) -> str:
        """One that can be finished now, else the one with the earliest concept."""
        return min(self.ready, key=lambda a: (self.from_outside[a] > 0, min(self.ready[a])))

    def take_run(self, area: str) -> list[str]:
        """All of the area that can be placed now, in the order of `base`."""
        heap = self.ready.pop(area)
        heapify(heap)
        run: list[str] = []
        while heap:
            concept = self.base[heappop(heap)]
            run.append(concept)
            for later in self.after[concept]:
                self.waits[later] -= 1
                theirs = self.area[later]
                if theirs != area:
                    self.from_outside[theirs] -= 1
                if not self.waits[later]:
                    if theirs == area:
                        heappush(heap, self.rank[later])
                    else:
                        self.ready.setdefault(theirs, []).append(self.rank[later])
        return run
