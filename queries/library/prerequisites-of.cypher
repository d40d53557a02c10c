// name: prerequisites-of
// title: What should I know before this concept?
// title_zh: 学这个概念之前要先懂什么？
// about: All concepts that lead to this one over PREREQUISITE_OF, nearest first.
// about_zh: 沿先修关系能到达该概念的全部概念，近者在前。
// tags: learning, prerequisites
// param concept: concept = "QLoRA"
// param depth: int 1..8 = 4
// returns: id, name, level, distance
MATCH path = (need:Concept)-[:PREREQUISITE_OF*1..8]->(:Concept {id: $concept})
WHERE length(path) <= $depth // an upper bound of *1..n can't be a parameter
RETURN need.id AS id, need.name AS name, need.level AS level, min(length(path)) AS distance
ORDER BY distance, id
