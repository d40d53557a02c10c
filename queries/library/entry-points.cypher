// name: entry-points
// title: Where can I enter an area?
// title_zh: 一个领域可以从哪里入门？
// about: Concepts of an area that need nothing else of that area but lead on within it.
// about_zh: 该领域中不依赖本领域其他概念、却被其依赖的概念。
// tags: learning, areas
// param area: string = "attention"
// returns: id, name, level, leads_to
MATCH (c:Concept {area: $area})-[:PREREQUISITE_OF]->(d:Concept {area: $area})
WHERE NOT EXISTS { MATCH (:Concept {area: $area})-[:PREREQUISITE_OF]->(c) }
RETURN c.id AS id, c.name AS name, c.level AS level, count(DISTINCT d) AS leads_to
ORDER BY leads_to DESC, id
