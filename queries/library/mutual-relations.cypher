// name: mutual-relations
// title: Which concepts point at each other?
// title_zh: 哪些概念互相指向对方？
// about: Pairs with relations in both directions, of any types.
// about_zh: 双向都有关系的概念对，不限类型。
// tags: review, cycles
// param top: int 1..500 = 50
// returns: first, second, there, back
MATCH (a:Concept)-[r]->(b:Concept)-[s]->(a)
WHERE a.id < b.id AND type(r) <> 'PREREQUISITE_OF' AND type(s) <> 'PREREQUISITE_OF'
RETURN a.name AS first, b.name AS second, type(r) AS there, type(s) AS back
ORDER BY first, second, there, back LIMIT $top
