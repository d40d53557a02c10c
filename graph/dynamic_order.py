"""A topological order that is mended in place while relations are added."""

from collections import defaultdict
from collections.abc import Mapping


class DynamicOrder:
    """A topological order of a growing DAG.

    Pearce and Kelly 2006, "A dynamic topological sort algorithm for directed acyclic graphs": an addition costs
    only the part of the order that it upsets.
    """

    def __init__(self) -> None:
        self._rank: dict[str, int] = {}
        self._after: dict[str, list[str]] = defaultdict(list)
        self._before: dict[str, list[str]] = defaultdict(list)

    def add(self, tail: str, head: str) -> tuple[str, ...]:
        """Add tail -> head; on a cycle add nothing and return the path from head to tail."""
        for node in (tail, head):
            self._rank.setdefault(node, len(self._rank))
        if tail == head:
            return (tail,)
        if self._rank[tail] > self._rank[head]:
            came_from = self._forward(head, self._rank[tail])
            if tail in came_from:
                return _walk_back(came_from, tail)
            self._reorder(self._backward(tail, self._rank[head]), list(came_from))
        self._after[tail].append(head)
        self._before[head].append(tail)
        return ()

    def _forward(self, start: str, upper: int) -> dict[str, str]:
        came_from = {start: ""}
        stack = [start]
        while stack:
            node = stack.pop()
            for nxt in self._after[node]:
                if nxt not in came_from and self._rank[nxt] <= upper:
                    came_from[nxt] = node
                    stack.append(nxt)
        return came_from

    def _backward(self, start: str, lower: int) -> list[str]:
        seen = {start}
        stack = [start]
        while stack:
            for nxt in self._before[stack.pop()]:
                if nxt not in seen and self._rank[nxt] >= lower:
                    seen.add(nxt)
                    stack.append(nxt)
        return list(seen)

    def _reorder(self, earlier: list[str], later: list[str]) -> None:
        rank = self._rank
        nodes = sorted(earlier, key=rank.__getitem__) + sorted(later, key=rank.__getitem__)
        for node, place in zip(nodes, sorted(rank[n] for n in nodes), strict=True):
            rank[node] = place


def _walk_back(came_from: Mapping[str, str], end: str) -> tuple[str, ...]:
    path = [end]
    while came_from[path[-1]]:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))
