// name: learning-order-of-area
// title: In which order can an area be learned?
// title_zh: 一个领域可以按什么顺序学？
// about: Concepts of an area by level, then by the number of concepts that they need.
// about_zh: 按难度、再按先修数量排列某领域的概念。
// tags: learning, areas
// param area: string = "finetuning"
// param top: int 1..500 = 100
// returns: level, id, name, name_zh, needs
MATCH (c:Concept {area: $area})
OPTIONAL MATCH (need:Concept)-[:PREREQUISITE_OF]->(c)
RETURN c.level AS level, c.id AS id, c.name AS name, c.name_zh AS name_zh, count(DISTINCT need) AS needs
ORDER BY level, needs, id LIMIT $top
