// name: unlocked-by
// title: What does this concept open the way to?
// title_zh: 学会这个概念之后能学什么？
// about: All concepts that rest on this one over PREREQUISITE_OF, nearest first.
// about_zh: 沿先修关系依赖该概念的全部概念，近者在前。
// tags: learning, prerequisites
// param concept: concept = "LoRA"
// param depth: int 1..6 = 3
// returns: id, name, level, distance
MATCH path = (:Concept {id: $concept})-[:PREREQUISITE_OF*1..6]->(next:Concept)
WHERE length(path) <= $depth
RETURN next.id AS id, next.name AS name, next.level AS level, min(length(path)) AS distance
ORDER BY distance, id
