// name: relations-of
// title: What stands around this concept?
// title_zh: 这个概念与哪些概念有关系？
// about: All its relations with direction, status and confidence.
// about_zh: 它的全部关系，含方向、状态和置信度。
// tags: evidence
// param concept: concept = "LoRA"
// param confidence: float 0..1 = 0.0
// returns: relation, direction, id, name, status, confidence, support
MATCH (c:Concept {id: $concept})-[r]-(other:Concept)
WHERE r.confidence >= $confidence
RETURN type(r) AS relation, CASE WHEN startNode(r).id = $concept THEN 'out' ELSE 'in' END AS direction,
       other.id AS id, other.name AS name, r.status AS status, r.confidence AS confidence, r.support AS support
ORDER BY relation, direction, id
