// name: common-ground
// title: What do two concepts have in common?
// title_zh: 两个概念有什么共同点？
// about: Concepts that both stand in a relation with, and how.
// about_zh: 与两者都有关系的概念及其关系类型。
// tags: comparison
// param first: concept = "LoRA"
// param second: concept = "QLoRA"
// returns: id, name, with_first, with_second
MATCH (a:Concept {id: $first})-[r]-(x:Concept)-[s]-(b:Concept {id: $second})
WHERE x.id <> a.id AND x.id <> b.id
WITH DISTINCT x.id AS id, x.name AS name, type(r) AS with_first, type(s) AS with_second
RETURN id, name, with_first, with_second
ORDER BY id, with_first, with_second
