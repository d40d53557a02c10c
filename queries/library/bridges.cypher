// name: bridges
// title: Which concepts join several areas?
// title_zh: 哪些概念连接多个领域？
// about: Concepts by the number of areas that their neighbours belong to.
// about_zh: 按相邻概念所属领域的数量排列。
// tags: areas, communities, hubs
// param top: int 1..200 = 20
// returns: id, name, area, areas, neighbours
MATCH (c:Concept)-[]-(d:Concept)
WHERE c.area <> d.area
RETURN c.id AS id, c.name AS name, c.area AS area, count(DISTINCT d.area) AS areas, count(DISTINCT d) AS neighbours
ORDER BY areas DESC, neighbours DESC, id LIMIT $top
