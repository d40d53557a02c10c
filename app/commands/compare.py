"""`gradus compare`: two concepts side by side."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from app.learning import AsJson, Build, concept_json, evidence_json, named, open_learning
from app.terminal import OUT, show_json
from graph.compare import Comparison, Facet, compare
from graph.ontology import ontology


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("compare")(compare_)


def compare_(
    first: Annotated[str, typer.Argument(help="A concept, by any name.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="Sentences at most.")] = 8,
    build: Build = None,
    as_json: AsJson = False,
) -> None:
    """What two concepts share, where they part, and what the notes say of both."""
    learning = open_learning(build, texts=True)
    card = compare(learning.graph, *learning.ids([first, second]))
    if as_json:
        show_json(_record(card, limit))
    else:
        _show(card, learning.names, limit)


def _show(card: Comparison, names: dict[str, str], limit: int) -> None:
    for concept in (card.first, card.second):
        OUT.print(f"{named(concept)}: {concept.definition or concept.definition_zh}", markup=False)
    for r in card.direct:
        OUT.print(f"  {names[r.subject]} {ontology().relations[r.type].reads} {names[r.object]}", markup=False)
    for title, facets in (
        ("Both", card.common),
        (f"Only {card.first.name}", card.only_first),
        (f"Only {card.second.name}", card.only_second),
    ):
        OUT.print(f"{title}: {'; '.join(_worded(facets, names)) or '-'}", markup=False)
    OUT.print(f"Both need: {', '.join(names[c] for c in card.shared_prerequisites) or '-'}", markup=False)
    if card.learn_first:
        OUT.print(f"Learn {names[card.learn_first]} first.", markup=False)
    for s in card.sentences[:limit]:
        OUT.print(f"  {s.path}:{s.line}  {s.text[:160]}", markup=False)


def _worded(facets: Iterable[Facet], names: dict[str, str]) -> list[str]:
    reads = ontology().relations
    return [
        f"{reads[f.type].reads} {names[f.other]}" if f.outgoing else f"{names[f.other]} {reads[f.type].reads} it"
        for f in facets
    ]


def _record(card: Comparison, limit: int) -> dict[str, Any]:
    return {
        "first": concept_json(card.first),
        "second": concept_json(card.second),
        "direct": [
            {"subject": r.subject, "type": r.type.value, "object": r.object, "evidence": evidence_json(r.evidence)}
            for r in card.direct
        ],
        "common": [_facet_record(f) for f in card.common],
        "only_first": [_facet_record(f) for f in card.only_first],
        "only_second": [_facet_record(f) for f in card.only_second],
        "shared_prerequisites": list(card.shared_prerequisites),
        "learn_first": card.learn_first or None,
        "sentences": [{"path": s.path, "line": s.line, "text": s.text} for s in card.sentences[:limit]],
    }


def _facet_record(facet: Facet) -> dict[str, Any]:
    return {"type": facet.type.value, "other": facet.other, "direction": "out" if facet.outgoing else "in"}
