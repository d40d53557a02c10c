"""A plan laid out over weeks, and as files to take along."""

import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from app import session
from app.atlas import Atlas, label
from app.wording import Wording
from graph.exports.anki import write_anki_deck
from graph.exports.calendar import ics_calendar
from graph.exports.checklist import markdown_checklist
from graph.exports.csv_table import csv_table
from graph.questions import prepared_by
from graph.schedule import Schedule, schedule
from graph.study import StudyPlan


def study_exports(study_plan: StudyPlan, atlas: Atlas, say: Wording) -> None:
    """Hours a week and a deadline, the weeks, and the downloads."""
    box = st.expander(say("exports.title"), icon=":material/calendar_month:", key="exports", on_change="rerun")
    if not box.open:
        return
    names = {c.id: label(c, say.lang) for c in atlas.graph.concepts}
    with box:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            hours = st.number_input(say("exports.hours"), 0.5, 80.0, 5.0, 0.5, key="hours", width=190)
            deadline = st.date_input(say("exports.deadline"), value=None, key="deadline", width=220)
        weeks = schedule(
            study_plan,
            hours_per_week=hours,
            start=date.today(),
            deadline=deadline if isinstance(deadline, date) else None,
        )
        _weeks(weeks, names, say)
        _downloads(study_plan, weeks, names, say)


def _weeks(weeks: Schedule, names: dict[str, str], say: Wording) -> None:
    if not weeks.in_time:
        st.warning(say("exports.late", hours=weeks.hours_needed))
    rows = [
        {
            say("exports.week"): f"{week.start.isoformat()} – {week.end.isoformat()}",
            say("exports.study_hours"): round(week.minutes / 60, 1),
            say("exports.steps"): ", ".join(names[s.concept.id] for s in week.steps),
        }
        for week in weeks.weeks
    ]
    st.dataframe(rows, hide_index=True, key="weeks")


def _downloads(study_plan: StudyPlan, weeks: Schedule, names: dict[str, str], say: Wording) -> None:
    with st.container(horizontal=True, key="downloads"):
        for title, data, name, kind in (
            ("exports.checklist", lambda: markdown_checklist(study_plan, names, weeks), "plan.md", "text/markdown"),
            ("exports.calendar", lambda: ics_calendar(weeks, study_plan.goals, names), "plan.ics", "text/calendar"),
            ("exports.table", lambda: csv_table(study_plan, names), "plan.csv", "text/csv"),
            ("exports.anki", lambda: _anki(study_plan, names), "plan.apkg", "application/octet-stream"),
        ):
            st.download_button(say(title), data, name, kind, on_click="ignore", key=title)


def _anki(study_plan: StudyPlan, names: dict[str, str]) -> bytes:
    atlas, texts = session.atlas(), session.texts()
    steps = [s.concept.id for s in study_plan.steps]
    asked = prepared_by(atlas.prerequisites, texts.graph.questions, steps, study_plan.known)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.apkg"
        write_anki_deck(study_plan, asked, names, file)
        return file.read_bytes()
