"""Real stores for tests: an embedded one in a temporary folder, and a Neo4j server that the project's script starts."""

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest
from browser_server import app_server, browse, chromium  # noqa: F401 fixtures of the browser tests

from graph.store import GraphStore
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j_bolt import Neo4jStore

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import neo4j_server  # noqa: E402 a script, not a package


@pytest.fixture(scope="session")
def neo4j_password() -> str:
    """The password of the server at `neo4j_url`."""
    if "GRADUS_TEST_NEO4J_URI" in os.environ:
        return os.environ.get("NEO4J_PASSWORD", "")
    return secrets.token_hex(8)


@pytest.fixture(scope="session")
def neo4j_url(tmp_path_factory: pytest.TempPathFactory, neo4j_password: str) -> Iterator[str]:
    """A Neo4j server for this session; GRADUS_TEST_NEO4J_URI names one that runs already and is empty."""
    given = os.environ.get("GRADUS_TEST_NEO4J_URI")
    if given:
        _demand_empty(given, neo4j_password)
        yield given
        return
    cache = neo4j_server.default_cache()
    missing = neo4j_server.missing_tools(cache)
    if missing:
        pytest.skip(f"NO NEO4J FOR THESE TESTS: {missing}")
    home = tmp_path_factory.mktemp("neo4j")
    running = neo4j_server.start(home, neo4j_server.free_port(), password=neo4j_password, cache=cache)
    try:
        yield running.url
    finally:
        neo4j_server.stop(home)


@pytest.fixture
def neo4j_driver(neo4j_url: str, neo4j_password: str) -> Iterator[neo4j.Driver]:
    """The driver itself, on an empty database: what others than Gradus use."""
    with neo4j.GraphDatabase.driver(neo4j_url, auth=("neo4j", neo4j_password)) as driver:
        empty_database(driver)
        yield driver


@pytest.fixture
def neo4j_store(neo4j_driver: neo4j.Driver, neo4j_url: str, neo4j_password: str) -> Iterator[Neo4jStore]:
    """An empty Neo4j store."""
    store = Neo4jStore(neo4j_url, password=neo4j_password)
    yield store
    store.close()


@pytest.fixture
def embedded_store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    """An empty embedded store."""
    store = EmbeddedStore.at(tmp_path / "store")
    yield store
    store.close()


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest) -> GraphStore:
    """An empty store of each kind, one after the other."""
    found: GraphStore = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def module_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """A store of each kind that keeps what is loaded for all tests of a module; beside it none may use `store`."""
    if request.param == "embedded":
        found: GraphStore = EmbeddedStore.at(tmp_path_factory.mktemp("module") / "store")
    else:
        url, password = request.getfixturevalue("neo4j_url"), request.getfixturevalue("neo4j_password")
        with neo4j.GraphDatabase.driver(url, auth=("neo4j", password)) as driver:
            empty_database(driver)
        found = Neo4jStore(url, password=password)
    yield found
    found.close()


@pytest.fixture
def other_client(store: GraphStore, neo4j_password: str) -> Iterator[Callable[[], GraphStore]]:
    """Makes further clients of the place that `store` uses."""
    made: list[GraphStore] = []

    def client() -> GraphStore:
        if isinstance(store, EmbeddedStore):
            made.append(EmbeddedStore.at(store.url.removeprefix("embedded:")))
        else:
            made.append(Neo4jStore(store.url, password=neo4j_password))
        return made[-1]

    yield client
    for each in made:
        each.close()


def empty_database(driver: neo4j.Driver) -> None:
    """Delete all data, constraints and indexes."""
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS").consume()
        for record in session.run("SHOW CONSTRAINTS YIELD name").data():
            session.run(f"DROP CONSTRAINT `{record['name']}`").consume()
        for record in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").data():
            session.run(f"DROP INDEX `{record['name']}`").consume()


def _demand_empty(url: str, password: str) -> None:
    """These tests delete all there is, so they only run where there is nothing."""
    with neo4j.GraphDatabase.driver(url, auth=("neo4j", password)) as driver:
        found = driver.execute_query("MATCH (n) RETURN count(n) AS number").records[0]["number"]
    if found:
        pytest.exit(f"GRADUS_TEST_NEO4J_URI={url} holds {found} nodes; the tests would delete them", returncode=2)
