// name: remedies-for
// title: What helps against this problem?
// title_zh: 这个问题有什么解决办法？
// about: What addresses the problem, with confidence and the number of files that say so.
// about_zh: 缓解或解决该问题的概念，附置信度和支持文件数。
// tags: comparison
// param problem: concept = "hallucination"
// returns: id, name, status, confidence, support
MATCH (c:Concept)-[r:ADDRESSES]->(:Concept {id: $problem})
RETURN c.id AS id, c.name AS name, r.status AS status, r.confidence AS confidence, r.support AS support
ORDER BY confidence DESC, id
