"""Nothing that a file can hold breaks the pipeline or makes it slow.

500 cases; GRADUS_FUZZ_CASES sets another number, e.g. 10000 before a release. The slowest case is printed (`-s`).
"""

import os
import random
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from etl.documents import NotePath, read_document
from etl.extract import NoteExtract, Recognizer, extract_note
from etl.lexicon.compiled import load_lexicon
from etl.model import Document, SkippedFile
from etl.pipeline import recognizer_of

CASES = int(os.environ.get("GRADUS_FUZZ_CASES", "500"))
BATCHES = 20
NOTES = [file.read_bytes() for file in sorted((Path(__file__).parent.parent / "notes").glob("*.md"))]
SUFFIXES = (".md", ".md", ".md", ".mdx", ".txt", ".ipynb", ".html", ".rst")
LARGEST = 30_000
"""Bytes of a case: what a second is enough for."""
MARKS = [
    "#",
    "##",
    "- ",
    "1. ",
    "> ",
    "| a | b |\n|---|---|\n",
    "```\n",
    "$$",
    "**",
    "_",
    "`",
    "[",
    "](x)",
    "<b>",
    "<!--",
]
MARKS += [
    "-->",
    "---\n",
    "\n\n",
    "\n",
    "\t",
    "    ",
    "：",
    "（",
    "）",
    "、",
    "→",
    "\\",
    "&amp;",
    "[[",
    "]]",
    "！[",
    "\r",
    "\x0c",
]
WORDS = [
    "LoRA",
    "QLoRA",
    "GQA",
    "注意力",
    "RLHF",
    "是",
    "的变体",
    "extends",
    "is based on",
    "和",
    "比",
    "Frobnication (FR)",
]


@cache
def recognizer() -> Recognizer:
    return recognizer_of(load_lexicon(()))


def run(folder: Path, name: str, data: bytes) -> NoteExtract | None:
    file = folder / name
    file.write_bytes(data)
    document = read_document(NotePath(file, name))
    if isinstance(document, SkippedFile):
        assert document.reason
        return None
    assert isinstance(document, Document)
    extract = extract_note(document, recognizer())
    lines = document.raw.count("\n") + 1
    assert all(1 <= m.line <= lines for m in extract.mentions)
    assert all(1 <= r.evidence.line <= lines for r in extract.relations)
    return extract


def random_bytes(rng: random.Random) -> bytes:
    return rng.randbytes(rng.choice((0, 1, 7, 200, 5000)))


def random_text(rng: random.Random) -> bytes:
    top = rng.choice((0x7F, 0x7FF, 0xFFFF, 0x10FFFF))
    return "".join(chr(rng.randint(1, top)) for _ in range(rng.randint(1, 2000))).encode("utf-8", "surrogatepass")


def marks_and_words(rng: random.Random) -> bytes:
    return "".join(rng.choice(MARKS if rng.random() < 0.6 else WORDS) for _ in range(rng.randint(1, 1500))).encode()


def mutated_note(rng: random.Random) -> bytes:
    data = bytearray(rng.choice(NOTES)[:LARGEST])
    for _ in range(rng.choice((1, 5, 50))):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(5):
            case 0:
                data[at : at + 1] = rng.randbytes(1)
            case 1:
                del data[at : at + rng.randint(1, 200)]
            case 2:
                data[at:at] = rng.choice([*MARKS, *WORDS]).encode() * rng.choice((1, 2, 30))
            case 3:
                data[at:at] = data[: rng.randint(0, 300)]
            case _:
                other = rng.choice(NOTES)
                start = rng.randrange(len(other))
                data[at:at] = other[start : start + 500]
    return bytes(data[:LARGEST])


def nested(rng: random.Random) -> bytes:
    deep = rng.randint(20, 400)
    opening, closing = rng.choice(
        [
            ("> ", ""),
            ("[", "]"),
            ("**", "**"),
            ("（", "）"),
            ("<div>", "</div>"),
            ("![", "](x)"),
            ("_a ", "_"),
            ("`", "`"),
        ]
    )
    if rng.random() < 0.3:
        return "\n".join(f"{' ' * 2 * n}- {rng.choice(WORDS)}" for n in range(min(deep, 150))).encode()
    return (opening * deep + rng.choice(WORDS) + closing * deep).encode()


