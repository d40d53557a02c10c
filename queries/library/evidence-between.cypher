// name: evidence-between
// title: Which lines connect two concepts?
// title_zh: 哪些行把两个概念联系起来？
// about: Evidence lines of the relations between them.
// about_zh: 两者之间关系的依据行。
// tags: evidence, comparison
// param first: concept = "GQA"
// param second: concept = "MQA"
// returns: relation, path, line, text
MATCH (:Concept {id: $first})-[r]-(:Concept {id: $second})
WHERE r.evidence IS NOT NULL
WITH r, r.evidence AS ids
UNWIND ids AS id
WITH r, id
MATCH (p:Passage {id: id})
RETURN type(r) AS relation, p.path AS path, p.line AS line, p.text AS text
ORDER BY relation, path, line
