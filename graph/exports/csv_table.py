"""A study plan as a CSV table."""

import csv
import io
from collections.abc import Mapping

from graph.study import StudyPlan

COLUMNS = ("step", "stage", "area", "id", "name", "name_zh", "level", "goal", "minutes", "needed_for", "reason", "read")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_table(plan: StudyPlan, names: Mapping[str, str]) -> str:
    """One row a step under a header row. A cell that a spreadsheet would take for a formula gets a leading quote."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, step in enumerate(plan.steps, 1):
        c = step.concept
        need = step.needed_for[0] if step.needed_for else None
        passage = step.passages[0].passage if step.passages else None
        row = (
            *(number, step.stage + 1, plan.stages[step.stage].area, c.id, c.name, c.name_zh, c.level),
            "yes" if step.is_goal else "",
            step.minutes or "",
            "; ".join(names[n.concept] for n in step.needed_for),
            need.reason if need else "",
            f"{passage.path}:{passage.line}" if passage else "",
        )
        writer.writerow([_safe(str(cell)) for cell in row])
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
