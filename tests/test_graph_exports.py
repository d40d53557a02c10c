"""Study plans in the forms of other tools."""

import csv
import io
import sqlite3
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_samples import before, chain, concept, graph_of, graphs_with_subsets

from graph.errors import BuildError
from graph.exports.anki import write_anki_deck
from graph.exports.calendar import ics_calendar
from graph.exports.checklist import markdown_checklist
from graph.exports.csv_table import COLUMNS, csv_table
from graph.learning_order import Prerequisites
from graph.model import Concept, Question
from graph.schedule import schedule
from graph.study import plan

START = date(2026, 3, 2)


def plan_of(ids="abc"):
    graph = chain(ids)
    return plan(Prerequisites(graph), [ids[-1]]), {c.id: c.name for c in graph.concepts}


def test_a_week_takes_the_steps_that_fit():
    found = schedule(plan_of("abcde")[0], hours_per_week=0.5, start=START)  # 15 minutes a step
    assert [[s.concept.id for s in w.steps] for w in found.weeks] == [["a", "b"], ["c", "d"], ["e"]]
    assert [w.start for w in found.weeks] == [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)]
    assert found.minutes == 75


def test_a_deadline_says_what_would_be_needed():
    found = schedule(plan_of("abcde")[0], hours_per_week=0.5, start=START, deadline=date(2026, 3, 15))
    assert not found.in_time
    assert found.hours_needed == 0.7  # 75 minutes in two weeks
    assert schedule(plan_of("abcde")[0], hours_per_week=1, start=START, deadline=date(2026, 3, 15)).in_time


def test_hours_must_be_positive():
    with pytest.raises(ValueError, match="positive"):
        schedule(plan_of()[0], hours_per_week=0, start=START)


@given(graphs_with_subsets(), st.floats(0.1, 40))
def test_a_schedule_holds_the_plan_in_its_order(sample, hours):
    prerequisites, goals, known = sample
    found = plan(prerequisites, goals, known)
    weeks = schedule(found, hours_per_week=hours, start=START).weeks
    assert tuple(s for w in weeks for s in w.steps) == found.steps
    assert all(len(w.steps) == 1 or w.minutes <= hours * 60 for w in weeks)


def test_the_checklist_has_a_box_for_each_step():
    text = markdown_checklist(*plan_of())
    assert text.count("- [ ] **") == 3
    assert "for B: because" in text
    assert "**C** (goal)" in text


def test_the_checklist_follows_the_weeks_of_a_schedule():
    found, names = plan_of()
    text = markdown_checklist(found, names, schedule(found, hours_per_week=0.25, start=START))
    assert text.count("## Week") == 3


def test_the_calendar_folds_long_lines_and_escapes():
    many = [Concept(f"c{n:02}", f"量化, {n};", "method", "math") for n in range(30)]
    found = plan(Prerequisites(graph_of(many, [])), [c.id for c in many])
    text = ics_calendar(schedule(found, hours_per_week=40, start=START), found.goals[:1], {c.id: c.name for c in many})
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:Study: 量化\\, 0\\; (1/1)" in unfolded
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20260302" in lines
    assert "DTEND;VALUE=DATE:20260309" in lines


def test_the_calendar_of_the_same_schedule_is_the_same():
    found, names = plan_of()
    once, twice = (ics_calendar(schedule(found, hours_per_week=1, start=START), found.goals, names) for _ in range(2))
    assert once == twice


def test_the_table_has_a_row_for_each_step_and_no_formulas():
    graph = graph_of([Concept("x", "=cmd|' /C calc'!A0", "method", "math"), concept("y")], [before("x", "y")])
    found = plan(Prerequisites(graph), ["y"])
    rows = list(csv.DictReader(io.StringIO(csv_table(found, {c.id: c.name for c in graph.concepts}))))
    assert tuple(rows[0]) == COLUMNS
    assert [(r["id"], r["goal"]) for r in rows] == [("x", ""), ("y", "yes")]
    assert rows[0]["name"].startswith("'=")


def fields_of(file):
    with zipfile.ZipFile(file) as package:
        package.extract("collection.anki2", file.parent)
    with sqlite3.connect(file.parent / "collection.anki2") as db:
        return db.execute("SELECT guid, flds FROM notes ORDER BY id").fetchall()


def test_the_deck_has_cards_from_definitions_and_questions(tmp_path):
    lora = Concept("lora", "LoRA", "method", "finetuning", definition="low-rank <update>", definition_zh="低秩更新")
    graph = graph_of([lora, concept("bare")], [before("bare", "lora")])
    found = plan(Prerequisites(graph), ["lora"])
    question = Question("n.md#3", "为什么 LoRA 有效？", "n.md", 3, ("lora",))
    names = {c.id: c.name for c in graph.concepts}
    file = tmp_path / "deck.apkg"
    assert write_anki_deck(found, {"lora": [question]}, names, file) == 2
    first = fields_of(file)
    assert [f.split("\x1f")[0] for _, f in first] == ["LoRA", "为什么 LoRA 有效？"]
    assert "low-rank &lt;update&gt;" in first[0][1]
    write_anki_deck(found, {"lora": [question]}, names, file)
    assert fields_of(file) == first


def test_a_deck_that_cannot_be_written_is_told(tmp_path):
    found, names = plan_of()
    with pytest.raises(BuildError):
        write_anki_deck(found, {}, names, tmp_path / "no" / "deck.apkg")
