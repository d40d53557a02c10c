"""`gradus query` as a script runs it: stdout, stderr and exit code of the real command."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from library_samples import library_graph

from graph.stores.embedded import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent
Gradus = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    store = EmbeddedStore.at(tmp_path_factory.mktemp("query") / "store")
    store.replace(library_graph(), build_id="library")
    store.close()
    return store.url


@pytest.fixture(scope="module")
def gradus(tmp_path_factory: pytest.TempPathFactory, store_url: str) -> Gradus:
    home = tmp_path_factory.mktemp("home")

    def run(*arguments: str, stdin: str = "", store: str = store_url) -> "subprocess.CompletedProcess[str]":
        env = {name: value for name, value in os.environ.items() if not name.startswith(("GRADUS_", "NEO4J_"))}
        env |= {"GRADUS_HOME": str(home), "GRADUS_STORE": store, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        command = [sys.executable, "-m", "app.cli", *arguments]
        return subprocess.run(command, input=stdin, capture_output=True, text=True, env=env, cwd=home, check=False)

    return run


def test_free_cypher_gives_a_table(gradus: Gradus) -> None:
    done = gradus("query", "MATCH (a)-[r:GENERALIZES]->(b) RETURN a.id, b.id, r.confidence")
    assert done.stdout.splitlines() == ["a.id │ b.id │ r.confidence", "─────┼──────┼─────────────", "gqa  │ mqa  │ 0.9"]
    assert (done.returncode, done.stderr) == (0, "")


def test_a_named_query_takes_any_name_of_a_concept(gradus: Gradus) -> None:
    done = gradus("query", "direct-prerequisites", "--param", "concept=分组查询注意力", "--json")
    found = json.loads(done.stdout)
    assert found["columns"] == ["id", "name", "level", "reason", "status", "confidence"]
    assert [row[0] for row in found["rows"]] == ["multi-head-attention", "mqa"]
    assert found["truncated"] is False


def test_cypher_comes_from_stdin_and_parameters_are_json(gradus: Gradus) -> None:
    cypher = "MATCH (c:Concept)\nWHERE c.level IN $levels\nRETURN c.id AS id ORDER BY id;\n"
    done = gradus("query", "-", "-p", "levels=[1, 5]", "--format", "csv", stdin=cypher)
    assert list(csv.reader(io.StringIO(done.stdout))) == [["id"], ["lonely"], ["softmax"]]


def test_rows_past_the_limit_are_cut_and_said_so(gradus: Gradus) -> None:
    done = gradus("query", "MATCH (c:Concept) RETURN c.id ORDER BY c.id", "--limit", "2", "--format", "md")
    assert done.stdout.splitlines() == ["| c.id |", "| --- |", "| attention |", "| dora |"]
    assert "only the first 2 rows" in done.stderr


def test_an_empty_answer_is_explained_on_stderr(gradus: Gradus) -> None:
    done = gradus("query", "MATCH (c:Concpt) RETURN c.id", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, "c.id\n")
    assert done.stderr == "no label is called Concpt. Did you mean Concept?\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["MATCH (c) SET c.x = 1"], 1, "SET is refused"),
        (["MATCH (c RETURN c"], 1, "gradus: "),
        (["prerequisite-of"], 1, "Did you mean prerequisites-of"),
        (["prerequisites-of", "-p", "concept=nobody"], 1, "no concept is called 'nobody'"),
        (["prerequisites-of", "-p", "depth=99"], 1, "depth is int 1..8; got 99"),
        (["prerequisites-of", "-p", "concept"], 1, "a parameter reads name=value"),
        (["RETURN reduce(a = 0, i IN range(1, 1000000) | a + reduce(b = 0, j IN range(1, 1000000) | b + j))",
          "--timeout", "0.5"], 1, "passed its limit of 0.5 s"),
        (["RETURN 1", "--store", "ftp://x"], 1, "write embedded:FOLDER"),
        (["RETURN 1", "--store", "embedded:/nowhere/at/all"], 1, "nothing is loaded here yet"),
        (["RETURN 1", "--store", "bolt://127.0.0.1:1"], 1, "bolt://127.0.0.1:1"),
        ([], 2, "give the name of a query or Cypher"),
        (["RETURN 1", "--format", "xml"], 2, "is not one of table, json, csv, md"),
        (["RETURN 1", "--limit", "0"], 2, "--limit"),
        (["RETURN 1", "--nosuch"], 2, "--nosuch"),
    ],
)  # fmt: skip
def test_a_failure_is_one_sentence_and_an_exit_code(gradus: Gradus, arguments: list[str], code: int, says: str) -> None:
    done = gradus("query", *arguments)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert done.stdout == "" and "Traceback" not in done.stderr
    if code == 1:
        assert len(done.stderr.splitlines()) == 1


def test_the_library_is_listed(gradus: Gradus) -> None:
    done = gradus("query", "--list", "--json")
    rows = json.loads(done.stdout)["rows"]
    assert len(rows) >= 40
    assert ["learning-path", "How does one concept lead to another?", "from, to"] in rows


def test_an_empty_default_store_is_filled_from_the_bundled_notes(gradus: Gradus) -> None:
    done = gradus("query", "MATCH (n:Note) RETURN count(n) > 10 AS many", "--format", "csv", store="")
    assert done.stdout == "many\ntrue\n", done.stderr


def test_asking_imports_neither_spacy_nor_streamlit() -> None:
    code = (
        "import sys; from app.commands import query; from app.cli import app; from typer.testing import CliRunner; "
        "CliRunner().invoke(app, ['query', '--list']); "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'spacy', 'etl', 'streamlit', 'networkx', 'neo4j'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


def test_statements_on_stdin_are_answered_by_the_shell(gradus: Gradus) -> None:
    script = ":param level=5\nMATCH (c:Concept) WHERE c.level = $level\nRETURN c.id; :format csv\nbridges top=1;\n"
    done = gradus("shell", stdin=script)
    assert done.stdout.splitlines() == [
        "$level = 5",
        *("c.id", "──────", "lonely", "1 row"),
        "format csv",
        *("id,name,area,areas,neighbours", "llm,large language model,models,5,7", "1 row"),
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_in_a_script_does_not_end_it_but_is_its_exit_code(gradus: Gradus) -> None:
    done = gradus("shell", stdin="CREATE (n); RETURN 1 AS one; :formt csv\n:exit\nRETURN 2 AS two;")
    assert done.stdout.splitlines() == ["one", "───", "1", "1 row"]
    assert "CREATE is refused" in done.stderr and "Did you mean :format" in done.stderr
    assert gradus("shell", stdin="CREATE (n);").returncode == 1
