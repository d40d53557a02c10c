// name: foundations
// title: Which concepts carry most others?
// title_zh: 哪些概念支撑着最多的其他概念？
// about: Concepts by the number of concepts that need them directly.
// about_zh: 按直接依赖它的概念数量排列。
// tags: learning, prerequisites, hubs
// param top: int 1..200 = 20
// returns: id, name, area, needed_by
MATCH (c:Concept)-[:PREREQUISITE_OF]->(d:Concept)
RETURN c.id AS id, c.name AS name, c.area AS area, count(DISTINCT d) AS needed_by
ORDER BY needed_by DESC, id LIMIT $top
