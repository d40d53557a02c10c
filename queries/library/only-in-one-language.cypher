// name: only-in-one-language
// title: Which concepts are written about in one language only?
// title_zh: 哪些概念只有一种语言的笔记？
// about: Concepts that passages of the given language name and those of the other never do.
// about_zh: 只在该语言的段落中出现的概念。
// tags: notes, gaps
// param lang: enum zh|en = "zh"
// param top: int 1..500 = 50
// returns: id, name, passages
MATCH (c:Concept)<-[:MENTIONS]-(p:Passage)
WITH c, count(p) AS passages, sum(CASE WHEN p.lang = $lang THEN 0 ELSE 1 END) AS others
WHERE others = 0
RETURN c.id AS id, c.name AS name, passages
ORDER BY passages DESC, id LIMIT $top
