"""A study plan laid out over weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from graph.study import Step, StudyPlan

_STUDY_FACTOR = 3
"""Learning takes this many times the reading: notes, exercises, a second look. A rule of thumb."""
_MINUTES = 60
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from `start`."""

    start: date
    steps: tuple[Step, ...]
    minutes: int
    """Estimated study time of its steps."""

    @property
    def end(self) -> date:
        """Last day of the week."""
        return self.start + _WEEK - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Weeks with steps in the order of the plan. All times are estimates."""

    weeks: tuple[Week, ...]
    minutes: int
    hours_per_week: float
    deadline: date | None = None
    hours_needed: float = 0.0
    """Hours a week with which the plan would be done by the deadline; 0 without a deadline."""

    @property
    def in_time(self) -> bool:
        """Whether the last step is done by the deadline; True without one."""
        return self.deadline is None or not self.weeks or self.weeks[-1].end <= self.deadline


def schedule(plan: StudyPlan, *, hours_per_week: float, start: date, deadline: date | None = None) -> Schedule:
    """Steps of `plan` filled into weeks of `hours_per_week` hours; a step longer than a week takes a week alone.

    A plan made without texts counts each step as its base time. Raises ValueError where hours are not positive.
    """
    if hours_per_week <= 0:
        raise ValueError("hours a week must be positive")
    minutes = {step.concept.id: study_minutes(step) for step in plan.steps}
    weeks = _fill(plan.steps, minutes, hours_per_week * _MINUTES, start)
    total = sum(minutes.values())
    needed = 0.0
    if deadline is not None:
        whole_weeks = max(1, ((deadline - start).days + 1) // _WEEK.days)
        needed = ceil(total / _MINUTES / whole_weeks * 10) / 10
    return Schedule(weeks, total, hours_per_week, deadline, needed)


def study_minutes(step: Step) -> int:
    """Estimated minutes to learn a step: three times its reading, and never less than five minutes' reading."""
    return _STUDY_FACTOR * max(step.minutes, 5)


def _fill(steps: Sequence[Step], minutes: Mapping[str, int], room: float, start: date) -> tuple[Week, ...]:
    weeks: list[Week] = []
    held: list[Step] = []
    used = 0
    for step in steps:
        if held and used + minutes[step.concept.id] > room:
            weeks.append(Week(start + len(weeks) * _WEEK, tuple(held), used))
            held, used = [], 0
        held.append(step)
        used += minutes[step.concept.id]
    if held:
        weeks.append(Week(start + len(weeks) * _WEEK, tuple(held), used))
    return tuple(weeks)
