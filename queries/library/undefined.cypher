// name: undefined
// title: Which concepts have no definition?
// title_zh: 哪些概念还没有定义？
// about: Concepts without a definition in the given language, most often named first.
// about_zh: 缺少该语言定义的概念，出现次数多者在前。
// tags: gaps, review
// param lang: enum zh|en = "zh"
// param top: int 1..1000 = 50
// returns: id, name, status, passages
MATCH (c:Concept)
WHERE ($lang = 'zh' AND c.definition_zh IS NULL) OR ($lang = 'en' AND c.definition IS NULL)
OPTIONAL MATCH (p:Passage)-[:MENTIONS]->(c)
RETURN c.id AS id, c.name AS name, c.status AS status, count(DISTINCT p) AS passages
ORDER BY passages DESC, id LIMIT $top
