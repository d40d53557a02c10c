// name: special-cases-of
// title: What are special cases of this concept?
// title_zh: 这个概念有哪些特例？
// about: Kinds of it and concepts that it generalizes, with the type that says so.
// about_zh: 它的子类以及被它推广的概念，附关系类型。
// tags: lineage
// param concept: concept = "GQA"
// returns: id, name, relation
MATCH (c:Concept {id: $concept})-[r:GENERALIZES|IS_A]-(special:Concept)
WHERE (type(r) = 'GENERALIZES' AND startNode(r).id = $concept) OR (type(r) = 'IS_A' AND endNode(r).id = $concept)
RETURN special.id AS id, special.name AS name, type(r) AS relation
ORDER BY relation, id
