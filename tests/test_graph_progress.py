"""What a learner has marked, kept over sessions and windows."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import StoreError
from graph.progress import Progress, State


@pytest.fixture
def file(tmp_path):
    return tmp_path / "deep" / "progress.sqlite"


def test_marks_are_there_for_the_next_window(file):
    Progress(file).mark({"lora": State.KNOWN, "qlora": State.LEARNING})
    assert Progress(file).known() == {"lora"}
    assert Progress(file).entries()["qlora"].state is State.LEARNING


def test_a_note_leaves_the_state_and_a_mark_leaves_the_note(file):
    progress = Progress(file)
    progress.mark({"lora": State.KNOWN})
    progress.write_note("lora", "秩 r 通常取 8")
    progress.mark({"lora": State.SKIPPED})
    entry = progress.entries()["lora"]
    assert (entry.state, entry.note) == (State.SKIPPED, "秩 r 通常取 8")


def test_profiles_are_apart(file):
    progress = Progress(file)
    progress.mark({"lora": State.KNOWN}, "ann")
    progress.mark({"dpo": State.KNOWN}, "bob")
    assert progress.known("ann") == {"lora"}
    assert progress.profiles() == ("ann", "bob")


def test_an_export_can_be_taken_over_elsewhere(file, tmp_path):
    Progress(file).mark({"lora": State.KNOWN})
    Progress(file).write_note("lora", "note")
    other = Progress(tmp_path / "other.sqlite")
    assert other.import_json(Progress(file).export_json()) == 1
    assert other.entries() == Progress(file).entries()


def test_the_later_change_survives_an_import(file):
    progress = Progress(file)
    progress.mark({"lora": State.LEARNING})
    old = progress.export_json()
    progress.mark({"lora": State.KNOWN})
    later = progress.entries()["lora"].changed
    progress.import_json(old.replace(json.loads(old)["entries"][0]["changed"], "2020-01-01T00:00:00.000+00:00"))
    assert progress.entries()["lora"].state is State.KNOWN
    progress.import_json(old.replace(json.loads(old)["entries"][0]["changed"], later + "z"))
    assert progress.entries()["lora"].state is State.LEARNING


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": 9, "entries": []}', '{"version": 1, "entries": [{"concept": "a", "state": "x"}]}']
)
def test_something_else_is_not_taken_over(file, text):
    with pytest.raises(StoreError):
        Progress(file).import_json(text)
    assert Progress(file).entries() == {}


def test_two_windows_write_at_once_and_nothing_is_lost(file):
    def mark(n):
        Progress(file).mark({f"c{n}": State.KNOWN})

    with ThreadPoolExecutor(8) as windows:
        list(windows.map(mark, range(80)))
    assert len(Progress(file).known()) == 80


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path):
    file = tmp_path / "progress.sqlite"
    file.write_text("this is not a database, and it is long enough to be read as a header of one " * 20)
    with pytest.raises(StoreError, match=r"progress\.sqlite"):
        Progress(file).entries()
