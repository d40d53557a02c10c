// name: evidence-of
// title: Which lines state the relations of this concept?
// title_zh: 笔记的哪些行说明了这个概念的关系？
// about: The evidence lines of all its relations, with file and line.
// about_zh: 该概念全部关系的依据，附文件和行号。
// tags: evidence, notes
// param concept: concept = "GQA"
// returns: subject, relation, object, path, line, text
MATCH (c:Concept {id: $concept})-[r]-(other:Concept)
WHERE r.evidence IS NOT NULL
WITH c, r, other, r.evidence AS ids
UNWIND ids AS id
WITH c, r, other, id
MATCH (p:Passage {id: id})
RETURN startNode(r).name AS subject, type(r) AS relation, endNode(r).name AS object, p.path AS path, p.line AS line,
       p.text AS text
ORDER BY relation, subject, object, path, line
