// name: concepts-of-note
// title: Which concepts does a note name?
// title_zh: 一篇笔记提到哪些概念？
// about: Concepts of the notes whose path contains the text, most often named first.
// about_zh: 路径包含该文字的笔记所提到的概念，次数多者在前。
// tags: notes
// param note: string = "attention"
// param top: int 1..500 = 50
// returns: id, name, area, passages
MATCH (n:Note)-[:HAS]->(p:Passage)-[:MENTIONS]->(c:Concept)
WHERE toLower(n.path) CONTAINS toLower($note)
RETURN c.id AS id, c.name AS name, c.area AS area, count(DISTINCT p) AS passages
ORDER BY passages DESC, id LIMIT $top
