"""What the guard knows: words, procedures and functions, as data."""

MAX_CHARACTERS = 20_000
MAX_DEPTH = 60
"""Brackets in brackets; engines read recursively, and their stacks end."""

INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
"""Unicode categories of characters that nobody sees."""

FIRST_WORDS = ("MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL")

BEFORE_NAMES = frozenset({".", ":", "|", "&", "!", "$", "%", "[", "(", ","})
"""Signs after which no clause begins (after `|` only in FOREACH, which is refused itself)."""
AFTER_NAMES = frozenset({":", ".", ")", "]", ",", "=", "<", ">"})
"""Signs that can't follow the word that begins a clause."""

_WRITES = "it would change the graph, which is read-only here; change the notes or the lexicon and build again"
_AS_NAME = "; if it is a name, put it in backticks"

CLAUSES: dict[str, tuple[str, str]] = {
    **{
        word: (word, _WRITES + _AS_NAME)
        for word in ("CREATE", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "FOREACH", "INSERT", "DROP")
    },
    "LOAD": ("LOAD CSV", "it reads files and the network; give the data as a parameter" + _AS_NAME),
    "USE": ("USE", "the console stays in its own database; leave it out" + _AS_NAME),
}
"""Words that begin a clause which is refused wherever it stands: the clause, and why."""

_PLANS = "plans are not shown here; run the query itself, or ask Neo4j Browser"
_ADMIN = "it administers the server; ask whoever runs it"
COMMANDS: dict[str, str] = {
    "EXPLAIN": _PLANS,
    "PROFILE": _PLANS,
    "CYPHER": "options of the engine are not for the console; leave them out",
    "USING": "it is for writing in batches; leave it out",
    "SHOW": "it can show settings and other people's queries; for labels and types use CALL db.labels() or :schema",
    "SELECT": "this is SQL; write MATCH (c:Concept) RETURN c.name",
    "BEGIN": "each query is a transaction by itself; leave it out",
    "COMMIT": "each query is a transaction by itself; leave it out",
    "ROLLBACK": "each query is a transaction by itself; leave it out",
    **dict.fromkeys(("CREATE", "MERGE", "DELETE", "DETACH", "INSERT", "SET", "REMOVE", "FOREACH", "DROP"), _WRITES),
    "LOAD": "it reads files and the network; give the data as a parameter",
    **dict.fromkeys(
        (
            "ALTER",
            "DENY",
            "DEALLOCATE",
            "DRYRUN",
            "ENABLE",
            "GRANT",
            "REALLOCATE",
            "RENAME",
            "REVOKE",
            "START",
            "STOP",
            "TERMINATE",
        ),
        _ADMIN,
    ),
}
"""Why a statement that begins with this word is refused."""

PROCEDURES: dict[str, str] = {
    name.casefold(): name
    for name in (
        "db.labels",
        "db.relationshipTypes",
        "db.propertyKeys",
        "db.index.fulltext.queryNodes",
    )
}
"""Procedures that only read the graph or its schema, by folded name."""

FUNCTION_SPACES = frozenset({"date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector"})
"""First parts of the dotted names of Cypher's own functions (`date.truncate`, `point.distance`)."""
