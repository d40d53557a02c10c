// name: relation-types
// title: Which types of relation are there, and how many?
// title_zh: 有哪些关系类型，各有多少？
// about: Relations between concepts by type and status.
// about_zh: 概念之间的关系，按类型和状态计数。
// tags: overview
// returns: relation, status, relations
MATCH (:Concept)-[r]->(:Concept)
RETURN type(r) AS relation, r.status AS status, count(*) AS relations
ORDER BY relation, status
