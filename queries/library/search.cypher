// name: search
// title: Which concepts have this text in a name?
// title_zh: 哪些概念的名称包含这段文字？
// about: Search in names, Chinese names and aliases, without regard to case.
// about_zh: 在名称、中文名和别名中查找，不区分大小写。
// tags: overview
// param text: string = "attention"
// param top: int 1..500 = 50
// returns: id, name, name_zh, aliases, area
MATCH (c:Concept)
WHERE toLower(c.name) CONTAINS toLower($text) OR c.name_zh CONTAINS $text
   OR any(alias IN c.aliases WHERE toLower(alias) CONTAINS toLower($text))
RETURN c.id AS id, c.name AS name, c.name_zh AS name_zh, c.aliases AS aliases, c.area AS area
ORDER BY id LIMIT $top
