"""What the learning commands share: the current graph, concepts by name, and what the learner knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from app.settings import Settings
from app.terminal import note_progress
from app.workspace import ensure_build
from graph.build_folder import read_build, read_concepts_and_relations
from graph.concept_index import ConceptIndex
from graph.learning_order import Prerequisites
from graph.model import Concept, Evidence, KnowledgeGraph
from graph.progress import Progress

Build = Annotated[Path | None, typer.Option("--build", help="Build folder; else the current one.")]
Known = Annotated[list[str] | None, typer.Option("--known", help="A concept you know already, by any name.")]
Profile = Annotated[str, typer.Option("--profile", help="Count what this profile has marked as known.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


@dataclass(frozen=True, slots=True)
class Learning:
    """A graph ready for questions of learning."""

    graph: KnowledgeGraph
    index: ConceptIndex
    prerequisites: Prerequisites

    @property
    def names(self) -> dict[str, str]:
        """Concept id to standard name."""
        return {c.id: c.name for c in self.graph.concepts}

    def ids(self, names: Iterable[str] | None) -> list[str]:
        """Concept ids of these names. Raises UnknownConcept."""
        return [self.index.find(name).id for name in names or ()]

    def known(self, names: Iterable[str] | None, profile: str = "") -> list[str]:
        """Ids of the concepts named, and of those that the profile has marked as known and that the graph has."""
        marked = progress_of(Settings()).known(profile) if profile else frozenset()
        return [*self.ids(names), *sorted(marked & self.graph.concept_by_id.keys())]


def open_learning(build: Path | None, *, texts: bool = False) -> Learning:
    """The graph of `build`, else of the current build; `texts` for passages, mentions and questions.

    Raises NotesError, BuildError, LexiconError.
    """
    if build is None:
        with note_progress("reading notes") as progress:
            build = ensure_build(Settings(), progress=progress)
    graph = read_build(build) if texts else read_concepts_and_relations(build)
    return Learning(graph, ConceptIndex.of(graph.concepts), Prerequisites(graph))


def progress_of(settings: Settings) -> Progress:
    """The learner's file under the user's folder."""
    return Progress(settings.home / "progress.sqlite")


def named(concept: Concept) -> str:
    """A concept's name with its Chinese name."""
    return f"{concept.name} {concept.name_zh}".strip()


def concept_json(concept: Concept) -> dict[str, Any]:
    """What programs get of a concept."""
    return {"id": concept.id, "name": concept.name, "name_zh": concept.name_zh, "level": concept.level}


def evidence_json(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Evidence lines for programs."""
    return [{"path": e.path, "line": e.line, "text": e.text} for e in evidence]
