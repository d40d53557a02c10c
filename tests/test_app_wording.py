"""No word of the interface is missing in either language, none is left over, and fields agree."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.navigation import PAGES
from app.search_box.pinyin import initials
from app.wording import LANGUAGES, language_of, wording
from graph.model import RelationStatus

APP = Path(__file__).parent.parent / "app"
KEY = re.compile(r"[a-z_]+\.[a-z_]+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def nodes_of_app() -> Iterator[ast.AST]:
    for module in APP.rglob("*.py"):
        yield from ast.walk(ast.parse(module.read_text(encoding="utf-8")))


def asked_for() -> tuple[set[str], set[str]]:
    """Keys that `say(...)` is called with, and the fixed starts of those that are put together."""
    keys, starts = set(), set()
    for node in nodes_of_app():
        if isinstance(node, ast.Call) and "say" in ast.unparse(node.func).split(".") and node.args:
            match node.args[0]:
                case ast.Constant(value=str(key)) if KEY.fullmatch(key):
                    keys.add(key)
                case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if re.match(r"[a-z_]+\.", start):
                    starts.add(start)
    return keys, starts


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys():
    assert wording("zh").sentences.keys() == wording("en").sentences.keys()


def test_both_languages_fill_the_same_fields():
    for key, sentence in wording("en").sentences.items():
        assert fields(sentence) == fields(wording("zh")(key)), key


def test_no_sentence_of_one_language_is_left_in_the_other():
    signs = {"nav.cypher", "cypher.title", "search.placeholder"}
    for key, sentence in wording("zh").sentences.items():
        letters = re.sub(r"\{[^}]*\}|`[^`]*`", "", sentence)
        if key not in signs and re.search(r"[A-Za-z]{4}", letters):
            assert CHINESE.search(sentence), key
    for key, sentence in wording("en").sentences.items():
        assert key in signs or not CHINESE.search(sentence), key


def test_every_key_in_code_is_in_the_catalog():
    keys, starts = asked_for()
    known = wording("en").sentences.keys()
    assert len(keys) > 100
    assert not keys - known
    assert not {start for start in starts if not any(key.startswith(start) for key in known)}


def test_no_sentence_is_left_over():
    constants = {n.value for n in nodes_of_app() if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    _, starts = asked_for()
    by_name = {f"{p}.title" for p in PAGES} | {f"{p}.{c}" for p in ("graph", "search", "nav") for c in constants}
    put_together = {key for key in wording("en").sentences for start in starts - {""} if key.startswith(start)}
    assert not wording("en").sentences.keys() - constants - by_name - put_together


def test_every_status_and_page_has_a_word():
    for lang in LANGUAGES:
        for key in [*(f"status.{s.value}" for s in RelationStatus), *(f"nav.{p}" for p in PAGES)]:
            assert wording(lang)(key)


@pytest.mark.parametrize(
    ("tag", "lang"), [("zh-CN", "zh"), ("zh", "zh"), ("en-GB", "en"), ("fr", "en"), (None, "en"), ("", "en")]
)
def test_language_of_a_browser(tag, lang):
    assert language_of(tag) == lang


@pytest.mark.parametrize(
    ("name", "letters"),
    [("注意力", "zyl"), ("重排序", "cpx"), ("低秩适配", "dzsp"), ("KV缓存", "kvhc"), ("LoRA", ""), ("", "")],
)
def test_pinyin_initials(name, letters):
    assert initials(name) == letters
