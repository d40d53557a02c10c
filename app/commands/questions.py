"""`gradus questions`: the notes' own questions, and which of them a learner can answer."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.learning import AsJson, Build, Known, Profile, open_learning
from app.terminal import OUT, show_json
from etl.question_list import read_question_list
from graph.model import Question
from graph.questions import Coverage, Readiness, coverage, questions_about, readiness

_MISSING_SHOWN = 5


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("questions")(questions)


def questions(
    concept: Annotated[list[str] | None, typer.Argument(help="Only questions that test these concepts.")] = None,
    *,
    known: Known = None,
    ready: Annotated[bool, typer.Option("--ready", help="Only what you can answer now.")] = False,
    listed: Annotated[
        Path | None, typer.Option("--list", help="Questions of your own, one a line, instead of the notes'.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 20,
    profile: Profile = "",
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Questions with the concepts they test; what you lack for each; how many the graph can speak about."""
    learning = open_learning(build, texts=listed is None)
    asked = read_question_list(listed, learning.graph.concept_by_id) if listed else learning.graph.questions
    covered = coverage(asked)
    for id_ in learning.ids(concept):
        asked = questions_about(asked, id_)
    found = readiness(learning.prerequisites, asked, learning.known(known, profile))
    if ready:
        found = tuple(r for r in found if not r.missing)
    if as_json:
        show_json(_record(found[:limit], covered))
    else:
        _show(found[:limit], covered, learning.names)


def _show(found: tuple[Readiness, ...], covered: Coverage, names: dict[str, str]) -> None:
    for r in found:
        OUT.print(f"{r.question.text[:160]}  ({r.question.path}:{r.question.line})", markup=False)
        if r.missing:
            OUT.print(f"    lacks {', '.join(names[c] for c in r.missing[:_MISSING_SHOWN])}", markup=False)
    total = len(covered.linked) + len(covered.unlinked)
    OUT.print(f"{len(covered.linked)} of {total} questions name a concept of the graph ({covered.share:.0%})")


def _record(found: tuple[Readiness, ...], covered: Coverage) -> dict[str, Any]:
    return {
        "questions": [_question_record(r.question) | {"missing": list(r.missing)} for r in found],
        "coverage": {
            "linked": len(covered.linked),
            "unlinked": [_question_record(q) for q in covered.unlinked],
            "share": round(covered.share, 4),
            "by_concept": dict(covered.by_concept),
        },
    }


def _question_record(question: Question) -> dict[str, Any]:
    return {
        "text": question.text,
        "path": question.path,
        "line": question.line,
        "concepts": list(question.concepts),
    }
