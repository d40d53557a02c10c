"""The way from a folder of notes to a knowledge graph, a step a line."""

import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from etl.cache import ExtractCache
from etl.documents import NotePath, decode_document, find_notes, nothing_to_read, read_bytes
from etl.extract import NoteExtract, Recognizer, extract_note
from etl.lexicon.compiled import load_lexicon
from etl.lexicon.entries import Lexicon
from etl.llm.propose import LanguageModel, with_proposals
from etl.model import RejectReason, SkippedFile
from etl.plain_values import nothing_collected
from etl.recognition.matcher import ConceptMatcher
from etl.relations.knowledge import CuratedKnowledge
from etl.relations.model_file import shipped_model
from etl.resolution.resolve import Resolution, resolve
from graph.decisions import FILE_NAME, read_decisions, without_effect
from graph.model import KnowledgeGraph

Progress = Callable[[int, int, str], None]
"""Called with notes done, notes in all, and the note at hand."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gives: the graph, its report, and the files that were passed over."""

    resolution: Resolution
    skipped: tuple[SkippedFile, ...]
    report: dict[str, Any]

    @property
    def graph(self) -> KnowledgeGraph:
        """The knowledge graph."""
        return self.resolution.graph


@nothing_collected()  # hardly one of its millions of values is garbage; looking takes a fifth of the time
def build_graph(
    roots: Sequence[Path],
    *,
    lexicon_folders: Sequence[Path] = (),
    decision_files: Sequence[Path] = (),
    known: ExtractCache | None = None,
    progress: Progress = lambda *_: None,
    language_model: LanguageModel | None = None,
) -> Built:
    """Read the notes under `roots` and make the graph. Raises NotesError, LexiconError; LlmError with a language model.

    Notes that have not changed since the last build are not read again; `known` holds what they gave, by default in
    the user's cache folder.
    Decisions on prerequisites are read from `decisions.toml` in the lexicon folders, then from `decision_files`.
    """
    paths, skipped = find_notes(roots)
    lexicon = load_lexicon(lexicon_folders)
    own = (folder / FILE_NAME for folder in lexicon_folders)
    decisions = read_decisions([*(file for file in own if file.is_file()), *decision_files])
    recognizer = cache(lambda: recognizer_of(lexicon))
    known = known or ExtractCache.of(roots, lexicon_folders)
    extracts, unreadable = extract_notes(paths, recognizer, known, progress=progress)
    passed_over = (*skipped, *unreadable)
    if not extracts:
        raise nothing_to_read(roots, passed_over)
    if language_model:
        where = {path.path: path for path in paths}
        extracts = with_proposals(extracts, where, recognizer(), language_model, progress)
    resolution = resolve(extracts, lexicon, decisions)
    idle = [d.source for d in without_effect(decisions, resolution.graph.concept_by_id)]
    counts = report(resolution, extracts, passed_over) | {"decisions_without_effect": idle}
    if language_model:
        counts["language_model"] = dict(sorted(language_model.counts.items()))
    return Built(resolution, passed_over, counts)


def recognizer_of(lexicon: Lexicon) -> Recognizer:
    """The matcher and the tables that extraction needs."""
    return Recognizer(ConceptMatcher(lexicon), CuratedKnowledge.of(lexicon), rule_precision(), shipped_model())


def rule_precision() -> dict[str, float]:
    """Measured precision of each rule, from `relations/rules/precision.toml`, with Laplace's correction."""
    data = tomllib.loads(files("etl.relations").joinpath("rules/precision.toml").read_text(encoding="utf-8"))
    return {rule: (c["right"] + 1) / (c["found"] + 2) for rule, c in data.get("rule", {}).items()}


def extract_notes(
    paths: Sequence[NotePath],
    recognizer: Callable[[], Recognizer],
    known: ExtractCache,
    *,
    progress: Progress = lambda *_: None,
) -> tuple[list[NoteExtract], list[SkippedFile]]:
    """What each note gives, from `known` where it has not changed since, and the notes that can't be read."""
    extracts: list[NoteExtract] = []
    unreadable: list[SkippedFile] = []
    for done, path in enumerate(paths):
        progress(done, len(paths), path.path)
        extract = known.find(path) or _read_note(path, recognizer, known)
        if isinstance(extract, SkippedFile):
            unreadable.append(extract)
        else:
            extracts.append(extract)
    progress(len(paths), len(paths), "")
    known.save()
    return extracts, unreadable


def _read_note(path: NotePath, recognizer: Callable[[], Recognizer], known: ExtractCache) -> NoteExtract | SkippedFile:
    read_ns = time.time_ns()
    data = read_bytes(path)
    if isinstance(data, SkippedFile):
        return data
    document = decode_document(path.path, data)
    if isinstance(document, SkippedFile):
        return document
    extract = extract_note(document, recognizer())
    known.keep(path, extract, data, read_ns)
    return extract


def report(resolution: Resolution, extracts: Sequence[NoteExtract], skipped: Sequence[SkippedFile]) -> dict[str, Any]:
    """Counts of a build, and the files it passed over."""
    graph = resolution.graph
    named = {m.concept for m in graph.mentions}
    return {
        "files": len(extracts),
        "repaired": [e.note.path for e in extracts if e.note.repaired],
        "skipped": [{"path": s.path, "reason": s.reason} for s in skipped],
        "passages": sum(e.passages_read for e in extracts),
        "mentions": len(graph.mentions),
        "concepts": _counts(c.status.value for c in graph.concepts),
        "concepts_named": len(named),
        "relations": {
            status: _counts(r.type.value for r in graph.relations if r.status == status)
            for status in ("asserted", "curated", "inferred", "proposed")
        },
        "prerequisites_refused": len(resolution.prerequisites.refused),
        "questions": len(graph.questions),
        "rejects": dict.fromkeys(RejectReason, 0) | Counter(RejectReason(r.reason) for r in graph.rejects),
    }


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
