"""The pages' own logic, run without a browser."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.atlas import Atlas
from app.build_changes import changes
from app.build_run import BuildRun
from app.cypher_form import parameter_names
from app.cypher_results import found_in, numeric_columns, rows_of
from app.plain_text import plain
from app.uploads import save
from graph.build_folder import write_build
from graph.model import (
    Concept,
    Evidence,
    KnowledgeGraph,
    MentionRecord,
    NoteFile,
    PassageRecord,
    Question,
    Relation,
    RelationStatus,
)
from graph.ontology import RelationType
from graph.store import Table

MAIN = Path(__file__).parent.parent / "app" / "main.py"
HOSTILE = "<script>alert(1)</script> **bold** [x](javascript:1) $a$ :red[x]"


def small_graph() -> KnowledgeGraph:
    said = (Evidence("n.md", 3, HOSTILE, "extends", "en"),)
    concepts = (
        Concept("gqa", "GQA", "method", "attention", name_zh="分组查询注意力", year=2023, definition="Keys by group."),
        Concept("mha", "MHA", "method", "attention", year=2017, definition="Heads in parallel."),
        Concept("softmax", "softmax", "idea", "math", level=1),
    )
    relations = (
        Relation("gqa", RelationType.EXTENDS, "mha", RelationStatus.ASSERTED, 0.9, 1, said),
        Relation("mha", RelationType.PREREQUISITE_OF, "gqa", RelationStatus.INFERRED, 0.9, 1, said, "GQA extends MHA"),
        Relation("softmax", RelationType.PREREQUISITE_OF, "mha", RelationStatus.INFERRED, 1.0, reason="Scores"),
    )
    return KnowledgeGraph(
        concepts=concepts,
        relations=relations,
        notes=(NoteFile("n.md", "Notes", "en"),),
        passages=(PassageRecord("n.md#3", "n.md", 3, f"GQA is a method. {HOSTILE}", "en", ("Attention",)),),
        mentions=(MentionRecord("gqa", "n.md", 3, "GQA"),),
        questions=(Question("n.md#9", "What is GQA?", "n.md", 9, ("gqa",)),),
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADUS_HOME", str(tmp_path))
    monkeypatch.setenv("GRADUS_STORE", f"embedded:{tmp_path / 'no-store'}")
    return tmp_path


@pytest.fixture
def built(home: Path) -> Path:
    report = {
        "files": 1,
        "passages": 1,
        "mentions": 1,
        "questions": 1,
        "skipped": [],
        "repaired": [],
        "relations": {"asserted": {"EXTENDS": 1}},
    }
    write_build(small_graph(), home / "build", report=report)
    return home


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    def open_(name: str, **params: str) -> AppTest:
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        app.query_params.update({"lang": "en", **params})
        app.switch_page(f"pages/{name}.py")
        return app.run()

    return open_


def shown(app: AppTest) -> str:
    parts = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.success]
    return "\n".join(str(part.value) for part in parts)


@pytest.mark.parametrize("name", ["explore", "concept", "study", "lineage", "questions", "notes", "review", "compare"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_runs(built, open_page, name, lang):
    app = open_page(name, lang=lang)
    assert not app.exception
    assert app.title[0].value


@pytest.mark.parametrize("name", ["explore", "concept", "study", "cypher", "notes", "build", "questions", "review"])
def test_without_a_build_every_page_says_so_and_leads_on(home, open_page, name):
    app = open_page(name)
    assert not app.exception
    assert "There is no graph yet" in shown(app)


def test_unknown_concept_in_a_link_is_a_sentence_with_near_names(built, open_page):
    app = open_page("concept", concept="gqaa")
    assert "No concept here is called" in shown(app)
    app.button(key="near-gqa").click().run()
    assert app.subheader[0].value.startswith("GQA")


def test_a_concept_is_found_by_any_of_its_names(built, open_page):
    assert "GQA" in open_page("concept", concept="分组查询注意力").subheader[0].value


def test_study_lists_steps_in_order_with_reason_and_evidence(built, open_page):
    app = open_page("study", goal="gqa")
    text = shown(app)
    assert text.index("1. softmax") < text.index("2. MHA") < text.index("3. GQA")
    assert "3 steps in" in text
    assert "GQA extends MHA" in text


def test_what_is_marked_as_known_leaves_the_plan_and_stays_known(built, open_page):
    app = open_page("study", goal="gqa")
    app.button(key="know-mha").click().run()
    assert "1 steps in" in shown(app)
    assert "1 steps in" in shown(open_page("study", goal="gqa"))


def test_skipped_steps_leave_the_plan_and_can_be_taken_up(built, open_page):
    app = open_page("study", goal="gqa")
    app.button(key="skip-softmax").click().run()
    assert "2 steps in" in shown(app)
    app.button(key="unskip-softmax").click().run()
    assert "3 steps in" in shown(app)


def test_placement_asks_and_takes_over(built, open_page):
    app = open_page("study", goal="gqa")
    app.button(key="placement-start").click().run()
    app.button(key="placement-yes").click().run()
    app.button(key="placement-take").click().run()
    assert not app.exception
    assert "3 steps in" not in shown(app)


def test_a_store_that_is_down_is_a_sentence_and_the_rest_works(built, open_page):
    app = open_page("cypher")
    app.button(key="run-named").click().run()
    assert not app.exception
    assert "can't be reached" in shown(app)


def test_password_is_asked_for_where_one_is_set(built, monkeypatch):
    monkeypatch.setenv("GRADUS_PASSWORD", "geheim")
    app = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert app.title[0].value == "Gradus"
    app.text_input[0].input("falsch")
    app.button[0].click().run()
    assert "not the password" in shown(app)
    app.text_input[0].input("geheim")
    app.button[0].click().run()
    assert app.title[0].value == "Explore"


def test_text_of_notes_never_becomes_markup():
    made = plain(HOSTILE)
    assert "<script" not in made.replace("\\<", "")
    assert "**" not in made
    assert "[x](" not in made
    assert ":red[" not in made


def test_no_page_allows_html_of_others():
    room = MAIN.parent
    sources = [p.read_text(encoding="utf-8") for p in [*room.rglob("*.py"), *room.rglob("*.js")]]
    for word in ("unsafe_allow_html", "innerHTML", "insertAdjacentHTML", "outerHTML", "document.write", "eval("):
        assert not any(word in source for source in sources), word


def test_pages_import_neither_spacy_nor_the_reader_of_notes(built):
    """In a process of its own: other tests of this run have imported them."""
    import subprocess

    program = f"""
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file({str(MAIN)!r}, default_timeout=60)
for name in {["explore", "concept", "study", "compare", "lineage", "questions", "cypher", "notes", "build", "review"]}:
    app.switch_page(f"pages/{{name}}.py").run()
    assert not app.exception, (name, app.exception)
