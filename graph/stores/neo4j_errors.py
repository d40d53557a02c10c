"""What the Neo4j driver raises, as sentences that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import GradusError, QueryFailed, QueryRefused, QueryTimeout, StoreError
from graph.store import Limits
from graph.stores.cypher_refusals import first_writing_clause

_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
_READ_ONLY = "the database is read-only; load into another one, or make it writable"
_SENTENCES = {
    "Neo.ClientError.Security.AuthenticationRateLimit": (
        "too many attempts with a wrong password; wait a moment, then set NEO4J_PASSWORD"
    ),
    "Neo.ClientError.Database.DatabaseNotFound": (
        "there is no such database on this server; name another as last part of the address, or none"
    ),
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": _READ_ONLY,
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": _READ_ONLY,
    "Neo.ClientError.Security.Forbidden": "this user may not do that ({})",
    "Neo.ClientError.Schema.ConstraintValidationFailed": (
        "data that Gradus did not write has a key that the build needs ({}); use another database"
    ),
    _MEMORY: "the server has too little memory for this load; raise server.memory.heap.max_size",
}
"""By code of the server; {} is what it said."""
_KINDS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((AuthError,), "user or password is wrong; set NEO4J_USERNAME and NEO4J_PASSWORD"),
    ((ServiceUnavailable, SessionExpired, OSError), "no Neo4j answers there ({}); start it, or correct the address"),
    ((ConfigurationError, ValueError), "this address can't be used ({})"),
)
"""By class of the driver, for all other codes."""


@contextmanager
def store_errors(where: str) -> Iterator[None]:
    """Raises StoreError, naming the store `where`, for whatever the driver raises inside."""
    try:
        yield
    except (Neo4jError, DriverError, OSError, ValueError) as error:
        raise StoreError(f"{where}: {_store_sentence(error)}") from error


def query_error(error: Neo4jError, cypher: str, limits: Limits) -> GradusError | None:
    """What is wrong with the query, or None where it is the store that is in trouble."""
    code = error.code or ""
    if "TransactionTimedOut" in code or code == "Neo.TransientError.Transaction.Terminated":
        return QueryTimeout(f"the query passed its limit of {limits.timeout_s:g} s and was stopped; narrow it down")
    if code in {"Neo.ClientError.Statement.AccessMode", "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"}:
        clause = first_writing_clause(cypher)
        what = clause or "CALL of a procedure that may write"
        return QueryRefused(f"{what} would change the graph; here it is read-only", clause=clause)
    if code == _MEMORY:
        return QueryFailed("the query needs more memory than it may have; narrow it down or add a LIMIT")
    if ".Security." in code or ".Database." in code or isinstance(error, TransientError):
        return None
    return QueryFailed(_first_line(error))


def _store_sentence(error: Exception) -> str:
    code = (error.code or "") if isinstance(error, Neo4jError) else ""
    found = _SENTENCES.get(code) or next((text for kinds, text in _KINDS if isinstance(error, kinds)), "{}")
    return found.format(_first_line(error))


def _first_line(error: Exception) -> str:
    text = (error.message if isinstance(error, Neo4jError) else str(error)) or type(error).__name__
    return text.strip().splitlines()[0][:300]
