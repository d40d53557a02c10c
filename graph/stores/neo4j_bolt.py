"""A Neo4j server as store, through the official driver."""

import logging
import os
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import neo4j
from neo4j.exceptions import Neo4jError

from graph.errors import QueryFailed, QueryTimeout, StoreError
from graph.model import KnowledgeGraph
from graph.store import Limits, StoreContent, Table, Value
from graph.stores.cypher_refusals import refuse_file_access
from graph.stores.deadline import Overdue, within
from graph.stores.neo4j_errors import query_error, store_errors
from graph.stores.neo4j_loading import load, only_load
from graph.stores.neo4j_state import LoadState, read_state
from graph.stores.neo4j_values import plain_value
from graph.stores.rows import NodeRow, RelationshipRow, check_rows, content_of, graph_rows

# retries are the driver's own business; without this they would be printed where nobody configured logging
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_OLDEST_MAJOR = 5
_GRACE_S = 2.0
"""How long the server may pass a query's limit before nobody waits for it."""
_ATTEMPTS = 5
"""Reads of a query that a load overtook, before giving up."""


class _Overtaken(Exception):
    """A load ended while the query ran: its rows may be of two builds."""


class Neo4jStore:
    """A GraphStore in one database of a Neo4j server; the last part of the address names another than the default."""

    def __init__(self, url: str, user: str = "", password: str = "") -> None:
        parts = urlsplit(url)
        if parts.username or parts.password:
            raise StoreError("the address of a store holds no user or password; set NEO4J_USERNAME and NEO4J_PASSWORD")
        self._url = url
        self._server = urlunsplit((parts.scheme, parts.netloc, "", parts.query, ""))
        self._database = parts.path.strip("/") or None
        self._user = user or os.environ.get("NEO4J_USERNAME", "") or "neo4j"
        self._password = password or os.environ.get("NEO4J_PASSWORD", "")
        self._lock = threading.Lock()
        self._open_driver: neo4j.Driver | None = None

    @property
    def url(self) -> str:
        """The address as given."""
        return self._url

    def replace(self, graph: KnowledgeGraph, *, build_id: str) -> None:
        """Make the database hold exactly `graph` beside data of others. Raises StoreError."""
        self.replace_rows(*graph_rows(graph), build_id=build_id)

    def replace_rows(
        self, nodes: Sequence[NodeRow], relationships: Sequence[RelationshipRow], *, build_id: str
    ) -> None:
        """As `replace`, for any property graph. Raises StoreError, also where an end is missing or a key used twice."""
        check_rows(nodes, relationships)
        with store_errors(self._url):
            driver = self._driver()
            with only_load(driver, self._database), driver.session(database=self._database) as session:
                load(session, nodes, relationships, content_of(nodes, relationships, build_id))

    def read(self, cypher: str, params: Mapping[str, Value] | None = None, limits: Limits | None = None) -> Table:
        """Run `cypher` in a transaction that may only read, and again where a load overtook it.

        Raises QueryRefused, QueryFailed, QueryTimeout, and StoreError where nothing is loaded or a load is under way.
        """
        refuse_file_access(cypher)
        limits = limits or Limits()
        for attempt in range(_ATTEMPTS):
            try:
                with store_errors(self._url):
                    return self._read_in_time(self._driver(), cypher, dict(params or {}), limits)
            except _Overtaken:
                time.sleep(0.05 * (attempt + 1))
        raise StoreError(f"{self._url}: loads overtake this query again and again; try when they have ended")

    def content(self) -> StoreContent:
        """What is loaded. Raises StoreError where the server is out of reach."""
        with store_errors(self._url), self._driver().session(database=self._database) as session:
            return session.execute_read(read_state).content

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            if self._open_driver is not None:
                self._open_driver.close()
            self._open_driver = None

    def _driver(self) -> neo4j.Driver:
        with self._lock:
            if self._open_driver is None:
                driver = neo4j.GraphDatabase.driver(
                    self._server,
                    auth=(self._user, self._password) if self._password else None,
                    connection_timeout=5.0,
                    connection_acquisition_timeout=15.0,
                    max_transaction_retry_time=5.0,
                    notifications_min_severity="OFF",
                    user_agent="gradus",
                )
                try:
                    _check_version(driver.get_server_info().agent)
                except BaseException:
                    driver.close()
                    raise
                self._open_driver = driver
            return self._open_driver

    def _read_in_time(self, driver: neo4j.Driver, cypher: str, params: dict[str, Value], limits: Limits) -> Table:
        """The server does not stop a loop inside one expression, so it is not waited for either."""
        try:
            return within(limits.timeout_s + _GRACE_S, lambda: self._read_once(driver, cypher, params, limits))
        except Overdue:
            raise QueryTimeout(
                f"the query passed its limit of {limits.timeout_s:g} s; the server may work on it for a while yet"
            ) from None

    def _read_once(self, driver: neo4j.Driver, cypher: str, params: dict[str, Value], limits: Limits) -> Table:
        @neo4j.unit_of_work(timeout=limits.timeout_s)
        def work(tx: neo4j.ManagedTransaction) -> Table:
            before = self._readable_state(tx)
            try:
                found = tx.run(cypher, params)
                table = _table(found, limits.max_rows)
                found.consume()
                after = read_state(tx)
            except Neo4jError as error:
                raise query_error(error, cypher, limits) or error from error
            except (TypeError, ValueError, OverflowError) as error:
                raise QueryFailed(f"a parameter can't be sent ({error})") from error
            if after.token != before.token:
                raise _Overtaken
            return table

        with driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def _readable_state(self, tx: neo4j.ManagedTransaction) -> LoadState:
        state = read_state(tx)
        if not state.exists:
            raise StoreError(f"{self._url}: nothing is loaded here yet; run `gradus load BUILD --to {self._url}`")
        if state.loading:
            raise StoreError(
                f"{self._url}: a load is under way, or was interrupted; wait for it, or run `gradus load` again"
            )
        return state


def _table(found: neo4j.Result, max_rows: int) -> Table:
    columns = tuple(found.keys())
    records = found.fetch(max_rows + 1)
    rows = tuple(tuple(plain_value(value) for value in record.values()) for record in records[:max_rows])
    return Table(columns, rows, truncated=len(records) > max_rows)


def _check_version(agent: Any) -> None:
    """Raises StoreError for a server too old; `agent` is like Neo4j/5.26.0."""
    version = str(agent).partition("/")[2].split(".")[0]
    if version.isdigit() and int(version) < _OLDEST_MAJOR:
        raise StoreError(f"the server is {agent}; Gradus needs Neo4j {_OLDEST_MAJOR} or later")
