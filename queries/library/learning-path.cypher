// name: learning-path
// title: How does one concept lead to another?
// title_zh: 从一个概念怎样一步步学到另一个？
// about: The shortest chains over PREREQUISITE_OF, all of that length.
// about_zh: 沿先修关系的最短路线，同样长的都列出。
// tags: learning, paths
// param from: concept = "attention"
// param to: concept = "GQA"
// returns: steps, names
MATCH (a:Concept {id: $from}), (b:Concept {id: $to})
WHERE a.id <> b.id
MATCH path = allShortestPaths((a)-[:PREREQUISITE_OF*..12]->(b))
RETURN length(path) AS steps, [n IN nodes(path) | n.name] AS names
ORDER BY names LIMIT 20
