// name: alternatives-to
// title: What could I use instead of this?
// title_zh: 这个概念有什么替代方案？
// about: Concepts that the notes offer as a substitute or compare it with.
// about_zh: 笔记中作为替代或与之对比的概念。
// tags: comparison
// param concept: concept = "PPO"
// returns: id, name, relation, confidence
MATCH (:Concept {id: $concept})-[r:ALTERNATIVE_TO|CONTRASTS_WITH]-(other:Concept)
RETURN other.id AS id, other.name AS name, type(r) AS relation, r.confidence AS confidence
ORDER BY relation, confidence DESC, id
