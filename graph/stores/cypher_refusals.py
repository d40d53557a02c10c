"""What both stores refuse by reading the query, beside the locks of their engines."""

from itertools import pairwise

from graph.errors import QueryRefused
from graph.stores.cypher_tokens import Token, decode_unicode_escapes, tokens

_WRITING = (
    "CREATE",
    "MERGE",
    "SET",
    "DELETE",
    "REMOVE",
    "DROP",
    "FOREACH",
    "INSERT",
    "ALTER",
    "GRANT",
    "DENY",
    "REVOKE",
)


def refuse_file_access(cypher: str) -> None:
    """Raises QueryRefused for LOAD CSV: it reads files and the network, and no engine's read mode stops it."""
    # one engine decodes escapes before it reads words and the other does not, so both readings count
    for reading in {cypher, decode_unicode_escapes(cypher)}:
        found = tokens(reading)
        for word, following in pairwise(found):
            if word.is_word("LOAD") and following.is_word("CSV"):
                raise QueryRefused(
                    "LOAD CSV reads files and the network; give the data as a parameter", clause="LOAD CSV"
                )


def first_writing_clause(cypher: str) -> str:
    """The first word that writes, in capitals, or "" where none stands as a clause."""
    before: Token | None = None
    for token in tokens(decode_unicode_escapes(cypher)):
        if token.is_word(*_WRITING) and (before is None or before.text not in {".", ":", "$"}):
            return token.text.upper()
        before = token
    return ""
