"""`gradus review`: the prerequisites that a curator should look at first."""

from typing import Annotated

import typer

from app.learning import AsJson, Build, evidence_json, open_learning
from app.terminal import OUT, show_json
from graph.review import review_queue


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("review")(review)


def review(
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 20,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """Prerequisites by the damage of being wrong: plans that hang on one alone, times how little speaks for it."""
    learning = open_learning(build)
    queue = review_queue(learning.prerequisites, limit)
    if as_json:
        show_json(
            [
                {
                    "before": i.relation.subject,
                    "after": i.relation.object,
                    "plans": i.plans,
                    "doubt": round(i.doubt, 4),
                    "damage": round(i.damage, 4),
                    "reason": i.relation.reason,
                    "evidence": evidence_json(i.relation.evidence),
                }
                for i in queue
            ]
        )
        return
    names = learning.names
    for i in queue:
        pair = f"{names[i.relation.subject]} before {names[i.relation.object]}"
        OUT.print(f"{i.damage:8.1f}  {pair}  ({i.plans} plans, doubt {i.doubt:.2f}): {i.relation.reason}", markup=False)
