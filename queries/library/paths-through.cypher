// name: paths-through
// title: Which learning chains run through a concept?
// title_zh: 哪些学习路线经过这个概念？
// about: Pairs of a direct prerequisite and a direct follower with the concept between them.
// about_zh: 以该概念为中间一步的“先修—概念—后续”组合。
// tags: learning, paths
// param concept: concept = "attention"
// param top: int 1..500 = 50
// returns: before, concept, after
MATCH (a:Concept)-[:PREREQUISITE_OF]->(c:Concept {id: $concept})-[:PREREQUISITE_OF]->(b:Concept)
RETURN a.name AS before, c.name AS concept, b.name AS after
ORDER BY before, after LIMIT $top
