"""`gradus next`: what a learner is ready for, and what of the known is shaky."""

from typing import Annotated, Any

import typer

from app.learning import AsJson, Build, Known, Profile, concept_json, named, open_learning
from app.terminal import OUT, show_json
from graph.frontier import Ready, Shaky, frontier, shaky
from graph.progress import DEFAULT_PROFILE


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("next")(next_)


def next_(
    goal: Annotated[list[str] | None, typer.Argument(help="Concepts to reach; else everything counts.")] = None,
    *,
    known: Known = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 10,
    profile: Profile = DEFAULT_PROFILE,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """What you can learn next: all its prerequisites are known."""
    learning = open_learning(build)
    mastered = learning.known(known, profile)
    ready = frontier(learning.prerequisites, mastered, learning.ids(goal))
    unsure = shaky(learning.prerequisites, mastered)
    if as_json:
        show_json(_record(ready, unsure, limit))
    else:
        _show(ready[:limit], unsure[:limit], learning.names)


def _record(ready: tuple[Ready, ...], unsure: tuple[Shaky, ...], limit: int) -> dict[str, Any]:
    return {
        "ready_count": len(ready),
        "ready": [
            concept_json(r.concept) | {"unlocks": list(r.unlocks), "behind": r.behind, "goal": r.is_goal}
            for r in ready[:limit]
        ],
        "shaky": [concept_json(s.concept) | {"carries": list(s.carries)} for s in unsure[:limit]],
    }


def _show(ready: tuple[Ready, ...], unsure: tuple[Shaky, ...], names: dict[str, str]) -> None:
    for r in ready:
        unlocked = ", ".join(names[c] for c in r.unlocks[:5])
        more = f"; unlocks {unlocked}" if unlocked else ""
        goal = "  ◎ goal" if r.is_goal else ""
        OUT.print(f"{named(r.concept)}{goal}  ({r.behind} behind it{more})", markup=False)
    if not ready:
        OUT.print("Nothing is left: you know all of it.", markup=False)
    if unsure:
        OUT.print("Taken as known, never marked:", markup=False)
    for s in unsure:
        OUT.print(f"  {named(s.concept)}  (under {', '.join(names[c] for c in s.carries[:5])})", markup=False)
