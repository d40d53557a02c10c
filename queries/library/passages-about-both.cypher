// name: passages-about-both
// title: Where are two concepts named together?
// title_zh: 哪些段落同时提到两个概念？
// about: Passages that name both.
// about_zh: 同时提到两者的段落。
// tags: notes, comparison
// param first: concept = "LoRA"
// param second: concept = "QLoRA"
// param top: int 1..500 = 50
// returns: path, line, text
MATCH (:Concept {id: $first})<-[:MENTIONS]-(p:Passage)-[:MENTIONS]->(:Concept {id: $second})
RETURN DISTINCT p.path AS path, p.line AS line, p.text AS text
ORDER BY path, line LIMIT $top
