"""A study plan: what to learn, in which order, and why each step is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.explanations import Explained, Explanations
from graph.learning_order import Prerequisites, reach_bits, topological_order
from graph.model import Concept, Evidence
from graph.stages import Stage, cut_stages, group_by_area

__all__ = ["Depth", "Need", "Prerequisites", "Step", "StudyPlan", "plan"]

Depth = Literal["follow", "thorough"]
"""How far back a plan goes: "follow" is enough to follow the goal, "thorough" is all that it rests on."""
Grounding = Literal["recorded", "none needed", "not recorded"]

_STRONG = 0.9
_FOLLOW_STEPS = 2
_GROUND_LEVEL = 1


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
    """Later steps of this plan that need it directly, not by way of another step; empty for a goal."""
    is_goal: bool = False
    stage: int = 0
    """Index of the plan's stage that holds it."""
    unlocks: tuple[str, ...] = ()
    """Ids of the later steps for which it is the last one missing."""
    passages: tuple[Explained, ...] = ()
    """Where the notes explain it, best first; empty where the plan was made without texts."""
    minutes: int = 0
    """Estimated reading time; 0 where the plan was made without texts."""
    grounding: Grounding = "recorded"
    """Whether its own prerequisites are recorded: ground needs none, for others the record may be missing."""


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """Steps in learning order, the goals among them; what is known is left out."""

    goals: tuple[str, ...]
    known: tuple[str, ...]
    steps: tuple[Step, ...]
    without_record: tuple[str, ...] = ()
    """Goals above ground level for which the graph records no prerequisite: the plan can't say what they need."""
    none_needed: tuple[str, ...] = ()
    """Goals that are ground and need nothing."""
    stages: tuple[Stage, ...] = ()
    depth: Depth = "thorough"

    @property
    def minutes(self) -> int:
        """Estimated reading time of all steps."""
        return sum(step.minutes for step in self.steps)


def plan(
    prerequisites: Prerequisites,
    goals: Sequence[str],
    known: Iterable[str] = (),
    *,
    depth: Depth = "thorough",
    explanations: Explanations | None = None,
) -> StudyPlan:
    """The unknown prerequisites of `goals`, then the goals; every step after all that it needs.

    Knowing a concept means knowing what comes before it. Among orders that respect the prerequisites, one that keeps
    an area together and takes short detours first. `goals` and `known` are concept ids. With depth "follow", only
    what a goal needs strongly within two steps, without ground.
    """
    known_ids = set(known)
    wanted = [g for g in dict.fromkeys(goals) if g not in known_ids]
    mastered = prerequisites.mastered(known_ids) - set(wanted)
    scope = (prerequisites.ancestors(wanted) | set(wanted)) - mastered
    weight = _ancestor_counts(prerequisites, scope)
    order = _depth_first(prerequisites, wanted, scope, weight)
    area = {c: prerequisites.concepts[c].area for c in order}
    runs = group_by_area(order, prerequisites.before, area)
    if depth == "follow":  # taken out of the whole order, as the steps left out may be what orders the others
        near = _enough_to_follow(prerequisites, wanted)
        runs = [[c for c in run if c in near] for run in runs]
    stages = cut_stages([run for run in runs if run], area)
    return StudyPlan(
        goals=tuple(dict.fromkeys(goals)),
        known=tuple(sorted(known_ids)),
        steps=_Steps(prerequisites, stages, set(wanted), explanations).all(),
        without_record=tuple(g for g in wanted if _grounding(prerequisites, g) == "not recorded"),
        none_needed=tuple(g for g in wanted if _grounding(prerequisites, g) == "none needed"),
        stages=stages,
        depth=depth,
    )


def _ancestor_counts(prerequisites: Prerequisites, scope: set[str]) -> dict[str, int]:
    order = topological_order(sorted(scope), prerequisites.before)
    return {c: bits.bit_count() for c, bits in reach_bits(order, prerequisites.before).items()}


def _depth_first(
    prerequisites: Prerequisites, goals: Sequence[str], scope: set[str], weight: Mapping[str, int]
) -> list[str]:
    """Goals and their ancestors, each detour finished before the next, the shortest first."""

    def by_detour(concepts: Iterable[str]) -> tuple[str, ...]:
        found = [c for c in concepts if c in scope]
        return tuple(sorted(found, key=lambda c: (weight[c], prerequisites.concepts[c].level, c)))

    before = {c: by_detour(prerequisites.before.get(c, ())) for c in scope}
    return list(topological_order(by_detour(goals), before, scope))


def _enough_to_follow(prerequisites: Prerequisites, goals: Sequence[str]) -> set[str]:
    near = set(goals)
    level = list(goals)
    for _ in range(_FOLLOW_STEPS):
        level = [
            b
            for c in level
            for b in prerequisites.before.get(c, ())
            if b not in near
            and prerequisites.relation[b, c].confidence >= _STRONG
            and prerequisites.concepts[b].level > _GROUND_LEVEL
        ]
        near.update(level)
    return near


def _grounding(prerequisites: Prerequisites, concept: str) -> Grounding:
    if prerequisites.before.get(concept):
        return "recorded"
    return "none needed" if prerequisites.concepts[concept].level == _GROUND_LEVEL else "not recorded"


class _Steps:
    """Makes the steps of a plan from its stages."""

    def __init__(
        self,
        prerequisites: Prerequisites,
        stages: Sequence[Stage],
        goals: set[str],
        explanations: Explanations | None,
    ) -> None:
        self._prerequisites = prerequisites
        self._goals = goals
        self._explanations = explanations
        self._stage = {c: n for n, stage in enumerate(stages) for c in stage.concepts}
        self._place = {c: n for n, c in enumerate(self._stage)}
        self._bits = reach_bits(tuple(self._place), prerequisites.before)
        self._before = {c: self._in_plan(prerequisites.before.get(c, ())) for c in self._place}

    def all(self) -> tuple[Step, ...]:
        unlocks: dict[str, list[str]] = {}
        needs: dict[str, list[Need]] = {}
        for concept in self._place:
            if self._before[concept]:
                unlocks.setdefault(self._before[concept][-1], []).append(concept)
            for before in self._direct(concept):
                relation = self._prerequisites.relation[before, concept]
                needs.setdefault(before, []).append(Need(concept, relation.reason, relation.evidence))
        return tuple(self._step(c, tuple(needs.get(c, ())), tuple(unlocks.get(c, ()))) for c in self._place)

    def _step(self, concept: str, needed_for: tuple[Need, ...], unlocks: tuple[str, ...]) -> Step:
        passages: tuple[Explained, ...] = ()
        minutes = 0
        if self._explanations:
            passages = self._explanations.best(concept)
            minutes = self._explanations.minutes(concept, passages)
        return Step(
            concept=self._prerequisites.concepts[concept],
            needed_for=needed_for,
            is_goal=concept in self._goals,
            stage=self._stage[concept],
            unlocks=unlocks,
            passages=passages,
            minutes=minutes,
            grounding=_grounding(self._prerequisites, concept),
        )

    def _in_plan(self, concepts: Iterable[str]) -> list[str]:
        return sorted([c for c in concepts if c in self._place], key=self._place.__getitem__)

    def _direct(self, concept: str) -> list[str]:
        """The prerequisites that no other prerequisite of the concept rests on: the transitive reduction."""
        before = self._before[concept]
        if len(before) < 2:
            return before
        behind = 0
        for b in before:
            behind |= self._bits[b]
        return [b for b in before if not behind >> self._place[b] & 1]
