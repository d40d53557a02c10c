// name: origins
// title: Which concepts founded a family?
// title_zh: 哪些概念开创了一个家族？
// about: Concepts that extend nothing themselves, by the number that extend them directly.
// about_zh: 自身不扩展别的概念，按直接扩展它的数量排列。
// tags: lineage, hubs
// param top: int 1..200 = 20
// returns: id, name, year, children
MATCH (child:Concept)-[:EXTENDS]->(c:Concept)
WHERE NOT EXISTS { MATCH (c)-[:EXTENDS]->(:Concept) }
RETURN c.id AS id, c.name AS name, c.year AS year, count(DISTINCT child) AS children
ORDER BY children DESC, id LIMIT $top
