// name: hubs
// title: Which concepts have most relations?
// title_zh: 哪些概念的关系最多？
// about: Concepts by the number of different neighbours.
// about_zh: 按不同相邻概念的数量排列。
// tags: hubs, overview
// param top: int 1..200 = 20
// returns: id, name, area, neighbours
MATCH (c:Concept)-[]-(d:Concept)
RETURN c.id AS id, c.name AS name, c.area AS area, count(DISTINCT d) AS neighbours
ORDER BY neighbours DESC, id LIMIT $top
