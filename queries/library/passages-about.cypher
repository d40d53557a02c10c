// name: passages-about
// title: Where is this concept written about?
// title_zh: 笔记在哪里写到这个概念？
// about: Passages that name it, headings first.
// about_zh: 提到它的段落，标题在前。
// tags: notes, evidence
// param concept: concept = "GQA"
// param top: int 1..500 = 50
// returns: path, line, kind, lang, text
MATCH (p:Passage)-[:MENTIONS]->(:Concept {id: $concept})
RETURN DISTINCT p.path AS path, p.line AS line, p.kind AS kind, p.lang AS lang, p.text AS text
ORDER BY CASE WHEN kind = 'heading' THEN 0 ELSE 1 END, path, line LIMIT $top
