// name: cycles
// title: Where does a relation run in a circle?
// title_zh: 哪些关系绕成了圈？
// about: Circles of two to four relations of a type that should have none.
// about_zh: 本应无环的关系类型中，长度为二到四的环。
// tags: review, cycles
// param type: enum PREREQUISITE_OF|IS_A|PART_OF|EXTENDS|GENERALIZES|PRECEDES = "EXTENDS"
// param top: int 1..500 = 50
// returns: length, names
MATCH path = (c:Concept)-[:PREREQUISITE_OF|IS_A|PART_OF|EXTENDS|GENERALIZES|PRECEDES*2..4]->(c)
WHERE all(r IN relationships(path) WHERE type(r) = $type) AND all(n IN nodes(path) WHERE c.id <= n.id)
RETURN length(path) AS length, [n IN nodes(path) | n.name] AS names
ORDER BY length, names LIMIT $top
