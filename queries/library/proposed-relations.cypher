// name: proposed-relations
// title: Which relations wait for review?
// title_zh: 哪些关系等待审核？
// about: Relations that a rule found but is not precise enough to assert.
// about_zh: 规则找到、但精度不足以直接采用的关系。
// tags: evidence, review
// param top: int 1..1000 = 100
// returns: subject, relation, object, confidence, rules, evidence
MATCH (a:Concept)-[r {status: 'proposed'}]->(b:Concept)
RETURN a.name AS subject, type(r) AS relation, b.name AS object, r.confidence AS confidence, r.rules AS rules,
       r.evidence AS evidence
ORDER BY confidence DESC, subject, relation, object LIMIT $top
