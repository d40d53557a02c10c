// name: notes-about
// title: Which notes treat this concept?
// title_zh: 哪些笔记讲到这个概念？
// about: Notes by the number of their passages that name it.
// about_zh: 按提到它的段落数排列的笔记。
// tags: notes
// param concept: concept = "GQA"
// returns: path, title, lang, passages
MATCH (n:Note)-[:HAS]->(p:Passage)-[:MENTIONS]->(:Concept {id: $concept})
RETURN n.path AS path, n.title AS title, n.lang AS lang, count(DISTINCT p) AS passages
ORDER BY passages DESC, path
