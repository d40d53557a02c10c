// name: concept-card
// title: What is known of this concept?
// title_zh: 关于这个概念知道些什么？
// about: Its names, definitions, place in the ontology and counts.
// about_zh: 它的名称、定义、分类和统计。
// tags: overview
// param concept: concept = "GQA"
// returns: id, name, name_zh, aliases, kind, area, level, definition, definition_zh, status, relations, passages
MATCH (c:Concept {id: $concept})
RETURN c.id AS id, c.name AS name, c.name_zh AS name_zh, c.aliases AS aliases, c.kind AS kind, c.area AS area,
       c.level AS level, c.definition AS definition, c.definition_zh AS definition_zh, c.status AS status,
       COUNT { (c)--(:Concept) } AS relations, COUNT { (:Passage)-[:MENTIONS]->(c) } AS passages
