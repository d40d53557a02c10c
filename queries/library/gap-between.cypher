// name: gap-between
// title: What is missing between what I know and what I want?
// title_zh: 从已知到目标还差哪些概念？
// about: Prerequisites of the goal that are neither the known concept nor before it.
// about_zh: 目标的先修中，既不是已知概念、也不在其先修之内的概念。
// tags: learning, prerequisites, gaps
// param known: concept = "multi-head attention"
// param goal: concept = "QLoRA"
// returns: id, name, level, area
MATCH (have:Concept {id: $known})
OPTIONAL MATCH (before:Concept)-[:PREREQUISITE_OF*1..8]->(have)
WITH have, collect(DISTINCT before.id) AS behind
WITH behind + [have.id] AS known
MATCH (need:Concept)-[:PREREQUISITE_OF*1..8]->(:Concept {id: $goal})
WHERE NOT need.id IN known
RETURN DISTINCT need.id AS id, need.name AS name, need.level AS level, need.area AS area
ORDER BY level, id
