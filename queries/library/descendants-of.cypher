// name: descendants-of
// title: What was built on this concept?
// title_zh: 在这个概念的基础上发展出了什么？
// about: All that extends it, directly or over others, nearest first.
// about_zh: 直接或间接扩展它的概念，近者在前。
// tags: lineage
// param concept: concept = "LoRA"
// returns: id, name, year, distance
MATCH path = (new:Concept)-[:EXTENDS*1..6]->(:Concept {id: $concept})
RETURN new.id AS id, new.name AS name, new.year AS year, min(length(path)) AS distance
ORDER BY distance, id
