// name: most-mentioned
// title: Which concepts are written about most?
// title_zh: 哪些概念被提到得最多？
// about: Concepts by the number of passages that name them.
// about_zh: 按提到它的段落数排列。
// tags: hubs, notes
// param top: int 1..200 = 20
// returns: id, name, area, passages, notes
MATCH (c:Concept)<-[:MENTIONS]-(p:Passage)
RETURN c.id AS id, c.name AS name, c.area AS area, count(DISTINCT p) AS passages, count(DISTINCT p.path) AS notes
ORDER BY passages DESC, id LIMIT $top
