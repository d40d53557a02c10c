// name: between-two
// title: What is said between two concepts?
// title_zh: 两个概念之间有哪些关系？
// about: All relations between them, in their direction, with status and confidence.
// about_zh: 两者之间的全部关系，含方向、状态和置信度。
// tags: comparison, evidence
// param first: concept = "GQA"
// param second: concept = "MQA"
// returns: subject, relation, object, status, confidence, reason
MATCH (a:Concept {id: $first})-[r]-(b:Concept {id: $second})
RETURN startNode(r).name AS subject, type(r) AS relation, endNode(r).name AS object, r.status AS status,
       r.confidence AS confidence, r.reason AS reason
ORDER BY relation, subject
