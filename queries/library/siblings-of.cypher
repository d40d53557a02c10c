// name: siblings-of
// title: What else was built on the same thing?
// title_zh: 还有什么是在同一基础上发展来的？
// about: Concepts that extend what this one extends.
// about_zh: 与该概念扩展自同一对象的其他概念。
// tags: lineage, comparison
// param concept: concept = "QLoRA"
// returns: id, name, parent
MATCH (c:Concept {id: $concept})-[:EXTENDS]->(parent:Concept)<-[:EXTENDS]-(other:Concept)
WHERE other.id <> c.id
RETURN DISTINCT other.id AS id, other.name AS name, parent.name AS parent
ORDER BY parent, id
