"""The rooms of the house and which way imports point."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "graph": {"graph"},
    "queries": {"queries", "graph"},
    "etl": {"etl", "graph"},
    "app": {"app", "queries", "graph", "etl"},
}


def imported_rooms(module: Path) -> set[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in names} & MAY_IMPORT.keys()


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_house_imports_point_one_way(room: str) -> None:
    modules = sorted((ROOT / room).rglob("*.py"))
    assert modules
    for module in modules:
        assert imported_rooms(module) <= MAY_IMPORT[room], module


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_house_has_no_rooms_named_after_nothing(room: str) -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "misc", "common", "data2"}
    assert not [m for m in (ROOT / room).rglob("*.py") if m.stem in vague]


def test_house_does_not_hide_its_rooms() -> None:
    assert not (ROOT / "app" / "graph.py").exists()
    assert not (ROOT / "app" / "queries.py").exists()
    assert not (ROOT / "tests" / "graph").exists()


def test_house_keeps_modules_short() -> None:
    long = {m.name for room in MAY_IMPORT for m in (ROOT / room).rglob("*.py") if len(m.read_text().splitlines()) > 400}
    assert not long
