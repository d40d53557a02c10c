"""What the guard lets through, and how it speaks; what it refuses stands in tests/cases/hostile.toml."""

import pytest
from graph_samples import SHARED_QUERIES
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryRefused
from queries.catalog import catalog
from queries.guard import check_query, refusal_of

READING = [
    "MATCH (c:Concept) RETURN c.name",
    "match (c:Concept) return c.name limit 5;",
    "MATCH (n:Set)-[:CREATE|DELETE]->(m:`Drop`) RETURN n.set, m.delete AS removed",
    "RETURN {create: 1, set: 2, load: 3} AS map",
    "MATCH (set:Concept) WHERE set.level > 1 RETURN `set`",
    "MATCH (c:Concept) RETURN c {.id, set: c.level}",
    "RETURN 'CREATE (n) SET n.x = 1; DROP INDEX y' AS text",
    "RETURN \"LOAD CSV FROM 'file:///x'\" AS text",
    r"RETURN '\' AS a CREATE (n:Evil) //' AS text",
    "RETURN 1 AS `create me`",
    "// CREATE (n)\nMATCH (n) /* DELETE n */ RETURN n",
    "MATCH (c:Concept) WHERE c.name CONTAINS 'ＣＲＥＡＴＥ' RETURN c",
    "MATCH (c:Concept) WHERE c.name_zh = '注意力' RETURN c.name AS 名称",
    "CALL db.labels() YIELD label RETURN label",
    "call DB.relationshipTypes()",
    "CALL `db`.`labels`()",
    "CALL db.index.fulltext.queryNodes('names', $text) YIELD node, score RETURN node.name, score",
    "MATCH (c:Concept) CALL (c) { MATCH (c)-->(d) RETURN count(d) AS n } RETURN c.id, n",
    "CALL { MATCH (c) RETURN c LIMIT 1 } RETURN c",
    "RETURN date.truncate('month', date()) AS d, point.distance(point({x: 1, y: 2}), point({x: 1, y: 3})) AS p",
    "WITH 1 AS start MATCH (c:Concept) WHERE c.level >= start RETURN c",
    "MATCH (c:Concept) WHERE c.level IN $levels RETURN c",
    "UNWIND $rows AS row RETURN row.create",
    "MATCH p = shortestPath((a)-[*..5]-(b)) RETURN p",
    "OPTIONAL MATCH (n) RETURN n",
]


@pytest.mark.parametrize("query", READING)
def test_reading_is_let_through(query: str) -> None:
    assert refusal_of(query) is None


def test_the_library_and_the_shared_queries_are_let_through() -> None:
    texts = [query.cypher for query in catalog().values()]
    texts += [path.read_text(encoding="utf-8") for path in sorted(SHARED_QUERIES.glob("dev/*.cypher"))]
    assert [text for text in texts if refusal_of(text)] == []


@pytest.mark.parametrize(
    ("query", "clause", "says"),
    [
        ("MATCH (c)\nSET c.x = 1", "SET", "line 2: SET is refused: it would change the graph"),
        ("LOAD CSV FROM 'x' AS l RETURN l", "LOAD", "give the data as a parameter"),
        ("WITH 1 AS x LOAD CSV FROM 'x' AS l RETURN l", "LOAD CSV", "give the data as a parameter"),
        ("RETURN 1; RETURN 2", ";", "one statement at a time"),
        ("CALL dbms.listConfig()", "CALL dbms.listConfig", "allowed are db.index"),
        ("RETURN apoc.static.get('x')", "apoc.static.get()", "use those of Cypher itself"),
        ("SHOW SETTINGS", "SHOW", "CALL db.labels()"),
        ("MATCH (n) RETURN 'open", "'", "close it"),
        ("RETURN\u200b 1", "U+200B", "delete it"),
        ("", "nothing", "the query is empty"),
        ("RETURN " + "(" * 61 + "1" + ")" * 61, "nesting", "write it flatter"),
        ("RETURN '" + "x" * 20_001 + "'", "the query", "give data as parameters"),
    ],
)
def test_a_refusal_names_the_clause_and_what_to_do(query: str, clause: str, says: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        check_query(query)
    assert caught.value.clause == clause
    assert says in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_gets_a_decision(text: str) -> None:
    refusal = refusal_of(text)
    assert refusal is None or refusal.line >= 1


COMMENTS = st.sampled_from(["", " ", "\n", "/* x */", "// x\n", "\t", "\r", "\u00a0", "\u3000"])
CASES = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])


@given(
    st.sampled_from(["CREATE", "MERGE", "SET", "DELETE", "REMOVE", "FOREACH", "INSERT", "DROP", "LOAD"]),
    CASES,
    COMMENTS,
)
def test_no_spelling_of_a_writing_clause_gets_through(word: str, case: object, gap: str) -> None:
    spelled = case(word)  # type: ignore[operator]
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in spelled)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in spelled)
    for form in (spelled, escaped, wide):
        assert refusal_of(f"MATCH (n) WITH n {gap or ' '}{form}{gap or ' '}n CSV") is not None


@given(st.text(alphabet=st.characters(exclude_characters="'\\", exclude_categories=["Cs"]), max_size=40))
def test_what_stands_in_a_string_is_never_refused(text: str) -> None:
    assert refusal_of(f"RETURN '{text}' AS x") is None
