"""A study plan written to a file in the format that its ending names."""

from pathlib import Path

from app.learning import Learning
from graph.errors import BuildError
from graph.exports.anki import write_anki_deck
from graph.exports.calendar import ics_calendar
from graph.exports.checklist import markdown_checklist
from graph.exports.csv_table import csv_table
from graph.questions import prepared_by
from graph.schedule import Schedule
from graph.study import StudyPlan

FORMATS = (".md", ".ics", ".apkg", ".csv")


def write_plan(plan: StudyPlan, schedule: Schedule, learning: Learning, file: Path) -> None:
    """Write the plan to `file`. Raises BuildError for another ending, or where the file can't be written."""
    names = learning.names
    if file.suffix == ".apkg":
        steps = [step.concept.id for step in plan.steps]
        questions = prepared_by(learning.prerequisites, learning.graph.questions, steps, plan.known)
        write_anki_deck(plan, questions, names, file)
        return
    if file.suffix == ".md":
        text = markdown_checklist(plan, names, schedule if schedule.deadline else None)
    elif file.suffix == ".ics":
        text = ics_calendar(schedule, plan.goals, names)
    elif file.suffix == ".csv":
        text = csv_table(plan, names)
    else:
        raise BuildError(f"{file}: no format for {file.suffix!r}; use {', '.join(FORMATS)}")
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BuildError(f"{file}: can't be written: {error.strerror or error}; choose another place") from error
