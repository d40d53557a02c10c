// name: timeline
// title: How did an area unfold over the years?
// title_zh: 一个领域是怎样逐年发展的？
// about: Concepts of an area with a known year, oldest first.
// about_zh: 某领域中有年份的概念，早者在前。
// tags: lineage, areas
// param area: string = "attention"
// returns: year, id, name, paper_title
MATCH (c:Concept {area: $area})
WHERE c.year IS NOT NULL
RETURN c.year AS year, c.id AS id, c.name AS name, c.paper_title AS paper_title
ORDER BY year, id
