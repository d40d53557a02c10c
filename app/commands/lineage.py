"""`gradus lineage`: what a method came from, what came from it, and to fix what."""

from typing import Annotated, Any

import typer

from app.learning import AsJson, Build, concept_json, evidence_json, open_learning
from app.terminal import OUT, show_json
from graph.lineage import Lineage, lineage
from graph.ontology import ontology


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("lineage")(lineage_)


def lineage_(
    concept: Annotated[str, typer.Argument(help="A concept, by any name.")],
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """What it came from, what came from it, along the years, and which problems each was made for."""
    learning = open_learning(build)
    found = lineage(learning.graph, *learning.ids([concept]))
    if as_json:
        show_json(_record(found))
    else:
        _show(found, learning.names)


def _show(found: Lineage, names: dict[str, str]) -> None:
    parents: dict[str, list[str]] = {}
    for d in found.descents:
        reads = ontology().relations[d.relation.type].reads
        parents.setdefault(d.later, []).append(f"{reads} {names[d.earlier]}")
    for m in found.members:
        mark = "◎ " if m.concept.id == found.root else "  "
        came = f"  {', '.join(parents.get(m.concept.id, []))}"
        fixes = ", ".join(names[c] for c in m.fixes_anew or m.fixes)
        why = f"  to address {fixes}" if fixes else ""
        OUT.print(f"{m.concept.year or '    '} {mark}{m.concept.name}{came.rstrip()}{why}", markup=False)
    if len(found.members) == 1:
        OUT.print(f"The graph records nothing that {names[found.root]} came from or led to.", markup=False)


def _record(found: Lineage) -> dict[str, Any]:
    return {
        "root": found.root,
        "members": [
            concept_json(m.concept)
            | {
                "year": m.concept.year,
                "generation": m.generation,
                "fixes": list(m.fixes),
                "fixes_anew": list(m.fixes_anew),
            }
            for m in found.members
        ],
        "descents": [
            {
                "earlier": d.earlier,
                "later": d.later,
                "type": d.relation.type.value,
                "reason": d.relation.reason,
                "evidence": evidence_json(d.relation.evidence),
            }
            for d in found.descents
        ],
    }
