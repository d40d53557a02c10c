"""`gradus path`: a study path, each step with its reason."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, cast, get_args

import typer

from app.learning import AsJson, Build, Known, Learning, Profile, concept_json, evidence_json, named, open_learning
from app.plan_files import FORMATS, write_plan
from app.terminal import OUT, say, show_json
from graph.explanations import Explanations
from graph.ontology import ontology
from graph.schedule import schedule
from graph.study import Depth, Step, StudyPlan, plan


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("path")(path)


def path(
    target: Annotated[list[str], typer.Argument(help="Concepts to reach, by any name.")],
    *,
    known: Known = None,
    depth: Annotated[str, typer.Option("--depth", help="follow (enough to follow the goal) or thorough.")] = "thorough",
    export: Annotated[
        list[Path] | None, typer.Option("--export", help=f"Write to a file: {', '.join(FORMATS)}. May be repeated.")
    ] = None,
    hours: Annotated[float, typer.Option("--hours", min=0.5, max=100, help="Hours of study a week, for .ics.")] = 5.0,
    deadline: Annotated[
        datetime | None, typer.Option("--deadline", formats=["%Y-%m-%d"], help="Last day, for .ics and .md.")
    ] = None,
    profile: Profile = "",
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """What to learn, in which order, and why."""
    how_deep = _depth(depth)
    learning = open_learning(build, texts=True)
    explanations = Explanations(learning.graph)
    goals = learning.ids(target)
    mastered = learning.known(known, profile)
    found = plan(learning.prerequisites, goals, mastered, depth=how_deep, explanations=explanations)
    if export:
        last_day = deadline.date() if deadline else None
        laid_out = schedule(found, hours_per_week=hours, start=date.today(), deadline=last_day)
        for file in export:
            write_plan(found, laid_out, learning, file)
            say(f"wrote {file}")
        if not laid_out.in_time:
            say(f"not done by {last_day} at {hours:g} hours a week; {laid_out.hours_needed:g} would do (estimate)")
    if as_json:
        show_json(_record(found))
    elif not export:
        _show(found, learning)


def _depth(depth: str) -> Depth:
    for known in get_args(Depth):
        if depth == known:
            return cast(Depth, known)
    raise typer.BadParameter(f"{depth!r} is not follow or thorough", param_hint="--depth")


def _show(study_plan: StudyPlan, learning: Learning) -> None:
    names = learning.names
    number = 0
    for stage in study_plan.stages:
        OUT.print(f"[bold]{stage.area}[/bold] {ontology().areas[stage.area]}")
        for step in study_plan.steps[number : number + len(stage.concepts)]:
            number += 1
            _show_step(number, step, names)
    for goal in study_plan.without_record:
        OUT.print(f"No prerequisites recorded for {names[goal]}.", markup=False)
    for goal in study_plan.none_needed:
        OUT.print(f"{names[goal]} is ground: none needed.", markup=False)
    if not study_plan.steps:
        OUT.print("Nothing to learn: you know all of it.", markup=False)
    else:
        OUT.print(f"{len(study_plan.steps)} steps, about {study_plan.minutes} minutes of reading (estimate)")


def _show_step(number: int, step: Step, names: dict[str, str]) -> None:
    mark = "  ◎ goal" if step.is_goal else ""
    OUT.print(f"{number:3}. {named(step.concept)}{mark}", markup=False)
    for need in step.needed_for[:2]:
        OUT.print(f"       for {names[need.concept]}: {need.reason}", markup=False)
        for e in need.evidence[:1]:
            OUT.print(f"         {e.path}:{e.line}  {e.text.strip()[:120]}", markup=False)
    for best in step.passages[:1]:
        OUT.print(f"       read {best.passage.path}:{best.passage.line}", markup=False)


def _record(study_plan: StudyPlan) -> dict[str, Any]:
    return {
        "goals": list(study_plan.goals),
        "known": list(study_plan.known),
        "depth": study_plan.depth,
        "minutes_estimated": study_plan.minutes,
        "stages": [{"area": s.area, "concepts": list(s.concepts)} for s in study_plan.stages],
        "steps": [_step_record(step) for step in study_plan.steps],
        "no_prerequisites_recorded": list(study_plan.without_record),
        "none_needed": list(study_plan.none_needed),
    }


def _step_record(step: Step) -> dict[str, Any]:
    return concept_json(step.concept) | {
        "goal": step.is_goal,
        "stage": step.stage,
        "minutes_estimated": step.minutes,
        "prerequisites": step.grounding,
        "unlocks": list(step.unlocks),
        "needed_for": [
            {"concept": n.concept, "reason": n.reason, "evidence": evidence_json(n.evidence)} for n in step.needed_for
        ],
        "read": [{"path": e.passage.path, "line": e.passage.line, "score": e.score} for e in step.passages],
    }
