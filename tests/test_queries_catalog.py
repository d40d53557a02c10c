"""The form of a named query: what its header must say, and the sentence for each fault with file and line."""

import pytest

from graph.ontology import ontology
from queries.catalog import UnknownQuery, catalog, load_queries, named_query
from queries.header import CatalogError
from queries.named_query import Parameter

GOOD = """\
// name: above
// title: Which concepts are above a level?
// title_zh: 哪些概念高于某难度？
// about: Concepts by level.
// about_zh: 按难度列出概念。
// tags: overview, learning
// param level: int 1..5 = 3
// returns: id, name
MATCH (c:Concept) WHERE c.level > $level
RETURN c.id AS id, c.name AS name ORDER BY id
"""


def test_a_good_file_is_read_whole() -> None:
    query = load_queries([("above.cypher", GOOD)])["above"]
    assert (query.title, query.title_zh) == ("Which concepts are above a level?", "哪些概念高于某难度？")
    assert query.tags == ("overview", "learning")
    assert query.columns == ("id", "name")
    assert query.parameters == (Parameter("level", "int", 3, low=1, high=5),)
    assert query.parameters[0].describe() == "int 1..5 = 3"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("$level", "$levels", "above.cypher:9: $levels is not declared"),
        ("> $level", "> 3", "above.cypher:7: parameter level is never used"),
        ("// title: Which concepts are above a level?\n", "", "above.cypher:1: the header lacks title"),
        ("int 1..5 = 3", "int 1..5 = 9", "above.cypher:7: the default does not fit: level is int 1..5"),
        ("int 1..5 = 3", "number = 3", "above.cypher:7: 'number' is no type"),
        ("int 1..5 = 3", "int 1..5 = three", "above.cypher:7: the default three is no JSON"),
        ("// tags: overview, learning", "// tag: overview", "above.cypher:6: 'tag' is no header key"),
        ("// tags: overview, learning", "// just words", "above.cypher:6: a header line reads"),
        ("// returns: id, name", "// returns: id", "above.cypher:1: returns says id; the query gives id, name"),
        ("// name: above", "// name: below", "above.cypher:1: the file is called above.cypher, the query below"),
        ("MATCH (c:Concept) WHERE", "MATCH (c:Concept) SET c.x = 1 WITH c WHERE", "above.cypher:9: SET: it would"),
        ("// tags: overview", "// param level: string\n// tags: x", "above.cypher:8: parameter level is declared twice"),
        ("// tags: overview, learning", "// tags: x\n// tags: y", "above.cypher:7: tags is given twice"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_file_and_line(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(CatalogError) as caught:
        load_queries([("above.cypher", GOOD.replace(old, new))])
    assert str(caught.value).startswith(says)


def test_two_files_with_one_name_are_refused() -> None:
    with pytest.raises(CatalogError, match="is also the name of"):
        load_queries([("above.cypher", GOOD), ("above.cypher", GOOD)])


def test_the_library_covers_what_people_ask() -> None:
    assert len(catalog()) >= 40
    tags = {tag for query in catalog().values() for tag in query.tags}
    assert tags >= {
        *("prerequisites", "paths", "frontier", "lineage", "comparison", "evidence", "co-mention", "communities"),
        *("areas", "gaps", "contradictions", "questions", "hubs", "cycles", "notes"),
    }


def test_each_query_speaks_both_languages() -> None:
    for query in catalog().values():
        assert any("\u4e00" <= sign <= "\u9fff" for sign in query.title_zh), query.name
        assert any("\u4e00" <= sign <= "\u9fff" for sign in query.about_zh), query.name
        assert query.title.isascii(), query.name
        assert query.title.endswith("?") and query.title_zh.endswith("？"), query.name


def test_choices_and_areas_in_defaults_exist() -> None:
    for query in catalog().values():
        for parameter in query.parameters:
            assert not parameter.required, f"{query.name} runs without being told {parameter.name}"
            if parameter.name == "area":
                assert parameter.default in ontology().areas


def test_an_unknown_name_brings_the_nearest() -> None:
    with pytest.raises(UnknownQuery, match="Did you mean prerequisites-of"):
        named_query("prerequisite-of")
    with pytest.raises(UnknownQuery, match="--list"):
        named_query("zzzz")
