"""docker-compose.yml, checked as far as it can be without a Docker engine."""

import re
from pathlib import Path
from typing import Any

import neo4j
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
NEO4J, GRADUS = COMPOSE["services"]["neo4j"], COMPOSE["services"]["gradus"]


def settings() -> dict[str, str]:
    """Neo4j's settings as the image reads them from its environment: _ is a dot, __ an underscore."""
    return {
        re.sub(r"(?<!_)_(?!_)", ".", name.removeprefix("NEO4J_")).replace("__", "_"): str(value)
        for name, value in NEO4J["environment"].items()
        if name != "NEO4J_AUTH"
    }


def test_only_known_keys_are_used() -> None:
    known = {
        *("image", "build", "restart", "ports", "environment", "volumes", "healthcheck", "security_opt"),
        *("depends_on", "command"),
    }
    assert set(COMPOSE) == {"name", "services", "volumes"}
    assert {key for service in COMPOSE["services"].values() for key in service} <= known
    assert set(NEO4J["healthcheck"]) <= {"test", "interval", "timeout", "retries", "start_period"}


def test_all_ports_are_bound_to_loopback() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service["ports"]]
    assert ports and all(re.fullmatch(r"127\.0\.0\.1:(\d+):\1", port) for port in ports)


def test_the_password_comes_from_the_environment_and_has_no_default() -> None:
    for value in (NEO4J["environment"]["NEO4J_AUTH"], GRADUS["environment"]["GRADUS_NEO4J_PASSWORD"]):
        assert re.fullmatch(r"(neo4j/)?\$\{NEO4J_PASSWORD:\?[^}]+\}", value)
    assert re.search(r"^NEO4J_PASSWORD=$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_app_waits_until_neo4j_is_healthy_and_uses_it() -> None:
    assert GRADUS["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert GRADUS["environment"]["GRADUS_STORE"] == "bolt://neo4j:7687"
    assert "7474" in NEO4J["healthcheck"]["test"][1]


def test_data_outlives_the_containers() -> None:
    named = {mount.split(":")[0] for service in COMPOSE["services"].values() for mount in service["volumes"]}
    assert set(COMPOSE["volumes"]) <= named
    assert any(mount.endswith(":/data") for mount in NEO4J["volumes"])


def test_files_and_network_are_closed_to_queries() -> None:
    closed = settings()
    assert closed["dbms.security.allow_csv_import_from_file_urls"] == "false"
    assert closed["internal.dbms.cypher_ip_blocklist"] == "0.0.0.0/0,::/0"
    assert "apoc" not in closed["dbms.security.procedures.allowlist"]


@pytest.mark.neo4j
def test_a_real_server_knows_each_setting(neo4j_driver: neo4j.Driver) -> None:
    known = {record["name"] for record in neo4j_driver.execute_query("SHOW SETTINGS YIELD name").records}
    # internal settings are not shown; the project's own server script starts with this one
    script = (ROOT / "scripts" / "neo4j_server.py").read_text(encoding="utf-8")
    assert {name for name in settings() if name not in known} == {"internal.dbms.cypher_ip_blocklist"}
    assert "internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0" in script


@pytest.mark.neo4j
def test_the_tests_run_the_version_that_compose_names(neo4j_driver: neo4j.Driver) -> None:
    version = neo4j_driver.execute_query("CALL dbms.components() YIELD versions RETURN versions[0] AS v").records[0][
        "v"
    ]
    assert NEO4J["image"] == f"neo4j:{'.'.join(version.split('.')[:2])}-community"


def test_the_image_holds_what_the_package_needs_and_runs_without_root() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {line.split()[-1] for line in lines if line.startswith("COPY ") and "--from" not in line}
    assert copied >= {"graph", "etl", "queries", "app", "notes"}
    assert all((ROOT / name).is_dir() for name in copied if name != "./")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*" and {f"!{name}" for name in copied - {"./"}} <= set(ignored)
    assert "USER gradus" in lines
    assert GRADUS["command"][0] == "up" and "0.0.0.0" in GRADUS["command"]