def one_long_thing(rng: random.Random) -> bytes:
    piece = rng.choice([*MARKS, *WORDS]) + rng.choice(["", " ", "、", "，", "。", "\n", "|", "*", " and ", "："])
    return (piece * (LARGEST // max(len(piece.encode()), 3)))[:LARGEST].encode()[:LARGEST]


def many_mentions(rng: random.Random) -> bytes:
    names = rng.choice([("LoRA", "QLoRA", "GQA", "MQA", "PPO", "DPO"), ("低秩适配", "注意力机制", "量化"), ("GRPO",)])
    joint = rng.choice(("、", " and ", ", ", "，", " → ", " is a variant of ", "比", " vs "))
    return joint.join(rng.choice(names) for _ in range(rng.randint(50, 2000))).encode()[:LARGEST]


def wide_table(rng: random.Random) -> bytes:
    columns, rows = rng.choice(((2, 600), (40, 30), (300, 4)))
    cell = [rng.choice(WORDS) for _ in range(columns)]
    lines = [f"| {' | '.join(cell)} |", "|---" * columns + "|"]
    lines += [f"| {' | '.join(rng.sample(cell, len(cell)))} |" for _ in range(rows)]
    return "\n".join(lines).encode()[:LARGEST]


MAKERS: tuple[Callable[[random.Random], bytes], ...] = (
    random_bytes,
    random_text,
    marks_and_words,
    mutated_note,
    mutated_note,
    nested,
    one_long_thing,
    many_mentions,
    wide_table,
)
SLOWEST: list[tuple[float, str]] = []


@pytest.mark.timeout(300 + CASES)
@pytest.mark.parametrize("batch", range(BATCHES))
def test_whatever_a_file_holds_is_read_or_skipped_with_a_reason(tmp_path, batch):
    recognizer()
    for case in range(batch, CASES, BATCHES):
        rng = random.Random(case)
        maker, suffix = rng.choice(MAKERS), rng.choice(SUFFIXES)
        data = maker(rng)
        name = f"{maker.__name__}-{case}{suffix}"
        start = time.process_time()
        try:
            run(tmp_path, name, data)
        except Exception as error:
            error.add_note(f"case {case}: {name}, {data[:200]!r}")
            raise
        SLOWEST.append((time.process_time() - start, name))
        (tmp_path / name).unlink()


def test_the_slowest_cases_are_shown(capsys):
    with capsys.disabled():
        for seconds, name in sorted(SLOWEST, reverse=True)[:5]:
            print(f"\nfuzz: {name} took {seconds:.2f} s of processor time", end="")


def test_no_line_of_a_broken_page_is_beyond_its_file(tmp_path):
    extract = run(tmp_path, "page.html", b'<v">\nQLoRA extends LoRA">')  # all that fuzz case 8826 needed
    assert extract is not None
    assert {m.line for m in extract.mentions} == {2}


HOSTILE = {
    "a table of 20,000 rows": "| LoRA | GQA |\n|---|---|\n" + "| QLoRA | MQA |\n" * 20_000,
    "a line of a million letters": "a" * 1_000_000,
    "a sentence of 20,000 names": "、".join(["LoRA", "GQA"] * 10_000) + "都是注意力的变体。",
    "a list 2,000 deep": "\n".join(" " * n + "- LoRA" for n in range(2000)),
    "quotes 2,000 deep": ">" * 2000 + " LoRA",
    "20,000 headings": "".join(f"# LoRA {n}\n" for n in range(20_000)),
    "50,000 open brackets": "[" * 50_000,
    "50,000 stars": "*a " * 50_000,
    "20,000 abbreviations": " ".join(f"Large Model {n} (LM{n})" for n in range(20_000)),
    "100,000 arrows": "A → " * 100_000,
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("title", HOSTILE)
def test_a_large_hostile_note_ends(tmp_path, title):
    assert run(tmp_path, "note.md", HOSTILE[title].encode()) is not None
