// name: used-by
// title: Who uses this concept?
// title_zh: 谁在使用这个概念？
// about: Methods, models and systems that use it or that it is part of.
// about_zh: 使用它或由它组成的方法、模型和系统。
// tags: lineage
// param concept: concept = "attention"
// param top: int 1..500 = 50
// returns: id, name, relation, confidence
MATCH (c:Concept {id: $concept})-[r:USES|PART_OF]-(other:Concept)
WHERE (type(r) = 'USES' AND endNode(r).id = $concept) OR (type(r) = 'PART_OF' AND startNode(r).id = $concept)
RETURN other.id AS id, other.name AS name, type(r) AS relation, r.confidence AS confidence
ORDER BY relation, confidence DESC, id LIMIT $top
