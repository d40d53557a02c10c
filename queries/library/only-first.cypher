// name: only-first
// title: What does the first concept have that the second has not?
// title_zh: 第一个概念有、第二个概念没有的联系是什么？
// about: Neighbours of the first that the second has no relation with.
// about_zh: 只与第一个概念有关系、与第二个没有的概念。
// tags: comparison
// param first: concept = "QLoRA"
// param second: concept = "LoRA"
// returns: relation, id, name
MATCH (a:Concept {id: $first})-[r]-(x:Concept)
WHERE x.id <> $second AND NOT EXISTS { MATCH (x)--(:Concept {id: $second}) }
RETURN DISTINCT type(r) AS relation, x.id AS id, x.name AS name
ORDER BY relation, id
