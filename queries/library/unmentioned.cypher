// name: unmentioned
// title: Which known concepts do the notes never name?
// title_zh: 哪些已收录的概念笔记从未提到？
// about: Curated concepts without a passage: what the notes do not cover.
// about_zh: 词表里有、笔记中没有出现的概念。
// tags: gaps, notes
// param top: int 1..1000 = 100
// returns: id, name, area, level
MATCH (c:Concept {status: 'curated'})
WHERE NOT EXISTS { MATCH (:Passage)-[:MENTIONS]->(c) }
RETURN c.id AS id, c.name AS name, c.area AS area, c.level AS level
ORDER BY area, id LIMIT $top
