"""The Cypher that gives what a view shows, to read, copy and change in the console."""

from collections.abc import Sequence

from app.graph_view.exploration import Exploration


def cypher_of(state: Exploration) -> str:
    """The query of an exploration."""
    if state.lens == "map":
        counted = "RETURN c.area AS area, count(DISTINCT c) AS concepts ORDER BY concepts DESC"
        return f"MATCH (c:Concept)-[r]-(:Concept)\n{counted}"
    kind = ":PREREQUISITE_OF" if state.lens == "order" else ""
    if state.path_to:
        first, last = (f'(:Concept {{id: "{concept}"}})' for concept in (state.focus, state.path_to))
        return f"MATCH path = shortestPath({first}-[{kind}*..6]-{last})\nRETURN path"
    left, right = (
        ("<-", "-") if state.direction == "needs" else ("-", "->") if state.direction == "leads" else ("-", "-")
    )
    depth = f"*1..{state.depth}" if state.depth > 1 else ""
    where = "" if state.lens == "order" else "\nWHERE none(r IN rels WHERE type(r) = 'PREREQUISITE_OF')"
    if state.depth == 1:
        extra = "" if state.lens == "order" else "\nWHERE type(r) <> 'PREREQUISITE_OF'"
        return f'MATCH (c:Concept {{id: "{state.focus}"}}){left}[r{kind}]{right}(n:Concept){extra}\nRETURN c, r, n'
    return (
        f'MATCH path = (:Concept {{id: "{state.focus}"}}){left}[{kind}{depth}]{right}(:Concept)\n'
        f"WITH path, relationships(path) AS rels{where}\nRETURN path LIMIT 100"
    )


def plan_cypher(goals: Sequence[str]) -> str:
    """All prerequisites of the goals with their order."""
    wanted = ", ".join(f'"{g}"' for g in goals)
    return (
        f"MATCH (goal:Concept) WHERE goal.id IN [{wanted}]\n"
        "MATCH (need:Concept)-[:PREREQUISITE_OF*1..8]->(goal)\n"
        "RETURN DISTINCT need.id AS id, need.name AS name, need.level AS level ORDER BY level, id"
    )


def concept_cypher(concept: str) -> str:
    """All relations at a concept."""
    return (
        f'MATCH (c:Concept {{id: "{concept}"}})-[r]-(n:Concept)\n'
        "RETURN startNode(r).name AS subject, type(r) AS relation, endNode(r).name AS object,\n"
        "       r.status AS status, r.confidence AS confidence\nORDER BY relation, subject, object"
    )


def compare_cypher(first: str, second: str) -> str:
    """What two concepts have in common."""
    return (
        f'MATCH (a:Concept {{id: "{first}"}})-[r1]-(n:Concept)-[r2]-(b:Concept {{id: "{second}"}})\n'
        "RETURN DISTINCT n.id AS id, n.name AS shared, type(r1) AS to_first, type(r2) AS to_second ORDER BY shared"
    )


def lineage_cypher(concept: str) -> str:
    """What a concept was built on."""
    return (
        f'MATCH path = (:Concept {{id: "{concept}"}})-[:EXTENDS|GENERALIZES*1..6]-(n:Concept)\n'
        "RETURN DISTINCT n.year AS year, n.name AS name, n.id AS id ORDER BY year, name"
    )


def questions_cypher(concept: str) -> str:
    """Questions with what they ask about."""
    where = f'{{id: "{concept}"}}' if concept else ""
    return f"MATCH (q:Question)-[:ASKS]->(c:Concept {where})\nRETURN q.text AS question, c.name AS about LIMIT 100"
