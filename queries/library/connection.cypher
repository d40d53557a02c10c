// name: connection
// title: How are two concepts connected?
// title_zh: 两个概念之间有什么联系？
// about: The shortest chains of relations in any direction, with the type of each step.
// about_zh: 不计方向的最短关系链，附每一步的关系类型。
// tags: paths, comparison
// param from: concept = "LoRA"
// param to: concept = "RAG"
// returns: steps, names, types
MATCH (a:Concept {id: $from}), (b:Concept {id: $to})
WHERE a.id <> b.id
MATCH path = allShortestPaths((a)-[:IS_A|PART_OF|EXTENDS|GENERALIZES|USES|USED_FOR|ADDRESSES|EVALUATES|PRECEDES|ALTERNATIVE_TO|CONTRASTS_WITH*..6]-(b))
RETURN length(path) AS steps, [n IN nodes(path) | n.name] AS names, [r IN relationships(path) | type(r)] AS types
ORDER BY names, types LIMIT 20
