// name: weakly-supported
// title: Which statements stand on one line only?
// title_zh: 哪些关系只有一处依据？
// about: Asserted relations of one file, least sure first: the first to check.
// about_zh: 只有一个文件支持的关系，置信度低者在前，最值得复核。
// tags: evidence, review
// param confidence: float 0..1 = 0.8
// param top: int 1..500 = 50
// returns: subject, relation, object, confidence, rules
MATCH (a:Concept)-[r {status: 'asserted', support: 1}]->(b:Concept)
WHERE r.confidence <= $confidence
RETURN a.name AS subject, type(r) AS relation, b.name AS object, r.confidence AS confidence, r.rules AS rules
ORDER BY confidence, subject, relation, object LIMIT $top
