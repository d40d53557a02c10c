"""`gradus placement`: a short self-check that finds what you know."""

from typing import Annotated, Any

import typer

from app.learning import AsJson, Build, Known, Learning, concept_json, named, open_learning, progress_of
from app.settings import Settings
from app.terminal import OUT, say, show_json
from graph.model import Concept
from graph.placement import Placement, answer, marks, next_question, start_placement, undo
from graph.progress import State

_KEYS = "y know it, n don't, u undo, q stop"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("placement")(placement)


def placement(
    goal: Annotated[list[str], typer.Argument(help="Concepts to reach, by any name.")],
    *,
    known: Known = None,
    yes: Annotated[list[str] | None, typer.Option("--yes", help="Answer: you know this concept.")] = None,
    no: Annotated[list[str] | None, typer.Option("--no", help="Answer: you don't know this concept.")] = None,
    save: Annotated[str, typer.Option("--save", help="Mark what you know in this profile.")] = "",
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Ask about few concepts, and tell from the answers what you know. With --json: one question, no talk."""
    learning = open_learning(build)
    check = start_placement(learning.prerequisites, learning.ids(goal), learning.ids(known))
    for names, knows in ((no, False), (yes, True)):
        for concept in learning.ids(names):
            check = answer(check, concept, knows)
    if as_json:
        show_json(_record(learning, check))
        return
    check = _ask(learning, check)
    _show(learning, check)
    if save:
        found = marks(learning.prerequisites, check).known
        progress_of(Settings()).mark(dict.fromkeys(found, State.KNOWN), save)
        say(f"marked {len(found)} concepts as known for {save}")


def _ask(learning: Learning, check: Placement) -> Placement:
    say(_KEYS)
    while concept := next_question(learning.prerequisites, check):
        left = len(marks(learning.prerequisites, check).open)
        reply = typer.prompt(f"[{left} open] {_question(concept)}", default="n", err=True).strip().lower()
        if reply == "q":
            break
        if reply == "u":
            check = undo(check)
        elif reply in {"y", "n"}:
            check = answer(check, concept.id, reply == "y")
        else:
            say(_KEYS)
    return check


def _question(concept: Concept) -> str:
    hint = concept.definition or concept.definition_zh
    return f"{named(concept)}: {hint}" if hint else named(concept)


def _show(learning: Learning, check: Placement) -> None:
    names = learning.names
    found = marks(learning.prerequisites, check)
    for title, ids in (("You know", found.known), ("To learn", found.unknown), ("Left open", found.open)):
        OUT.print(f"{title}: {', '.join(names[c] for c in ids) or '-'}", markup=False)


def _record(learning: Learning, check: Placement) -> dict[str, Any]:
    found = marks(learning.prerequisites, check)
    concept = next_question(learning.prerequisites, check)
    return {
        "ask": concept_json(concept) if concept else None,
        "answered": len(check.answers),
        "budget": check.budget,
        "known": list(found.known),
        "unknown": list(found.unknown),
        "open": list(found.open),
    }
