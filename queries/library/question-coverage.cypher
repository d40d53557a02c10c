// name: question-coverage
// title: How well do questions cover the areas?
// title_zh: 各领域被问题覆盖得怎样？
// about: For each area its concepts, how many are asked about, and the number of questions.
// about_zh: 每个领域的概念数、被问到的概念数和问题数。
// tags: questions, areas
// returns: area, concepts, asked, questions
MATCH (c:Concept)
OPTIONAL MATCH (q:Question)-[:ASKS]->(c)
WITH c, count(q) AS number, collect(DISTINCT q.id) AS ids
WITH c.area AS area, c, number, ids
UNWIND CASE WHEN size(ids) = 0 THEN [null] ELSE ids END AS id
WITH area, c, number, id
RETURN area, count(DISTINCT c) AS concepts, count(DISTINCT CASE WHEN number > 0 THEN c.id END) AS asked,
       count(DISTINCT id) AS questions
ORDER BY questions DESC, area
