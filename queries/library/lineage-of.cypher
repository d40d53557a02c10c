// name: lineage-of
// title: What was this concept built on?
// title_zh: 这个概念是在什么基础上发展来的？
// about: The chain of EXTENDS back to its origins, nearest first.
// about_zh: 沿“扩展自”向源头追溯，近者在前。
// tags: lineage
// param concept: concept = "QLoRA"
// returns: id, name, year, distance
MATCH path = (:Concept {id: $concept})-[:EXTENDS*1..6]->(old:Concept)
RETURN old.id AS id, old.name AS name, old.year AS year, min(length(path)) AS distance
ORDER BY distance, id
