"""The console: statements, completion from the live schema, and a session at a (simulated) terminal."""

import pytest
from library_samples import library_graph
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from app.shell.completion import ShellCompleter
from app.shell.prompt import run_prompt
from app.shell.session import SessionEnded, ShellSession
from app.shell.statements import call_of, is_whole, statements
from graph.errors import GradusError
from graph.store import Limits
from graph.stores.embedded import EmbeddedStore
from queries.catalog import catalog
from queries.parameters import ParameterError
from queries.schema import Schema

SCHEMA = Schema(
    labels={"Concept": ("id", "level", "name"), "Note": ("path", "title")},
    types={"EXTENDS": ("confidence",), "EVALUATES": ("confidence",), "USES": ("confidence", "support")},
)
COMPLETER = ShellCompleter(lambda: SCHEMA, lambda: ["concept", "limit"], dict(catalog()))


@pytest.fixture
def session(embedded_store: EmbeddedStore) -> ShellSession:
    embedded_store.replace(library_graph(), build_id="library")
    return ShellSession(embedded_store)


def answer(session: ShellSession, statement: str) -> list[str]:
    return list(session.answer(statement))


def completions(text: str) -> list[str]:
    return [found.text for found in COMPLETER.get_completions(Document(text), CompleteEvent())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (c:Con", ["Concept"]),
        ("MATCH (c:", ["Concept", "Note"]),
        ("MATCH (a)-[:E", ["EXTENDS", "EVALUATES"]),
        ("MATCH (a)-[r:EXTENDS|u", ["USES"]),
        ("MATCH (c:Concept) RETURN c.", ["id", "level", "name"]),
        ("MATCH (c:Concept) RETURN c.n", ["name"]),
        ("MATCH (a)-[r:USES]->(b) RETURN r.", ["confidence", "support"]),
        ("MATCH (x) RETURN x.t", ["title"]),
        ("RETURN $c", ["concept"]),
        ("RETURN toL", ["toLower("]),
        ("MATCH (concept:Concept) RETURN conc", ["concept"]),
        ("MATCH (c) WHERE c.name STARTS", ["STARTS WITH"]),
        (":fo", [":format"]),
        ("prerequ", ["prerequisites-of"]),
        ("prerequisites-of ", ["concept=", "depth="]),
        ("prerequisites-of concept=GQA d", ["depth="]),
        ("MATCH (c {name: 'Con", []),
        ("RETURN 'a' AS toL", ["toLower("]),
    ],
)
def test_completion_offers_what_can_stand_there(text: str, expected: list[str]) -> None:
    assert completions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RETURN 1; RETURN 2", ["RETURN 1", "RETURN 2"]),
        ("RETURN ';' AS a; // ; \n", ["RETURN ';' AS a", "// ;"]),
        (":help\nRETURN 1\n;", [":help", "RETURN 1"]),
        ("hubs top=1;\n:exit", ["hubs top=1", ":exit"]),
        ("  ;;\n", []),
    ],
)
def test_text_is_cut_into_statements(text: str, expected: list[str]) -> None:
    assert list(statements(text)) == expected


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("MATCH (c)", False),
        ("MATCH (c) RETURN c;", True),
        ("RETURN ';", False),
        ("RETURN 1 // ;", False),
        ("RETURN 1\n", True),
        (":schema", True),
        ("hubs", True),
        ("hubs top=3", True),
        ("", True),
    ],
)
def test_enter_runs_what_is_whole(text: str, whole: bool) -> None:
    assert is_whole(text, catalog()) is whole


def test_named_queries_are_called_like_commands() -> None:
    assert call_of('search text="low rank" top=3', catalog()) == ("search", {"text": "low rank", "top": 3})
    assert call_of("MATCH (c) RETURN c", catalog()) is None
    with pytest.raises(ParameterError, match="quotes"):
        call_of("search text='open", catalog())


def test_settings_and_parameters_are_kept(session: ShellSession) -> None:
    assert answer(session, ":param x=3") == ["$x = 3"]
    assert answer(session, ":param $name=GQA") == ["$x = 3", '$name = "GQA"']
    assert answer(session, ":param x") == ['$name = "GQA"']
    assert answer(session, ":format csv") == ["format csv"]
    assert answer(session, ":limit 1") == ["1 rows at most"]
    assert answer(session, ":timeout 2.5") == ["2.5 s at most"]
    assert session.limits == Limits(2.5, 1)
    assert answer(session, "MATCH (c:Concept) RETURN c.id ORDER BY c.id") == [
        "c.id\nattention",
        "the first 1 rows; :limit sets how many",
    ]


def test_directives_tell_about_the_store(session: ShellSession) -> None:
    assert "(:Note)  lang, path, title" in answer(session, ":schema")
    assert "prerequisites-of" in answer(session, ":queries 先")[0]
    assert answer(session, ":queries xyzzy") == ["no query contains 'xyzzy'"]
    assert any(line.startswith(":param") for line in answer(session, ":help"))


@pytest.mark.parametrize(
    "statement", [":format xml", ":limit many", ":limit 0", ":timeout nan", ":nosuch", "hubs tp=1"]
)
def test_faults_are_sentences(session: ShellSession, statement: str) -> None:
    with pytest.raises(GradusError):
        answer(session, statement)


def test_exit_ends_the_session(session: ShellSession) -> None:
    with pytest.raises(SessionEnded):
        answer(session, ":exit")


def test_a_terminal_session_takes_several_lines_and_keeps_history(
    session: ShellSession, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    from prompt_toolkit.application import create_app_session

    history = tmp_path_factory.mktemp("history") / "shell_history"
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("MATCH (c:Concept {id: 'gqa'})\rRETURN c.level AS level;\rRETURN 7 AS seven\r\r:exit\r")
        run_prompt(session, history)
    shown = capsys.readouterr().out.splitlines()
    assert shown == ["level", "─────", "4", "1 row", "seven", "─────", "7", "1 row"]
    assert "RETURN c.level AS level;" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0
