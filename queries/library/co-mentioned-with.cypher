// name: co-mentioned-with
// title: What is named together with this concept?
// title_zh: 哪些概念常与它一起出现？
// about: Concepts in the same passages, most often first.
// about_zh: 与它出现在同一段落的概念，次数多者在前。
// tags: co-mention
// param concept: concept = "KV cache"
// param top: int 1..200 = 20
// returns: id, name, passages
MATCH (:Concept {id: $concept})<-[:MENTIONS]-(p:Passage)-[:MENTIONS]->(other:Concept)
WHERE other.id <> $concept
RETURN other.id AS id, other.name AS name, count(DISTINCT p) AS passages
ORDER BY passages DESC, id LIMIT $top
