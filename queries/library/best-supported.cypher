// name: best-supported
// title: What do most notes agree on?
// title_zh: 哪些关系得到最多笔记支持？
// about: Relations by the number of independent files that state them.
// about_zh: 按独立陈述它的文件数排列的关系。
// tags: evidence, hubs
// param top: int 1..500 = 30
// returns: subject, relation, object, support, confidence
MATCH (a:Concept)-[r]->(b:Concept)
WHERE r.support > 0
RETURN a.name AS subject, type(r) AS relation, b.name AS object, r.support AS support, r.confidence AS confidence
ORDER BY support DESC, confidence DESC, subject, relation, object LIMIT $top
