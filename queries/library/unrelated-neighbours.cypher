// name: unrelated-neighbours
// title: What is named with this concept but not related to it?
// title_zh: 哪些概念常与它同现，却没有关系？
// about: Frequent company without any relation: what the extraction may have missed.
// about_zh: 经常同现却没有任何关系的概念，可能是抽取的遗漏。
// tags: co-mention, gaps
// param concept: concept = "LoRA"
// param top: int 1..200 = 20
// returns: id, name, passages
MATCH (c:Concept {id: $concept})<-[:MENTIONS]-(p:Passage)-[:MENTIONS]->(other:Concept)
WHERE other.id <> $concept AND NOT EXISTS { MATCH (other)--(:Concept {id: $concept}) }
RETURN other.id AS id, other.name AS name, count(DISTINCT p) AS passages
ORDER BY passages DESC, id LIMIT $top
