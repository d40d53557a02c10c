// name: discovered
// title: Which new concepts did these notes bring?
// title_zh: 这些笔记带来了哪些新概念？
// about: Concepts that are not in the lexicon, most often named first.
// about_zh: 词表之外新发现的概念，出现次数多者在前。
// tags: review, notes
// param top: int 1..1000 = 50
// returns: id, name, aliases, passages
MATCH (c:Concept {status: 'discovered'})
OPTIONAL MATCH (p:Passage)-[:MENTIONS]->(c)
RETURN c.id AS id, c.name AS name, c.aliases AS aliases, count(DISTINCT p) AS passages
ORDER BY passages DESC, id LIMIT $top
