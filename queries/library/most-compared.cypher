// name: most-compared
// title: Which concepts are compared most?
// title_zh: 哪些概念最常被拿来对比？
// about: Pairs that the notes contrast or offer as alternatives, by the number of files that do.
// about_zh: 笔记中对比或互为替代的概念对，按提及的文件数排列。
// tags: comparison, hubs
// param top: int 1..200 = 20
// returns: first, second, relation, support
MATCH (a:Concept)-[r:CONTRASTS_WITH|ALTERNATIVE_TO]->(b:Concept)
RETURN a.name AS first, b.name AS second, type(r) AS relation, r.support AS support
ORDER BY support DESC, first, second, relation LIMIT $top
