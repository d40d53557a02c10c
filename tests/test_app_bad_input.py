"""The real command in a process of its own: what a user sees where the input is bad."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

NOTE = "# QLoRA\n\nQLoRA extends LoRA with 4-bit quantization.\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def says(self, *words: str, code: int = 1) -> None:
        """Assert one line on stderr that has these words, nothing on stdout, and the exit code."""
        lines = self.err.splitlines()
        assert self.code == code, self
        assert len(lines) == 1, self
        assert lines[0].startswith("gradus: ")
        assert all(word in lines[0] for word in words), lines[0]
        assert not self.out


@dataclass(frozen=True, slots=True)
class Gradus:
    """The command with a home of its own in an empty folder."""

    folder: Path
    home: Path

    def __call__(self, *arguments: str | Path, stdin: str = "", **environment: str) -> Answer:
        ran = subprocess.run(
            [sys.executable, "-m", "app.cli", *map(str, arguments)],
            cwd=self.folder,
            env=os.environ | self._environment() | environment,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert "Traceback" not in ran.stderr, ran.stderr
        return Answer(ran.returncode, ran.stdout, ran.stderr)

    def _environment(self) -> dict[str, str]:
        root = str(Path(__file__).parent.parent)
        return {"GRADUS_HOME": str(self.home), "PYTHONPATH": root, "GRADUS_STORE": "", "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def gradus(tmp_path: Path) -> Gradus:
    (tmp_path / "here").mkdir()
    return Gradus(tmp_path / "here", tmp_path / "home")


@pytest.fixture(scope="session")
def good_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    (folder / "note.md").write_text(NOTE, encoding="utf-8")
    answer = Gradus(folder, folder / "home")("build", "note.md", "--out", "build")
    assert answer.code == 0, answer
    return folder / "build"


@pytest.fixture
def build(good_build: Path, gradus: Gradus) -> Path:
    return shutil.copytree(good_build, gradus.folder / "B")


def notes_of(gradus: Gradus, files: dict[str, bytes]) -> Path:
    folder = gradus.folder / "notes"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def left_behind(gradus: Gradus) -> set[str]:
    return {path.name for path in gradus.folder.iterdir()} - {"notes"}


BAD_NOTES = {
    "an empty folder": ({}, ("no readable note", ".md")),
    "a binary file": ({"a.md": bytes(range(256)) * 8}, ("a.md: binary content", "give files or folders")),
    "a line of 50 MB": ({"a.md": b"a" * 50_000_000}, ("a.md: larger than 20 MB; split it",)),
    "nothing that is a note": ({"a.png": b"\x89PNG"}, ("a.png: not one of .md",)),
}


@pytest.mark.parametrize("title", BAD_NOTES)
def test_notes_that_give_nothing_to_read(gradus, title):
    files, words = BAD_NOTES[title]
    gradus("build", notes_of(gradus, files), "--out", "B").says("notes", *words)
    assert left_behind(gradus) == set()


def test_a_path_that_does_not_exist(gradus):
    gradus("build", "nowhere", "--out", "B").says("nowhere", "No such file", "check the path")
    assert left_behind(gradus) == set()


def test_links_to_nothing_and_pipes_are_no_notes(gradus):
    notes = notes_of(gradus, {})
    (notes / "a.md").symlink_to("nowhere")
    os.mkfifo(notes / "b.md")  # reading it would wait for ever
    gradus("build", notes, "--out", "B").says("a.md: can't be read: no such file", "2 skipped")
    assert left_behind(gradus) == set()


def test_a_folder_without_permission(gradus):
    notes = notes_of(gradus, {"a.md": NOTE.encode()})
    notes.chmod(0)
    try:
        if os.access(notes, os.R_OK):
            pytest.skip("NO PERMISSION CAN BE DENIED HERE: this user (root) may read everything")
        gradus("build", notes, "--out", "B").says("notes", "permission denied")
    finally:
        notes.chmod(0o755)
    assert left_behind(gradus) == set()


def test_broken_utf8_beside_a_good_note_is_read_as_far_as_it_goes(gradus):
    notes = notes_of(
        gradus, {"a.md": NOTE.encode(), "b.md": b"GQA generalizes MQA \xff\xfe \xe6\xb3 and MHA", "c.md": b"\0"}
    )
    answer = gradus("build", notes, "--out", "B")
    assert (answer.code, answer.out) == (0, "")
    assert "skipped c.md: binary content" in answer.err
    report = json.loads((gradus.folder / "B" / "report.json").read_text(encoding="utf-8"))
    assert report["files"] == 2
    assert [s["path"] for s in report["skipped"]] == ["c.md"]


UNWRITABLE = {
    "a file in the way": ("taken", "is a file; choose a folder"),
    "a file among its parents": ("taken/B", "is a file; choose another --out"),
    "a place of the kernel's": ("/proc/B", "choose another --out"),
    "a folder with other things": ("notes", "not a Gradus build; choose an empty or new folder"),
}


@pytest.mark.parametrize("title", UNWRITABLE)
def test_a_build_that_cannot_be_written(gradus, title):
    out, words = UNWRITABLE[title]
    if out.startswith("/proc") and not Path("/proc/self").exists():
        pytest.skip("NO /proc ON THIS SYSTEM")
    notes = notes_of(gradus, {"a.md": NOTE.encode()})
    (gradus.folder / "taken").write_text("precious")
    gradus("build", notes, "--out", out).says(out.split("/")[-1], words)
    assert (gradus.folder / "taken").read_text() == "precious"
    assert left_behind(gradus) == {"taken"}
    assert [p.name for p in notes.iterdir()] == ["a.md"]


def test_a_failed_build_leaves_the_older_one(gradus, build):
    before = {file.name: file.read_bytes() for file in build.iterdir()}
    gradus("build", "nowhere", "--out", build).says("nowhere")
    assert {file.name: file.read_bytes() for file in build.iterdir()} == before
    assert left_behind(gradus) == {"B"}


@pytest.mark.parametrize("option", ["--lexicon", "--decisions"])
def test_a_lexicon_or_decisions_that_are_not_there(gradus, option):
    notes = notes_of(gradus, {"a.md": NOTE.encode()})
    gradus("build", notes, "--out", "B", option, "nowhere").says("nowhere")
    assert left_behind(gradus) == set()


def test_a_server_that_is_down(gradus, build):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets the port, and nothing answers
        url = f"bolt://127.0.0.1:{taken.getsockname()[1]}"
        gradus("query", "MATCH (n) RETURN n", "--json", "--store", url).says(url, "start it")
        gradus("load", build, "--to", url).says(url, "start it")


def test_a_store_that_was_never_loaded_or_is_none(gradus, build):
    gradus("query", "MATCH (n) RETURN n", "--json", "--store", "embedded:nowhere").says("nowhere", "gradus load")
    gradus("load", build, "--to", "ftp://x").says("ftp://x", "bolt://HOST:PORT")
    assert left_behind(gradus) == {"B"}


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def scramble(file: Path) -> None:
    file.write_bytes(b"\xff\xfe" + file.read_bytes())


def empty_object(file: Path) -> None:
    file.write_text("{}\n")


def a_list(file: Path) -> None:
    file.write_text("[1]\n")


def deep(file: Path) -> None:
    file.write_text("[" * 100_000 + "\n")


DAMAGES: list[tuple[str, Callable[[Path], None]]] = [
    *(("concepts.jsonl", damage) for damage in (cut, scramble, empty_object, a_list, deep, Path.unlink)),
    *(("build.json", damage) for damage in (cut, empty_object, a_list, deep, Path.unlink)),
    ("mentions.jsonl", a_list),
]


@pytest.mark.parametrize(("name", "damage"), DAMAGES)
def test_a_damaged_build(gradus, build, name, damage):
    damage(build / name)
    gradus("path", "QLoRA", "--json", "--build", build).says(str(build), "build")
    assert left_behind(gradus) == {"B"}


def test_a_damaged_build_is_not_loaded(gradus, build):
    cut(build / "relations.jsonl")
    gradus("load", build, "--to", "embedded:S").says(str(build / "relations.jsonl"), "damaged", "build again")
    assert left_behind(gradus) == {"B"}


def test_a_build_whose_relations_lead_nowhere(gradus, build):
    concepts = (build / "concepts.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (build / "concepts.jsonl").write_text("".join(c for c in concepts if '"id": "lora"' not in c), encoding="utf-8")
    gradus("path", "QLoRA", "--json", "--build", build).says(str(build), "no concept 'lora'", "build again")


def test_a_folder_that_is_no_build(gradus):
    gradus("load", ".", "--to", "embedded:S").says("not a build folder", "gradus build")
    assert left_behind(gradus) == set()


def test_a_name_that_no_concept_has_shows_near_ones(gradus, build):
    gradus("path", "QLoRAA", "--json", "--build", build).says("QLoRAA", "Did you mean QLoRA")


@pytest.mark.parametrize("file", ["nowhere/plan.md", "nowhere/plan.apkg", "plan.docx"])
def test_a_plan_that_cannot_be_written(gradus, build, file):
    gradus("path", "QLoRA", "--json", "--build", build, "--export", file).says(file)
    assert left_behind(gradus) == {"B"}


def test_a_home_that_cannot_be_written(gradus):
    gradus.home.write_text("precious")
    gradus("path", "QLoRA", "--json").says(str(gradus.home), "is a file")
    assert gradus.home.read_text() == "precious"


WRONG_USAGE = [
    ["bogus"],
    ["build"],
    ["build", "notes"],
    ["build", "notes", "--out", "B", "--bogus"],
    ["load"],
    ["path", "QLoRA", "--depth", "x", "--build", "B"],
    ["query"],
    ["query", "x", "--format", "y"],
    ["query", "MATCH (n) RETURN n", "--limit", "0"],
    ["up", "--port", "x"],
]


@pytest.mark.parametrize("arguments", WRONG_USAGE, ids=" ".join)
def test_wrong_usage(gradus, arguments):
    gradus(*arguments).says("--help` shows the usage", code=2)
    assert left_behind(gradus) == set()


def test_no_arguments_show_the_help(gradus):
    answer = gradus()
    assert answer.code == 2
    assert "build" in answer.out + answer.err


def test_json_goes_to_stdout_alone(gradus, build):
    answer = gradus("path", "QLoRA", "--json", "--build", build)
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out)["goals"] == ["qlora"]
