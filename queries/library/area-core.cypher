// name: area-core
// title: Which concepts hold an area together?
// title_zh: 一个领域的核心概念是哪些？
// about: Concepts of an area by the number of its other concepts that they are related to.
// about_zh: 按与本领域其他概念的联系数排列。
// tags: areas, communities, hubs
// param area: string = "finetuning"
// param top: int 1..200 = 20
// returns: id, name, neighbours
MATCH (c:Concept {area: $area})-[]-(d:Concept {area: $area})
WHERE c.id <> d.id
RETURN c.id AS id, c.name AS name, count(DISTINCT d) AS neighbours
ORDER BY neighbours DESC, id LIMIT $top
