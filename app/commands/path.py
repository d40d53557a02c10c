"""`gradus path`: a study path, each step with its reason."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.settings import Settings
from app.terminal import OUT, note_progress, show_json
from app.workspace import ensure_build
from graph.build_folder import read_concepts_and_relations
from graph.concept_index import ConceptIndex
from graph.study import Prerequisites, Step, StudyPlan, plan


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("path")(path)


def path(
    target: Annotated[list[str], typer.Argument(help="Concepts to reach, by any name.")],
    known: Annotated[list[str] | None, typer.Option("--known", help="A concept you know already.")] = None,
    build: Annotated[Path | None, typer.Option("--build", help="Build folder; else the current one.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """What to learn, in which order, and why."""
    if build is None:
        with note_progress("reading notes") as progress:
            build = ensure_build(Settings(), progress=progress)
    graph = read_concepts_and_relations(build)
    index = ConceptIndex.of(graph.concepts)
    goals = [index.find(name).id for name in target]
    mastered = [index.find(name).id for name in known or []]
    study_plan = plan(Prerequisites(graph), goals, mastered)
    if as_json:
        show_json(_record(study_plan))
    else:
        _show(study_plan, {c.id: c.name for c in graph.concepts})


def _show(study_plan: StudyPlan, names: dict[str, str]) -> None:
    for number, step in enumerate(study_plan.steps, 1):
        mark = "  ◎ goal" if step.is_goal else ""
        chinese = f" {step.concept.name_zh}" if step.concept.name_zh else ""
        OUT.print(f"{number:3}. {step.concept.name}{chinese}{mark}", markup=False)
        for need in step.needed_for[:2]:
            OUT.print(f"       for {names[need.concept]}: {need.reason}", markup=False)
            for e in need.evidence[:1]:
                OUT.print(f"         {e.path}:{e.line}  {e.text.strip()[:120]}", markup=False)
    for goal in study_plan.without_record:
        OUT.print(f"No prerequisites recorded for {names[goal]}.", markup=False)
    if not study_plan.steps:
        OUT.print("Nothing to learn: you know all of it.", markup=False)


def _record(study_plan: StudyPlan) -> dict[str, Any]:
    return {
        "goals": list(study_plan.goals),
        "known": list(study_plan.known),
        "steps": [_step_record(step) for step in study_plan.steps],
        "no_prerequisites_recorded": list(study_plan.without_record),
    }


def _step_record(step: Step) -> dict[str, Any]:
    return {
        "id": step.concept.id,
        "name": step.concept.name,
        "name_zh": step.concept.name_zh,
        "level": step.concept.level,
        "goal": step.is_goal,
        "needed_for": [
            {
                "concept": n.concept,
                "reason": n.reason,
                "evidence": [{"path": e.path, "line": e.line, "text": e.text} for e in n.evidence],
            }
            for n in step.needed_for
        ],
    }
