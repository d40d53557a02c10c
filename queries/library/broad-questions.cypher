// name: broad-questions
// title: Which questions join most concepts?
// title_zh: 哪些问题涉及的概念最多？
// about: Questions by the number of concepts that they ask about.
// about_zh: 按涉及的概念数排列的问题。
// tags: questions
// param top: int 1..500 = 30
// returns: text, path, line, concepts
MATCH (q:Question)-[:ASKS]->(c:Concept)
RETURN q.text AS text, q.path AS path, q.line AS line, count(DISTINCT c) AS concepts
ORDER BY concepts DESC, path, line, text LIMIT $top
