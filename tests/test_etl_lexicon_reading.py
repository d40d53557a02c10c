"""A later lexicon folder replaces or extends what an earlier one says, and the cache follows the files."""

import os
import time
from pathlib import Path

import pytest

from etl.lexicon.compiled import load_lexicon, pack, unpack
from etl.lexicon.reading import read_lexicon
from graph.errors import LexiconError

LORA = (
    '[[concept]]\nid = "lora"\nname = "LoRA"\naliases = ["Low-Rank Adaptation"]\nkind = "method"\narea = "finetuning"\n'
)


@pytest.fixture
def folders(tmp_path: Path):
    """Two lexicon folders with these texts."""

    def make(*texts: str) -> list[Path]:
        made = []
        for number, text in enumerate(texts):
            folder = tmp_path / f"lexicon{number}"
            folder.mkdir(exist_ok=True)
            (folder / "all.toml").write_text(text, encoding="utf-8")
            made.append(folder)
        return made

    return make


def test_the_same_id_replaces(folders):
    mine = LORA.replace("Low-Rank Adaptation", "LoRa 微调")
    (entry,) = read_lexicon(folders(LORA, mine)).concepts
    assert entry.concept.aliases == ("LoRa 微调",)
    assert entry.source == "lexicon1/all.toml:1"


def test_extend_adds_to_lists_and_replaces_single_values(folders):
    mine = (
        '[[concept]]\nid = "lora"\nextend = true\naliases = ["低秩适配"]\nexact = ["LoRA"]\ndefinition = "Ours."\n'
        '[[concept.ambiguous]]\nalias = "LoRA"\ncontext = ["微调"]\n'
    )
    (entry,) = read_lexicon(folders(LORA, mine)).concepts
    assert entry.concept.name == "LoRA"
    assert entry.concept.aliases == ("Low-Rank Adaptation", "低秩适配")
    assert entry.concept.definition == "Ours."
    assert entry.exact == ("LoRA",)
    assert entry.ambiguous[0].context == ("微调",)
    assert entry.concept.area == "finetuning"


def test_extending_nothing_is_an_error(folders):
    with pytest.raises(LexiconError, match=r"lexicon0/all.toml:1: lora: nothing to extend"):
        read_lexicon(folders('[[concept]]\nid = "lora"\nextend = true\n'))


def test_a_relation_between_the_same_ends_replaces(folders):
    said = '[[relation]]\nsubject = "a"\ntype = "USES"\nobject = "b"\nreason = "{}"\n'
    (relation,) = read_lexicon(folders(said.format("theirs"), said.format("mine"))).relations
    assert relation.reason == "mine"


def test_broken_toml_names_the_file(folders):
    with pytest.raises(LexiconError, match=r"all\.toml: can't be read as TOML"):
        read_lexicon(folders("[[concept"))


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(LexiconError, match="no such lexicon folder"):
        load_lexicon([tmp_path / "nowhere"])


def test_packing_loses_nothing():
    lexicon = load_lexicon()
    assert unpack(pack(lexicon)) == lexicon


def test_what_is_loaded_is_what_the_files_say():
    from etl.lexicon.toml_files import SHIPPED

    assert load_lexicon() == read_lexicon([SHIPPED])


def test_the_cache_is_written_once_and_follows_the_files(folders, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    monkeypatch.setattr("etl.lexicon.compiled.user_cache_path", lambda _: cache)
    (mine,) = folders(LORA.replace('"lora"', '"lora-two"').replace('"LoRA"', '"LoRA Two"').replace("Low", "Lowest"))

    def names() -> list[str]:
        return [e.concept.name for e in load_lexicon([mine]).concepts]

    assert "LoRA Two" in names()
    (first,) = cache.iterdir()
    assert "LoRA Two" in names()
    assert list(cache.iterdir()) == [first]

    file = mine / "all.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("LoRA Two", "LoRA Too"), encoding="utf-8")
    later = time.time_ns() + 1_000_000
    os.utime(file, ns=(later, later))
    assert "LoRA Too" in names()
    assert "LoRA Two" not in names()


def test_a_damaged_cache_is_made_again(folders, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    monkeypatch.setattr("etl.lexicon.compiled.user_cache_path", lambda _: cache)
    whole = load_lexicon()
    (file,) = cache.iterdir()
    file.write_bytes(b"no lexicon")
    assert load_lexicon() == whole
