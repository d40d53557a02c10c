"""Constraints and indexes of our labels in a Neo4j database."""

from collections.abc import Iterable

from neo4j import Session

from graph.stores.rows import KEY_PROPERTIES, key_property

NAMES_INDEX = "gradus_concept_names"
"""Full-text index over names and aliases of concepts, in both languages."""


def quoted(name: str) -> str:
    """`name` as it may stand in a query, whatever it holds."""
    return "`" + name.replace("`", "``") + "`"


def ensure_schema(session: Session, labels: Iterable[str]) -> None:
    """Make what is missing. A label that others use already gets a plain index: a constraint would bind their data."""
    there = {record["name"] for record in session.run("SHOW INDEXES YIELD name")}
    for label in sorted({*labels, *KEY_PROPERTIES}):
        name = f"gradus_{label.lower()}_{key_property(label)}"
        if name not in there:
            session.run(_key_statement(session, label, name)).consume()
    if NAMES_INDEX not in there:
        session.run(
            f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:Concept) ON EACH [n.name, n.name_zh, n.aliases] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
        ).consume()


def _key_statement(session: Session, label: str, name: str) -> str:
    found = session.run(f"MATCH (n:{quoted(label)}) RETURN count(n) AS number").single(strict=True)
    what = f"(n:{quoted(label)})"
    if found["number"]:
        return f"CREATE INDEX {quoted(name)} IF NOT EXISTS FOR {what} ON (n.{key_property(label)})"
    return f"CREATE CONSTRAINT {quoted(name)} IF NOT EXISTS FOR {what} REQUIRE n.{key_property(label)} IS UNIQUE"
