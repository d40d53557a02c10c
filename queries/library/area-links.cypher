// name: area-links
// title: How do the areas hang together?
// title_zh: 各领域之间如何联系？
// about: Pairs of areas by the number of relations from one to the other.
// about_zh: 领域对之间的关系数量，区分方向。
// tags: areas, communities
// param top: int 1..500 = 40
// returns: from_area, to_area, relations
MATCH (a:Concept)-[r]->(b:Concept)
WHERE a.area <> b.area
RETURN a.area AS from_area, b.area AS to_area, count(r) AS relations
ORDER BY relations DESC, from_area, to_area LIMIT $top
