// name: without-prerequisites
// title: Which advanced concepts have no prerequisites recorded?
// title_zh: 哪些进阶概念没有记录先修？
// about: Concepts of a high level that nothing leads to: the learning order has a hole there.
// about_zh: 难度高却没有先修的概念，说明学习顺序在这里有缺口。
// tags: learning, gaps
// param level: int 1..5 = 4
// param top: int 1..500 = 50
// returns: id, name, level, area
MATCH (c:Concept)
WHERE c.level >= $level AND NOT EXISTS { MATCH (:Concept)-[:PREREQUISITE_OF]->(c) }
RETURN c.id AS id, c.name AS name, c.level AS level, c.area AS area
ORDER BY level DESC, id LIMIT $top
