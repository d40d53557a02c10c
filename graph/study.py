"""A study plan: what to learn, in which order, and why each step is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.learning_order import Prerequisites, closure
from graph.model import Concept, Evidence

__all__ = ["Need", "Prerequisites", "Step", "StudyPlan", "plan"]


@dataclass(frozen=True, slots=True)
class Need:
    """Why a step is on the path: what needs it, and in whose words."""

    concept: str
    """Id of the later concept that needs this step."""
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One concept of a plan."""

    concept: Concept
    needed_for: tuple[Need, ...]
    """Later steps of this plan that need it directly; empty for a goal."""
    is_goal: bool = False


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """Steps in learning order, the goals among them; what is known is left out."""

    goals: tuple[str, ...]
    known: tuple[str, ...]
    steps: tuple[Step, ...]
    without_record: tuple[str, ...] = ()
    """Goals for which the graph records no prerequisite at all."""


def plan(prerequisites: Prerequisites, goals: Sequence[str], known: Iterable[str] = ()) -> StudyPlan:
    """The unknown prerequisites of `goals`, then the goals; every step after all that it needs.

    Knowing a concept means knowing what comes before it. Among orders that respect the prerequisites, the one that
    finishes a topic before it opens the next (depth first) and takes short detours first; O(V + E) of the part
    concerned. `goals` and `known` are concept ids.
    """
    known_ids = set(known)
    mastered = known_ids | prerequisites.ancestors(known_ids)
    wanted = [g for g in dict.fromkeys(goals) if g not in known_ids]
    scope = ((set(wanted) | prerequisites.ancestors(wanted)) - mastered) | set(wanted)
    order = _depth_first(prerequisites, wanted, scope)
    place = {concept: n for n, concept in enumerate(order)}
    return StudyPlan(
        goals=tuple(dict.fromkeys(goals)),
        known=tuple(sorted(known_ids)),
        steps=tuple(_step(prerequisites, c, place, set(wanted)) for c in order),
        without_record=tuple(g for g in wanted if not prerequisites.before.get(g)),
    )


def _depth_first(prerequisites: Prerequisites, goals: Sequence[str], scope: set[str]) -> list[str]:
    weight = {c: len(closure([c], prerequisites.before) & scope) for c in scope}

    def detours(concept: str) -> list[str]:
        needs = [b for b in prerequisites.before.get(concept, ()) if b in scope]
        return sorted(needs, key=lambda b: (weight[b], prerequisites.concepts[b].level, b))

    done: dict[str, None] = {}
    for goal in sorted(goals, key=lambda g: (weight[g], goals.index(g))):
        stack = [(goal, iter(detours(goal)))]
        entered = {goal}
        while stack:
            concept, todo = stack[-1]
            nxt = next((b for b in todo if b not in done and b not in entered), None)
            if nxt is None:
                stack.pop()
                done.setdefault(concept)
            else:
                entered.add(nxt)
                stack.append((nxt, iter(detours(nxt))))
    return list(done)


def _step(prerequisites: Prerequisites, concept: str, place: dict[str, int], goals: set[str]) -> Step:
    later = sorted((a for a in prerequisites.after.get(concept, ()) if a in place), key=place.__getitem__)
    needs = []
    for other in later:
        relation = prerequisites.relation[concept, other]
        needs.append(Need(other, relation.reason, relation.evidence))
    return Step(prerequisites.concepts[concept], tuple(needs), concept in goals)
