import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etl import pipeline
from etl.cache import ExtractCache
from etl.documents import NotePath, find_notes
from etl.extract import NoteExtract, Recognizer
from etl.lexicon.compiled import load_lexicon
from etl.lexicon.entries import Lexicon
from etl.pipeline import build_graph, extract_notes, recognizer_of
from graph.build_folder import write_build

LINES = (
    "QLoRA 是在 LoRA 的基础上引入 NF4 量化得到的。",
    "QLoRA extends LoRA with 4-bit quantization.",
    "QLoRA extends LoRA with 8-bit quantization.",  # as long as the one above
    "GQA generalizes MQA: every group of heads shares keys and values.",
    "GQA 是 MHA 和 MQA 的折中。",
    "DPO 不需要训练奖励模型。",
    "## Gated Frobnication (GFR)",
    "- GFR is a variant of RoPE",
    "| 方法 | 优点 |\n|---|---|\n| vLLM | PagedAttention |",
    "What is the difference between PPO and DPO?",
    "\ufffd broken \x07 line",
    "",
)
NAMES = ("a.md", "b.md", "c.txt", "deep/a.md")

TEXTS = st.lists(st.sampled_from(LINES), max_size=4).map("\n\n".join)
EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), TEXTS),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("same size"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("copy with times"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


CONCEPTS = {"lora", "qlora", "nf4", "gqa", "mqa", "mha", "dpo", "ppo", "rlhf", "rope", "reward-model", "vllm"}


@cache
def few_concepts() -> Lexicon:
    """The shipped lexicon cut to what the notes here name: a build of all of it takes seconds."""
    shipped = load_lexicon(())
    return replace(
        shipped,
        concepts=tuple(c for c in shipped.concepts if c.concept.id in CONCEPTS),
        relations=tuple(r for r in shipped.relations if {r.subject, r.object} <= CONCEPTS),
        prerequisites=tuple(p for p in shipped.prerequisites if {p.before, p.after} <= CONCEPTS),
    )


@cache
def one_matcher() -> Recognizer:
    return recognizer_of(few_concepts())


@pytest.fixture(scope="module", autouse=True)
def same_lexicon_for_all() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "load_lexicon", lambda folders: few_concepts())
        patch.setattr(pipeline, "recognizer_of", lambda lexicon: one_matcher())
        yield


def edit(folder: Path, kind: str, name: str, other: str) -> None:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    if kind == "write":
        file.write_text(other, encoding="utf-8")
    elif file.exists() and kind == "delete":
        file.unlink()
    elif file.exists() and kind == "same size":
        swapped = file.read_text(encoding="utf-8").replace("LoRA", "RoPE").replace("MQA", "MHA")
        times = file.stat().st_atime_ns, file.stat().st_mtime_ns
        file.write_text(swapped, encoding="utf-8")
        os.utime(file, ns=times)  # as `touch -r` does, and any editor within one tick of the clock
    elif file.exists() and kind in {"rename", "copy with times"}:
        (folder / other).parent.mkdir(exist_ok=True)
        if kind == "rename":
            file.rename(folder / other)
        elif name != other:
            shutil.copy2(file, folder / other)


def built(notes: Path, out: Path, cache_file: Path) -> dict[str, bytes]:
    graph = build_graph([notes], known=ExtractCache(cache_file))
    write_build(graph.graph, out, report=graph.report)
    return {file.name: file.read_bytes() for file in out.iterdir()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(EDITS, max_size=3), min_size=1, max_size=4))
@example([[("write", "a.md", LINES[1])], [("same size", "a.md", "")]])
@example([[("write", "a.md", LINES[1]), ("write", "b.md", LINES[2])], [("rename", "a.md", "b.md")]])
@example([[("write", "a.md", LINES[3]), ("write", "b.md", LINES[1])], [("delete", "b.md", "")]])
def test_rebuilding_after_any_edits_equals_a_build_from_scratch(rounds):
    with TemporaryDirectory() as scratch:
        notes, kept = Path(scratch, "notes"), Path(scratch, "kept.pickle")
        edit(notes.parent, "write", "notes/always.md", "# GQA\n\nGQA generalizes MQA.\n")
        for number, edits in enumerate(rounds):
            for kind, name, other in edits:
                edit(notes, kind, name, other)
            paths, _ = find_notes([notes])
            again = extract_notes(paths, one_matcher, ExtractCache(kept))
            assert again == extract_notes(paths, one_matcher, ExtractCache(Path(scratch, f"none-{number}")))
        rebuilt = built(notes, Path(scratch, "rebuilt"), kept)
        assert rebuilt == built(notes, Path(scratch, "scratch"), Path(scratch, "none"))


