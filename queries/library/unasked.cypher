// name: unasked
// title: What is written about often but never asked?
// title_zh: 哪些概念常写到却没有被提问？
// about: Often named concepts without a question: material for new ones.
// about_zh: 经常出现却没有问题的概念，可以用来出题。
// tags: questions, gaps
// param top: int 1..500 = 30
// returns: id, name, area, passages
MATCH (p:Passage)-[:MENTIONS]->(c:Concept)
WHERE NOT EXISTS { MATCH (:Question)-[:ASKS]->(c) }
RETURN c.id AS id, c.name AS name, c.area AS area, count(DISTINCT p) AS passages
ORDER BY passages DESC, id LIMIT $top
