"""`gradus lexicon`: check the lexicon, and add to one's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.table import Table

from app.settings import Settings
from app.terminal import OUT, say
from etl.lexicon.adding import NewConcept, NewNeed, NewRelation, add_concept, concept_id
from etl.lexicon.check import LexiconReport, check_lexicon
from etl.lexicon.compiled import load_lexicon
from graph.concept_index import ConceptIndex
from graph.errors import LexiconError, UnknownConcept
from graph.ontology import RelationType, ontology

_TITLES = {"area": "Areas", "kind": "Kinds", "level": "Levels", "type": "Relation types", "total": "Total"}
_TYPES = [t.value for t in RelationType if t is not RelationType.PREREQUISITE_OF]

T = TypeVar("T")
Folders = Annotated[
    list[Path] | None, typer.Option("--lexicon", help="Folder with your own lexicon, beside the shipped one.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    lexicon = typer.Typer(help="Check the lexicon, or add to your own.", no_args_is_help=True)
    lexicon.command("check")(check)
    lexicon.command("add")(add)
    app.add_typer(lexicon, name="lexicon")


def check(
    lexicon: Folders = None,
    notes: Annotated[
        list[Path] | None, typer.Option("--notes", help="Notes to count names in; one on 5 % of lines is questioned.")
    ] = None,
) -> None:
    """Print counts by area, kind and type, and every problem with its file and line."""
    report = check_lexicon([*Settings().lexicon, *(lexicon or [])], notes or [])
    _show(report)
    for problem in report.problems:
        OUT.print(str(problem), markup=False)
    if report.problems:
        say(f"{len(report.problems)} problems")
        raise typer.Exit(1)
    say("no problems")


def add(lexicon: Folders = None) -> None:
    """Ask for a concept and write it to your lexicon folder, unless the check has something against it."""
    folders = [*Settings().lexicon, *(lexicon or [])]
    if not folders:
        raise LexiconError("no lexicon folder of your own; give --lexicon FOLDER or set GRADUS_LEXICON")
    own = folders[-1]
    beside = folders[:-1]
    index = ConceptIndex.of(e.concept for e in load_lexicon([f for f in folders if f.is_dir()]).concepts)
    file, problems = add_concept(_ask(index), own, beside)
    for problem in problems:
        say(f"refused: {problem.what}")
    if problems:
        raise typer.Exit(1)
    say(f"written to {file}")


def _ask(index: ConceptIndex) -> NewConcept:
    name = typer.prompt("Name (English, as the field writes it)")
    id_ = typer.prompt("Id", default=concept_id(name))
    new_kind = typer.prompt("Kind", value_proc=_one_of(list(ontology().kinds)))
    area = typer.prompt("Area", value_proc=_one_of([a for a in ontology().areas if a != "discovered"]))
    name_zh = typer.prompt("Chinese name", default="", show_default=False)
    aliases = typer.prompt("Other names, with ; between them", default="", show_default=False)
    definition = typer.prompt("Definition (English, one or two sentences)")
    definition_zh = typer.prompt("Definition (Chinese)")
    level = typer.prompt("Level, 1 ground to 5 advanced", default="3", value_proc=_one_of(list("12345")))
    year = typer.prompt("Year", default="", show_default=False, value_proc=_year)
    arxiv = typer.prompt("arXiv id of its paper (YYMM.NNNNN)", default="", show_default=False)
    title = typer.prompt("Title of that paper") if arxiv else ""
    return NewConcept(
        id=id_,
        name=name,
        kind=new_kind,
        area=area,
        definition=definition,
        definition_zh=definition_zh,
        level=int(level),
        name_zh=name_zh,
        aliases=tuple(a.strip() for a in aliases.replace("；", ";").split(";") if a.strip()),
        year=year,
        paper_title=title,
        arxiv=arxiv,
        relations=tuple(_ask_each(lambda: _relation(name, index))),
        needs=tuple(_ask_each(lambda: _need(name, index))),
    )


def _year(text: str) -> int | None:
    if text and not text.isdigit():
        raise typer.BadParameter(f"{text!r} is no year")
    return int(text) if text else None


def _one_of(choices: list[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise typer.BadParameter(f"{text!r} is not one of {', '.join(c for c in choices if c)}")
        return text

    return read


def _ask_each(ask: Callable[[], T | None]) -> list[T]:
    answers: list[T] = []
    while (answer := ask()) is not None:
        answers.append(answer)
    return answers


def _relation(name: str, index: ConceptIndex) -> NewRelation | None:
    choice = _one_of([*_TYPES, ""])
    type_ = typer.prompt("Relation type (empty: no more)", default="", show_default=False, value_proc=choice)
    if not type_:
        return None
    reads = ontology().relations[RelationType(type_)].reads
    object_ = _concept(f"{name} {reads} …", index)
    return NewRelation(RelationType(type_), object_, typer.prompt("Why (one short sentence)"))


def _need(name: str, index: ConceptIndex) -> NewNeed | None:
    before = _concept(f"To be understood before {name} (empty: no more)", index, optional=True)
    return NewNeed(before, typer.prompt("Why (one short sentence)")) if before else None


def _concept(question: str, index: ConceptIndex, *, optional: bool = False) -> str:
    while True:
        answer = typer.prompt(question, default="" if optional else None, show_default=False)
        if not answer:
            return ""
        try:
            return index.find(answer).id
        except UnknownConcept as error:
            say(str(error))


def _show(report: LexiconReport) -> None:
    for key, title in _TITLES.items():
        table = Table(title=title, show_header=False, title_justify="left")
        for label, count in report.counts[key].items():
            table.add_row(label, str(count))
        OUT.print(table)
