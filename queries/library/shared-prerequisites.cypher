// name: shared-prerequisites
// title: What do two concepts both rest on?
// title_zh: 两个概念有哪些共同的先修？
// about: Concepts that come before both, so learning them pays twice.
// about_zh: 同时位于两者之前的概念，学一次受益两次。
// tags: learning, prerequisites, comparison
// param first: concept = "LoRA"
// param second: concept = "RLHF"
// returns: id, name, level
MATCH (need:Concept)-[:PREREQUISITE_OF*1..6]->(:Concept {id: $first})
WITH DISTINCT need
MATCH (need)-[:PREREQUISITE_OF*1..6]->(:Concept {id: $second})
RETURN DISTINCT need.id AS id, need.name AS name, need.level AS level
ORDER BY level, id
