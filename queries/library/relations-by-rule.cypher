// name: relations-by-rule
// title: Which rules found the relations?
// title_zh: 关系是由哪些规则找到的？
// about: Number of relations and their mean confidence for each rule.
// about_zh: 每条规则找到的关系数量和平均置信度。
// tags: evidence, overview
// returns: rule, relations, confidence
MATCH (:Concept)-[r]->(:Concept)
WHERE r.rules IS NOT NULL
WITH r, r.rules AS rules
UNWIND rules AS rule
RETURN rule, count(*) AS relations,
       round(sum(toInteger(round(r.confidence * 1000))) / (10.0 * count(*))) / 100 AS confidence // whole numbers add up alike in any order
ORDER BY relations DESC, rule
