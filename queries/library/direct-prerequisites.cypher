// name: direct-prerequisites
// title: What does this concept rest on directly?
// title_zh: 这个概念直接依赖哪些概念？
// about: The concepts one step before this one, each with the reason and how sure it is.
// about_zh: 紧挨在该概念之前的概念，附理由和置信度。
// tags: learning, prerequisites
// param concept: concept = "QLoRA"
// returns: id, name, level, reason, status, confidence
MATCH (need:Concept)-[r:PREREQUISITE_OF]->(:Concept {id: $concept})
RETURN need.id AS id, need.name AS name, need.level AS level, r.reason AS reason, r.status AS status,
       r.confidence AS confidence
ORDER BY confidence DESC, id
