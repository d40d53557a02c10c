"""A new concept for a user's own lexicon: written only where the check finds nothing against it."""

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.lexicon.check import check_lexicon
from etl.lexicon.problems import Problem
from graph.errors import LexiconError
from graph.ontology import RelationType

_FILE = "added.toml"


@dataclass(frozen=True, slots=True)
class NewRelation:
    """The new concept is the subject."""

    type: RelationType
    object: str
    """Concept id."""
    reason: str


@dataclass(frozen=True, slots=True)
class NewNeed:
    """What must be understood before the new concept."""

    before: str
    """Concept id."""
    reason: str


@dataclass(frozen=True, slots=True)
class NewConcept:
    """An entry as a person gives it."""

    id: str
    name: str
    kind: str
    area: str
    definition: str
    definition_zh: str
    level: int
    name_zh: str = ""
    aliases: tuple[str, ...] = ()
    year: int | None = None
    paper_title: str = ""
    arxiv: str = ""
    relations: tuple[NewRelation, ...] = ()
    needs: tuple[NewNeed, ...] = ()

    def toml(self) -> str:
        """The entry with its relations and prerequisites, as it goes into a file."""
        lines = ["[[concept]]", f"id = {_quoted(self.id)}", f"name = {_quoted(self.name)}"]
        if self.name_zh:
            lines.append(f"name_zh = {_quoted(self.name_zh)}")
        if self.aliases:
            lines.append(f"aliases = [{', '.join(map(_quoted, self.aliases))}]")
        lines += [f"{key} = {_quoted(getattr(self, key))}" for key in ("kind", "area", "definition", "definition_zh")]
        lines.append(f"level = {self.level}")
        if self.year is not None:
            lines.append(f"year = {self.year}")
        if self.paper_title or self.arxiv:
            lines.append(f"paper = {{ title = {_quoted(self.paper_title)}, arxiv = {_quoted(self.arxiv)} }}")
        for r in self.relations:
            lines += ["", "[[relation]]", f"subject = {_quoted(self.id)}", f"type = {_quoted(r.type.value)}"]
            lines += [f"object = {_quoted(r.object)}", f"reason = {_quoted(r.reason)}"]
        for n in self.needs:
            lines += ["", "[[prerequisite]]", f"before = {_quoted(n.before)}", f"after = {_quoted(self.id)}"]
            lines.append(f"reason = {_quoted(n.reason)}")
        return "\n".join(lines) + "\n"


def concept_id(name: str) -> str:
    """A kebab-case ASCII id made of an English name; empty where nothing of it is ASCII.

    >>> concept_id("BitNet b1.58"), concept_id("LoRA+")
    ('bitnet-b1-58', 'lora-plus')
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("+", "-plus")).strip("-")


def add_concept(new: NewConcept, folder: Path, beside: Sequence[Path] = ()) -> tuple[Path, tuple[Problem, ...]]:
    """Append the concept to `added.toml` of a lexicon folder, which is made where it is missing.

    `beside`: other lexicon folders that it may refer to. Returns the file and no problems, or the problems that kept
    it from being written. Raises LexiconError where the folder can't be written.
    """
    target = folder / _FILE
    with tempfile.TemporaryDirectory() as scratch:
        trial = Path(scratch) / folder.name
        if folder.is_dir():
            shutil.copytree(folder, trial)
        trial.mkdir(exist_ok=True)
        old = _text(trial / _FILE)
        text = f"{old.rstrip()}\n\n{new.toml()}" if old.strip() else new.toml()
        (trial / _FILE).write_text(text, encoding="utf-8")
        first_line = text.count("\n") - new.toml().count("\n") + 1
        report = check_lexicon([*beside, trial])
    problems = tuple(p for p in report.problems if _is_at(p, f"{folder.name}/{_FILE}", first_line))
    if not problems:
        _write(target, text)
    return target, problems


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _is_at(problem: Problem, file: str, first_line: int) -> bool:
    where, _, line = problem.where.rpartition(":")
    return where == file and int(line) >= first_line


def _write(path: Path, text: str) -> None:
    partial = path.with_suffix(".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise LexiconError(f"{path}: can't be written: {error.strerror}") from error


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a TOML basic string
