"""Keywords and functions of read-only Cypher that both stores know, for completion."""

KEYWORDS = (
    "ALL", "AND", "ANY", "AS", "ASC", "BY", "CALL", "CASE", "CONTAINS", "COUNT", "DESC", "DISTINCT", "ELSE", "END",
    "ENDS WITH", "EXISTS", "FALSE", "IN", "IS NOT NULL", "IS NULL", "LIMIT", "MATCH", "NONE", "NOT", "NULL",
    "OPTIONAL MATCH", "OR", "ORDER BY", "RETURN", "SINGLE", "SKIP", "STARTS WITH", "THEN", "TRUE", "UNION",
    "UNION ALL", "UNWIND", "WHEN", "WHERE", "WITH", "XOR", "YIELD",
)  # fmt: skip

FUNCTIONS = (
    "abs", "allShortestPaths", "avg", "ceil", "coalesce", "collect", "count", "endNode", "exp", "floor", "head",
    "keys", "labels", "last", "left", "length", "log", "log10", "ltrim", "max", "min", "nodes", "percentileCont",
    "percentileDisc", "properties", "range", "reduce", "relationships", "replace", "reverse", "right", "round",
    "rtrim", "shortestPath", "sign", "size", "split", "sqrt", "startNode", "stDev", "stDevP", "substring", "sum",
    "tail", "toBoolean", "toFloat", "toInteger", "toLower", "toString", "toUpper", "trim", "type",
)  # fmt: skip
