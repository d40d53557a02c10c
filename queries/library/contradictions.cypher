// name: contradictions
// title: Where do relations disagree?
// title_zh: 哪些关系互相矛盾？
// about: Pairs that are each other's part, kind or successor, or both kin and alternatives.
// about_zh: 互为部分、子类或后继，或者既是上下位又互为替代的概念对。
// tags: review, contradictions
// param top: int 1..500 = 100
// returns: subject, relation, object, against
MATCH (a:Concept)-[r:IS_A|PART_OF|EXTENDS|GENERALIZES|PRECEDES]->(b:Concept), (a)-[s]-(b)
WHERE (type(s) = type(r) AND startNode(s).id = b.id)
   OR (type(r) IN ['IS_A', 'PART_OF'] AND type(s) = 'ALTERNATIVE_TO')
   OR (type(r) = 'IS_A' AND type(s) = 'PART_OF')
   OR (type(r) = 'GENERALIZES' AND type(s) = 'IS_A' AND startNode(s).id = a.id)
RETURN a.name AS subject, type(r) AS relation, b.name AS object,
       startNode(s).name + ' ' + type(s) + ' ' + endNode(s).name AS against
ORDER BY subject, relation, object, against LIMIT $top