def test_a_note_that_has_not_changed_is_not_read_again(tmp_path):
    notes, kept = tmp_path / "notes", tmp_path / "kept"
    for name, text in (("a.md", LINES[1]), ("b.md", LINES[3])):
        edit(notes, "write", name, text)
    read: list[str] = []

    @cache
    def recognizer() -> Recognizer:
        read.append("matcher made")
        return one_matcher()

    def extracts() -> list[NoteExtract]:
        return extract_notes(find_notes([notes])[0], recognizer, ExtractCache(kept))[0]

    first = extracts()
    assert read == ["matcher made"]
    recognizer.cache_clear()
    read.clear()
    assert extracts() == first
    assert not read


def test_deleting_a_note_retracts_exactly_its_evidence(tmp_path):
    notes, kept = tmp_path / "notes", tmp_path / "kept"
    for name in ("a.md", "b.md"):
        edit(notes, "write", name, LINES[1])
    edit(notes, "write", "c.txt", "# GQA\n\nGQA generalizes MQA.\n\nGated Frobnication (GFR) extends LoRA.")
    before = built(notes, tmp_path / "out", kept)
    (notes / "a.md").unlink()
    without_a = built(notes, tmp_path / "out", kept)
    (notes / "c.txt").unlink()
    only_b = built(notes, tmp_path / "out", kept)

    assert evidence(before) - evidence(without_a) == {e for e in evidence(before) if e[-1][0] == "a.md"} != set()
    assert evidence(without_a) <= evidence(before)
    assert ("qlora", "EXTENDS", "lora") in asserted(without_a)  # b.md states it, too
    assert ("gqa", "GENERALIZES", "mqa") in stated(without_a) - stated(only_b)
    assert {e[-1][0] for e in evidence(only_b)} == {"b.md"}
    assert b"gfr" in without_a["concepts.jsonl"]
    assert b"gfr" not in only_b["concepts.jsonl"]


def evidence(build: dict[str, bytes]) -> set[tuple[str, str, str, tuple[str, int, str]]]:
    """Each line of a note that states a relation; prerequisites rest on those lines and are left out."""
    return {
        (r["subject"], r["type"], r["object"], (e["path"], e["line"], e["rule"]))
        for r in records(build, "relations.jsonl")
        if r["type"] != "PREREQUISITE_OF"
        for e in r["evidence"]
    }


def asserted(build: dict[str, bytes]) -> set[tuple[str, str, str]]:
    return {
        (r["subject"], r["type"], r["object"]) for r in records(build, "relations.jsonl") if r["status"] == "asserted"
    }


def stated(build: dict[str, bytes]) -> set[tuple[str, str, str]]:
    return {(subject, type_, object_) for subject, type_, object_, _ in evidence(build)}


def records(build: dict[str, bytes], name: str) -> list[dict]:
    return [json.loads(line) for line in build[name].splitlines()]


def one_note(folder: Path) -> NotePath:
    edit(folder, "write", "a.md", LINES[1])
    return NotePath(folder / "a.md", "a.md")


def keep(cache_file: Path, note: NotePath) -> NoteExtract:
    known = ExtractCache(cache_file)
    [extract], _ = extract_notes([note], one_matcher, known)
    return extract


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip(data: bytes) -> bytes:
    return data[:200] + bytes([data[200] ^ 1]) + data[201:]


@pytest.mark.parametrize("damage", [cut, flip, lambda _: b"", lambda _: b"no pickle", lambda data: data + b"."])
def test_a_damaged_cache_is_a_miss(tmp_path, damage: Callable[[bytes], bytes]):
    note, file = one_note(tmp_path / "notes"), tmp_path / "kept"
    extract = keep(file, note)
    assert ExtractCache(file).find(note) == extract
    file.write_bytes(damage(file.read_bytes()))
    assert ExtractCache(file).find(note) is None
    assert keep(file, note) == extract
    assert ExtractCache(file).find(note) == extract


@given(st.binary(max_size=200))
def test_no_bytes_in_place_of_a_cache_do_harm(data):
    with TemporaryDirectory() as scratch:
        Path(scratch, "kept").write_bytes(data)
        assert ExtractCache(Path(scratch, "kept")).find(NotePath(Path("a.md"), "a.md")) is None


@pytest.mark.parametrize("in_the_way", ["file", "folder"])
def test_a_cache_that_cannot_be_written_stops_no_build(tmp_path, in_the_way):
    note, blocked = one_note(tmp_path / "notes"), tmp_path / "blocked"
    if in_the_way == "file":
        blocked.write_text("")
        file = blocked / "kept"
    else:
        blocked.mkdir()
        file = blocked
    assert keep(file, note).relations
    assert [p.name for p in tmp_path.rglob("*.partial")] == []


def test_the_cache_is_another_where_the_lexicon_or_a_root_is(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    own = tmp_path / "lexicon"
    edit(own, "write", "c.toml", "a = 1")
    note = one_note(tmp_path / "notes")

    def known() -> ExtractCache:
        return ExtractCache.of([tmp_path / "notes"], [own])

    made = known()
    extract_notes([note], one_matcher, made)
    assert known().find(note) is not None
    assert ExtractCache.of([tmp_path], [own]).find(note) is None
    edit(own, "write", "c.toml", "a = 2")  # as long, and perhaps within one tick
    assert known().find(note) is None
