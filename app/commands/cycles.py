"""`gradus cycles`: prerequisites that were left out because they would close a cycle."""

from typing import Any

import typer

from app.learning import AsJson, Build, evidence_json, open_learning
from app.terminal import OUT, show_json
from graph.decisions import FILE_NAME, VERSION
from graph.learning_order import Prerequisites
from graph.model import RefusedRelation, Relation


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("cycles")(cycles)


def cycles(build: Build = None, as_json: AsJson = False) -> None:
    """Each refused prerequisite with the cycle it would close and the evidence, weakest link first."""
    learning = open_learning(build, texts=True)
    if as_json:
        show_json([_record(r, learning.prerequisites) for r in learning.graph.cycles])
        return
    names = learning.names
    for refused in learning.graph.cycles:
        OUT.print(f"refused: {_worded(refused.relation, names)}", markup=False)
        for link in _links(refused, learning.prerequisites):
            OUT.print(f"  {_worded(link, names)}", markup=False)
            for e in link.evidence[:2]:
                OUT.print(f"    {e.path}:{e.line}  {e.text.strip()[:120]}", markup=False)
    if not learning.graph.cycles:
        OUT.print("No prerequisite was refused.", markup=False)
    else:
        OUT.print(_how_to_decide(learning.graph.cycles[0].relation), markup=False)


def _links(refused: RefusedRelation, prerequisites: Prerequisites) -> list[Relation]:
    """The relations of the cycle, the refused one among them, weakest first."""
    steps = zip(refused.cycle, refused.cycle[1:], strict=False)
    kept = [prerequisites.relation[step] for step in steps]
    return sorted([refused.relation, *kept], key=lambda r: (r.confidence, r.key))


def _worded(relation: Relation, names: dict[str, str]) -> str:
    before, after = names[relation.subject], names[relation.object]
    return f"{before} before {after} ({relation.confidence:.2f}): {relation.reason}"


def _how_to_decide(relation: Relation) -> str:
    return (
        f"\nTo decide otherwise, write to {FILE_NAME} in your lexicon folder and build again:\n"
        f'version = {VERSION}\n\n[[decision]]\nbefore = "{relation.subject}"\nafter = "{relation.object}"\n'
        'verdict = "keep"  # or "drop"\nreason = "..."'
    )


def _record(refused: RefusedRelation, prerequisites: Prerequisites) -> dict[str, Any]:
    return {
        "refused": _relation_record(refused.relation),
        "cycle": list(refused.cycle),
        "links": [_relation_record(link) for link in _links(refused, prerequisites)],
    }


def _relation_record(relation: Relation) -> dict[str, Any]:
    return {
        "before": relation.subject,
        "after": relation.object,
        "score": relation.confidence,
        "reason": relation.reason,
        "evidence": evidence_json(relation.evidence),
    }
