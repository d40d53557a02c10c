// name: parts-of
// title: What is this made of?
// title_zh: 它由哪些部分组成？
// about: Its parts, and the parts of its parts.
// about_zh: 它的组成部分，以及部分的部分。
// tags: lineage
// param concept: concept = "transformer"
// returns: id, name, distance
MATCH path = (part:Concept)-[:PART_OF*1..3]->(:Concept {id: $concept})
RETURN part.id AS id, part.name AS name, min(length(path)) AS distance
ORDER BY distance, id
