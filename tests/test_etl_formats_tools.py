from format_samples import read, shown

from etl.discovery.candidates import find_candidates
from etl.markdown.properties import read_properties

VAULT_NOTE = r"""---
tags: [llm/peft, "#微调"]
aliases:
  - Low-Rank Adapters
other: [x]
---
#模型 #微调

See [[QLoRA]], [[Notes/GQA#Why|grouped]] and ==high **b** light== ![[p.png]] %%hidden%% end ^abc-12

> [!tip]+ Callout title
> body a == b

| a | b |
|--|--|
| [[X\|y]] | z |
"""


def test_an_obsidian_note_is_read_as_its_author_sees_it():
    assert shown(read("LoRA.md", VAULT_NOTE)) == [
        "2 p llm/peft",
        "2 p 微调",
        "4 p Low-Rank Adapters",
        "7 p #模型 #微调",
        "9 p See QLoRA, grouped and high b light end",
        "11 p Callout title body a == b",
        "14 r a | b",
        "16 r y | z",
    ]


def test_wiki_links_are_links():
    note = read("LoRA.md", VAULT_NOTE)
    links = [(p.text[s.start : s.end], s.target) for p in note for s in p.links]
    assert links == [("QLoRA", "QLoRA"), ("grouped", "Notes/GQA#Why"), ("y", "X")]


def test_what_only_looks_like_a_mark_stays():
    text = "The matrix [[1, 2], [3]] and a == b == c; 5%% of 10%% and x^2 or `[[a]]` !\n\n#注意力\n\ntext\n"
    assert shown(read("a.md", text))[0].startswith("1 p The matrix [[1, 2], [3]] and a == b == c;")
    assert "3 h1 注意力" in shown(read("a.md", text))


def test_aliases_of_a_known_title_are_its_other_names():
    note = read("LoRA.md", "---\naliases: [Low-Rank Adapters, LoRA]\n---\ntext\n")
    candidates, _ = find_candidates(note, [[] for _ in note], known={"lora"})
    assert [(c.name, c.other_names, c.line) for c in candidates] == [("Low-Rank Adapters", ("LoRA",), 2)]
    unknown, _ = find_candidates(note, [[] for _ in note], known=set())
    assert all("LoRA" not in c.other_names for c in unknown)


def test_front_matter_that_is_no_yaml_gives_nothing():
    assert read_properties("tags: [a\n: b") == ()
    assert read_properties("tags: " + "[" * 5_000) == ()
    assert read_properties("- tags") == ()
    assert [p.text for p in read_properties("Tags: a b\nalias: {x: y}\nkeywords: [1, [2], c]")] == ["a b", "c"]


def test_a_notion_export_goes_by_its_name_without_the_id():
    note = read(
        "sub/注意力 0123456789abcdef0123456789abcdef.md", "text\n\n<aside>\n💡 Callout about LoRA\n\n</aside>\n"
    )
    assert note.title == "注意力"
    assert shown(note) == ["1 p text", "4 p 💡 Callout about LoRA"]


def test_docsify_sidebars_are_lists_and_tips_are_text():
    sidebar = read("_sidebar.md", "* [Home](/)\n* Transformer\n  * [Attention](a.md)\n  * [GQA](b.md ':ignore')\n")
    assert shown(sidebar) == ["1 i1 Home", "2 i1 Transformer", "3 i2 Attention", "4 i2 GQA"]
    assert [p.parent for p in sidebar][2:] == [1, 1]
    assert shown(read("a.md", "!> Attention scales\n\n?> GQA\n")) == ["1 p Attention scales", "3 p GQA"]