print(sorted(m for m in sys.modules if m.split(".")[0] in ("spacy", "thinc", "etl", "typer")))
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_result_table_finds_concepts_and_numbers():
    atlas = Atlas(small_graph())
    node = {"~node": ["Concept"], "props": {"id": "gqa"}}
    table = Table(("c", "n", "n"), ((node, 1, "x"), ("mha", 2.5, "y")))
    found = found_in(table, atlas)
    assert found.concepts == ("gqa", "mha")
    assert {r.type for r in found.relations} == {RelationType.EXTENDS, RelationType.PREREQUISITE_OF}
    assert numeric_columns(table) == ["n"]
    assert list(rows_of(table)[0]) == ["c", "n", "n 2"]


def test_parameters_of_a_free_query_are_found_once_and_in_order():
    assert parameter_names("MATCH (c {id: $b}) WHERE c.x > $a AND c.y = $b // $no\nRETURN '$c'") == ("b", "a")


def test_changes_between_two_builds():
    before = Atlas(small_graph())
    graph = small_graph()
    after = Atlas(KnowledgeGraph(graph.concepts[:2], graph.relations[1:2]))
    found = changes(before, after)
    assert found.concepts_gone == ("softmax",)
    assert [r.type for r in found.relations_gone] == [RelationType.EXTENDS]
    assert not found.concepts_new
    assert not found.relations_new


class Sent:
    def __init__(self, name: str, data: bytes = b"# x") -> None:
        self.name, self.data = name, data

    def getvalue(self) -> bytes:
        return self.data


def test_uploads_stay_in_their_folder(tmp_path):
    names = ["../../evil.md", "..\\back.md", "a.md", "a.md", "run.exe", ".hidden.md", "/etc/abs.txt"]
    left_out = save([*map(Sent, names), Sent("big.md", b"x" * 10_000_001)], tmp_path / "notes")
    written = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert written == ["notes/a-2.md", "notes/a.md", "notes/abs.txt", "notes/back.md", "notes/evil.md"]
    assert left_out == ["run.exe", ".hidden.md", "big.md"]


def test_build_run_follows_the_lines_of_its_process(tmp_path):
    run = BuildRun(tmp_path, "", private=True)
    run.take('{"at": 2, "total": 5, "note": "a.md"}')
    assert (run.at, run.total, run.note, run.running) == (2, 5, "a.md", True)
    run.take('{"loading": true}')
    assert run.loading
    assert run.running
    run.take('{"done": "abc"}')
    assert not run.running
    assert run.build_id == "abc"
