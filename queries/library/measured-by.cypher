// name: measured-by
// title: How is this measured?
// title_zh: 它用什么来评测？
// about: Metrics, benchmarks and datasets that evaluate the concept.
// about_zh: 评测该概念的指标、基准和数据集。
// tags: comparison
// param concept: concept = "large language model"
// returns: id, name, kind, confidence
MATCH (m:Concept)-[r:EVALUATES]->(:Concept {id: $concept})
RETURN m.id AS id, m.name AS name, m.kind AS kind, r.confidence AS confidence
ORDER BY confidence DESC, id
