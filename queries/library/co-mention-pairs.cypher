// name: co-mention-pairs
// title: Which concepts of an area appear together?
// title_zh: 一个领域中哪些概念常一起出现？
// about: Pairs of concepts of one area by the number of passages that name both.
// about_zh: 同一领域内的概念对，按共同出现的段落数排列。
// tags: co-mention, areas
// param area: string = "attention"
// param top: int 1..200 = 30
// returns: first, second, passages
MATCH (a:Concept {area: $area})<-[:MENTIONS]-(p:Passage)-[:MENTIONS]->(b:Concept {area: $area})
WHERE a.id < b.id
RETURN a.name AS first, b.name AS second, count(DISTINCT p) AS passages
ORDER BY passages DESC, first, second LIMIT $top
