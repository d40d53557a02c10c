// name: similar-notes
// title: Which notes share most concepts?
// title_zh: 哪些笔记的概念重合最多？
// about: Pairs of notes by the number of concepts that both name.
// about_zh: 按共同提到的概念数排列的笔记对。
// tags: notes, co-mention
// param top: int 1..200 = 20
// returns: first, second, concepts
MATCH (n:Note)-[:HAS]->(:Passage)-[:MENTIONS]->(c:Concept)
WITH c, n.path AS path
WITH DISTINCT c, path
WITH c, collect(path) AS paths
WHERE size(paths) > 1
UNWIND paths AS first
UNWIND paths AS second
WITH first, second, c
WHERE first < second
RETURN first, second, count(c) AS concepts
ORDER BY concepts DESC, first, second LIMIT $top
