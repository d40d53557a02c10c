"""Writing a build into a Neo4j database: only what changed, wholly visible or not at all.

A change that fits one transaction is one: readers of any kind see the old graph or the new one. A larger one (half a
million rows in one transaction need over 1 GB of heap) goes in batches while the state says "loading", and then
`Neo4jStore.read` answers nothing. Each batch puts what it wrote into the ledger in the same transaction, so that after
kill -9 the next load goes on from there, to whatever build it is given.
"""

import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

from neo4j import Driver, ManagedTransaction, Session, unit_of_work

from graph.errors import StoreError
from graph.store import StoreContent
from graph.stores import neo4j_state, neo4j_statements
from graph.stores.neo4j_ledger import Ledger
from graph.stores.neo4j_plan import Plan, plan_load
from graph.stores.neo4j_schema import ensure_schema
from graph.stores.neo4j_steps import Step, Steps
from graph.stores.rows import NodeRow, RelationshipRow

ONE_TRANSACTION_ROWS = 50_000
"""Changes up to this number are one transaction; each takes about 2.2 KB of the server's heap."""

_KILLED_LOAD_GOES_S = 5.0
"""The server ends the transaction of a killed process within this time."""

# a load takes as long as it takes, whatever limit the server sets for queries
_unlimited = unit_of_work(timeout=0)


@contextmanager
def only_load(driver: Driver, database: str | None) -> Iterator[None]:
    """Be the only load into the database. Raises StoreError where another one runs.

    An open transaction with a mark says that a load runs; the server ends it with the process, however that ends.
    """
    token = uuid.uuid4().hex
    with (
        driver.session(database=database) as session,
        session.begin_transaction(metadata={"gradus": "load", "token": token}, timeout=0) as mark,
    ):
        mark.run("RETURN 1").consume()
        until = time.monotonic() + _KILLED_LOAD_GOES_S
        while _older_load(driver, database, token):
            if time.monotonic() > until:
                raise StoreError("another load into this database is running; wait until it has ended")
            time.sleep(0.2)
        yield


def load(
    session: Session, nodes: Sequence[NodeRow], relationships: Sequence[RelationshipRow], content: StoreContent
) -> None:
    """Make the database hold these rows beside those of others. Raises what the driver raises, and StoreError."""
    state = session.execute_read(neo4j_state.read_state)
    books = neo4j_state.read_bookkeeping(session)
    intact = state.complete and session.execute_read(_intact, books.counts)
    if intact and content.build_id and state.content.build_id == content.build_id:
        return
    plan = plan_load(session, books, nodes, relationships, everything=not intact)
    finish = partial(_finish, nodes, relationships, content)
    if len(plan) <= ONE_TRANSACTION_ROWS:
        ensure_schema(session, books.counts.get("nodes", {}))
        parts = _write_at_once(session, books, plan, finish)
    else:
        parts = _write_in_batches(session, books, plan)
        # after the rows, where it is a third faster, and before anybody reads
        ensure_schema(session, Counter(node.label for node in nodes))
        session.execute_write(finish)
    if parts > neo4j_state.MOST_PARTS:
        whole = Ledger.replay(neo4j_state.read_bookkeeping(session).parts).whole()
        session.execute_write(neo4j_state.compact, parts, whole)


def _older_load(driver: Driver, database: str | None, token: str) -> bool:
    with driver.session(database=database) as session:
        found = session.run(
            "SHOW TRANSACTIONS YIELD transactionId, database, metaData WHERE metaData.gradus = 'load' "
            "RETURN transactionId AS id, database, metaData.token AS token"
        ).data()
    ours = next((row for row in found if row["token"] == token), None)
    if ours is None:
        raise StoreError("the server ended our transaction; is there a limit on idle transactions?")
    return any(row["database"] == ours["database"] and _number(row["id"]) < _number(ours["id"]) for row in found)


def _number(transaction_id: str) -> int:
    return int(transaction_id.rpartition("-")[2])


def _write_at_once(session: Session, books: neo4j_state.Bookkeeping, plan: Plan, finish: "partial[None]") -> int:
    @_unlimited
    def write(tx: ManagedTransaction) -> None:
        neo4j_state.begin(tx)
        part = b"".join(step(tx) for step in Steps(plan, books.node_prefix))
        neo4j_state.append_part(tx, books.next_part, part)
        finish(tx)

    session.execute_write(write)
    return books.next_part + 1


def _write_in_batches(session: Session, books: neo4j_state.Bookkeeping, plan: Plan) -> int:
    session.execute_write(neo4j_state.begin)
    parts = books.next_part
    for step in Steps(plan, books.node_prefix):
        session.execute_write(_unlimited(partial(_write_step, step, parts)))
        parts += 1
    return parts


def _write_step(step: Step, number: int, tx: ManagedTransaction) -> None:
    neo4j_state.append_part(tx, number, step(tx))


def _finish(
    nodes: Sequence[NodeRow], relationships: Sequence[RelationshipRow], content: StoreContent, tx: ManagedTransaction
) -> None:
    counts = {
        "nodes": Counter(node.label for node in nodes),
        "relationships": Counter(row.type for row in relationships),
    }
    neo4j_state.finish(tx, content, uuid.uuid4().hex, counts)


def _intact(tx: ManagedTransaction, counts: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether at least as many rows are there as we wrote: nobody deleted some by hand."""
    there = neo4j_statements.counts_of(tx, counts)
    return all(there[table][name] >= number for table, names in counts.items() for name, number in names.items())
