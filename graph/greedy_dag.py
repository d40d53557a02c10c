"""Which of many ranked pairs would close a cycle with those ranked before them.

The answer is that of taking the pairs one by one. A cycle lies within one strongly connected component (Tarjan 1972,
"Depth-first search and linear graph algorithms"), so a pair between two components needs no look. Within a component
the first half of the pairs is settled, then the second half on top of what was kept of the first.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

Pair = tuple[str, str]


def closing_cycles(ranked: Sequence[Pair]) -> dict[int, tuple[str, ...]]:
    """Index of each pair tail -> head that would close a cycle, with a shortest way from its head to its tail.

    A pair from a node to itself closes a cycle of one. `ranked` holds no pair twice.
    """
    refused: dict[int, tuple[str, ...]] = {n: (tail,) for n, (tail, head) in enumerate(ranked) if tail == head}
    _settle(ranked, [], [n for n in range(len(ranked)) if n not in refused], refused)
    return dict(sorted(refused.items()))


def _settle(
    ranked: Sequence[Pair], kept: list[int], candidates: list[int], refused: dict[int, tuple[str, ...]]
) -> None:
    """Add to `refused` those `candidates` that close a cycle, on top of `kept`, which form none."""
    for base, open_ in _inside(ranked, kept, candidates):
        if len(open_) == 1:
            tail, head = ranked[open_[0]]
            refused[open_[0]] = _shortest([ranked[n] for n in base], head, tail)
            continue
        half = len(open_) // 2
        _settle(ranked, base, open_[:half], refused)
        _settle(ranked, [*base, *(n for n in open_[:half] if n not in refused)], open_[half:], refused)


def _inside(ranked: Sequence[Pair], kept: list[int], candidates: list[int]) -> list[tuple[list[int], list[int]]]:
    """For each component of several nodes, the kept pairs and the candidates within it."""
    component = _components([ranked[n] for n in kept + candidates])
    inside: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    number = component.get
    for pairs, which in ((kept, 0), (candidates, 1)):
        for n in pairs:
            tail, head = ranked[n]
            of_tail = number(tail)
            if of_tail is not None and of_tail == number(head):
                inside[of_tail][which].append(n)
    return list(inside.values())


def _components(pairs: Iterable[Pair]) -> dict[str, int]:
    """The number of the strongly connected component of each node that has a pair going out; others are alone."""
    after: dict[str, list[str]] = defaultdict(list)
    for tail, head in pairs:
        after[tail].append(head)
    component: dict[str, int] = {}
    found: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    for start, first in after.items():
        if start in found:
            continue
        found[start] = low[start] = len(found)
        path.append(start)
        work = [(start, iter(first))]
        while work:
            node, rest = work[-1]
            for nxt in rest:
                if nxt not in after or nxt in component:
                    continue
                if nxt not in found:
                    found[nxt] = low[nxt] = len(found)
                    path.append(nxt)
                    work.append((nxt, iter(after[nxt])))
                    break
                if found[nxt] < low[node]:  # noqa: PLR1730 - min() costs a third of the whole run
                    low[node] = found[nxt]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] == found[node]:
                    _close(path, node, component, found[node])
    return component


def _close(path: list[str], root: str, component: dict[str, int], number: int) -> None:
    while root not in component:
        component[path.pop()] = number


def _shortest(pairs: Iterable[Pair], start: str, end: str) -> tuple[str, ...]:
    after: dict[str, list[str]] = defaultdict(list)
    for tail, head in pairs:
        after[tail].append(head)
    came_from = {start: ""}
    queue = deque([start])
    while end not in came_from:
        node = queue.popleft()
        for nxt in after[node]:
            if nxt not in came_from:
                came_from[nxt] = node
                queue.append(nxt)
    way = [end]
    while came_from[way[-1]]:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
