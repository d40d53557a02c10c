"""Constraints and indexes of our labels in a Neo4j database."""

from collections.abc import Mapping

from neo4j import Session

from graph.stores.rows import KEY_PROPERTIES, key_property

NAMES_INDEX = "gradus_concept_names"
"""Full-text index over names and aliases of concepts, in both languages."""

_NAMES_STATEMENT = (
    f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:Concept) ON EACH [n.name, n.name_zh, n.aliases] "
    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
)
_POPULATED_WITHIN_S = 300


def quoted(name: str) -> str:
    """`name` as it may stand in a query, whatever it holds."""
    return "`" + name.replace("`", "``") + "`"


def ensure_schema(session: Session, ours: Mapping[str, int]) -> None:
    """Make what is missing and wait for it; `ours` is how many nodes of each label Gradus wrote.

    A label that others use too gets a plain index: a constraint would bind their data.
    """
    there = {record["name"] for record in session.run("SHOW INDEXES YIELD name")}
    missing = [
        statement
        for label in sorted({*ours, *KEY_PROPERTIES})
        if (name := f"gradus_{label.lower()}_{key_property(label)}") not in there
        for statement in [_key_statement(session, label, name, ours.get(label, 0))]
    ]
    if NAMES_INDEX not in there:
        missing.append(_NAMES_STATEMENT)
    for statement in missing:
        session.run(statement).consume()
    if missing:
        session.run(f"CALL db.awaitIndexes({_POPULATED_WITHIN_S})").consume()


def _key_statement(session: Session, label: str, name: str, ours: int) -> str:
    found = session.run(f"MATCH (n:{quoted(label)}) RETURN count(n) AS number").single(strict=True)
    what = f"(n:{quoted(label)})"
    if found["number"] > ours:
        return f"CREATE INDEX {quoted(name)} IF NOT EXISTS FOR {what} ON (n.{key_property(label)})"
    return f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS FOR {what} REQUIRE n.{key_property(label)} IS UNIQUE"
