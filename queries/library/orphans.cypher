// name: orphans
// title: Which concepts stand alone?
// title_zh: 哪些概念没有任何关系？
// about: Concepts without any relation to another, most often mentioned first.
// about_zh: 与其他概念没有关系的概念，提到次数多者在前。
// tags: gaps, review
// param top: int 1..1000 = 100
// returns: id, name, area, status, passages
MATCH (c:Concept)
WHERE NOT EXISTS { MATCH (c)--(:Concept) }
OPTIONAL MATCH (p:Passage)-[:MENTIONS]->(c)
RETURN c.id AS id, c.name AS name, c.area AS area, c.status AS status, count(DISTINCT p) AS passages
ORDER BY passages DESC, id LIMIT $top
