"""A study plan as a Markdown checklist."""

from collections.abc import Iterator, Mapping

from graph.ontology import ontology
from graph.schedule import Schedule
from graph.study import Step, StudyPlan

_PASSAGES = 2


def markdown_checklist(plan: StudyPlan, names: Mapping[str, str], schedule: Schedule | None = None) -> str:
    """The steps under their stages, or under their weeks where there is a schedule. `names`: concept id to name."""
    goals = ", ".join(names[g] for g in plan.goals)
    lines = [f"# Study path to {goals}", "", f"{len(plan.steps)} steps, about {plan.minutes} minutes of reading.", ""]
    for title, steps in _sections(plan, schedule):
        lines += [f"## {title}", ""]
        for step in steps:
            lines += _step(step, names)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _sections(plan: StudyPlan, schedule: Schedule | None) -> Iterator[tuple[str, list[Step]]]:
    if schedule:
        for number, week in enumerate(schedule.weeks, 1):
            yield f"Week {number}: {week.start.isoformat()} to {week.end.isoformat()}", list(week.steps)
        return
    for number, stage in enumerate(plan.stages):
        title = f"{number + 1}. {ontology().areas[stage.area]} ({stage.area})"
        yield title, [step for step in plan.steps if step.stage == number]


def _step(step: Step, names: Mapping[str, str]) -> Iterator[str]:
    chinese = f" {step.concept.name_zh}" if step.concept.name_zh else ""
    goal = " (goal)" if step.is_goal else ""
    yield f"- [ ] **{step.concept.name}**{chinese}{goal}"
    for need in step.needed_for[:1]:
        yield f"  - for {names[need.concept]}: {need.reason}"
    for e in step.passages[:_PASSAGES]:
        yield f"  - read {e.passage.path}:{e.passage.line}"
