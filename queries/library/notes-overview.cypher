// name: notes-overview
// title: What is in the notes?
// title_zh: 笔记里有什么？
// about: Each note with its passages and the concepts that they name.
// about_zh: 每篇笔记的段落数和提到的概念数。
// tags: notes, overview
// returns: path, title, lang, passages, concepts
MATCH (n:Note)
OPTIONAL MATCH (n)-[:HAS]->(p:Passage)
OPTIONAL MATCH (p)-[:MENTIONS]->(c:Concept)
RETURN n.path AS path, n.title AS title, n.lang AS lang, count(DISTINCT p) AS passages, count(DISTINCT c) AS concepts
ORDER BY concepts DESC, path
