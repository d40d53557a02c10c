// name: areas-overview
// title: Which areas are there, and how large are they?
// title_zh: 有哪些领域，各有多大？
// about: Areas with their concepts and the relations that stay within them.
// about_zh: 各领域的概念数，以及领域内部的关系数。
// tags: areas, overview
// returns: area, concepts, inner_relations
MATCH (c:Concept)
OPTIONAL MATCH (c)-[r]->(d:Concept)
WHERE d.area = c.area
RETURN c.area AS area, count(DISTINCT c) AS concepts, count(r) AS inner_relations
ORDER BY concepts DESC, area
