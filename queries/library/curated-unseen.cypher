// name: curated-unseen
// title: What do curators say that these notes do not?
// title_zh: 哪些关系是整理者写的、笔记没有提到？
// about: Curated relations without any line in these notes.
// about_zh: 人工整理、但在这些笔记中没有出处的关系。
// tags: evidence, gaps
// param top: int 1..1000 = 100
// returns: subject, relation, object, reason
MATCH (a:Concept)-[r {status: 'curated'}]->(b:Concept)
WHERE type(r) <> 'PREREQUISITE_OF'
RETURN a.name AS subject, type(r) AS relation, b.name AS object, r.reason AS reason
ORDER BY subject, relation, object LIMIT $top
