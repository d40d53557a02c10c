// name: unlinked-questions
// title: Which questions name no known concept?
// title_zh: 哪些问题没有关联任何概念？
// about: Questions that the lexicon does not reach yet.
// about_zh: 词表尚未覆盖的问题。
// tags: questions, gaps
// param top: int 1..1000 = 100
// returns: text, path, line
MATCH (q:Question)
WHERE NOT EXISTS { MATCH (q)-[:ASKS]->(:Concept) }
RETURN q.text AS text, q.path AS path, q.line AS line
ORDER BY path, line, text LIMIT $top
