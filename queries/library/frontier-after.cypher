// name: frontier-after
// title: What can I learn next, knowing this concept and all before it?
// title_zh: 掌握这个概念及其全部先修之后，下一步能学什么？
// about: Concepts whose direct prerequisites are all known once this concept and what leads to it are.
// about_zh: 直接先修全部落在该概念及其先修之内的概念。
// tags: learning, frontier
// param concept: concept = "LoRA"
// returns: id, name, level, needs
MATCH (goal:Concept {id: $concept})
OPTIONAL MATCH (before:Concept)-[:PREREQUISITE_OF*1..8]->(goal)
WITH goal, collect(DISTINCT before.id) AS behind
WITH behind + [goal.id] AS known
MATCH (k:Concept)-[:PREREQUISITE_OF]->(next:Concept)
WHERE k.id IN known AND NOT next.id IN known
WITH DISTINCT next, known
MATCH (need:Concept)-[:PREREQUISITE_OF]->(next)
WITH next, known, collect(need.id) AS needs
WHERE all(id IN needs WHERE id IN known)
RETURN next.id AS id, next.name AS name, next.level AS level, size(needs) AS needs
ORDER BY level, id
