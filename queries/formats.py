"""A table as text for people and programs."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Literal, cast

from rich.cells import cell_len, set_cell_size

from graph.store import Table, Value

Format = Literal["table", "json", "csv", "md"]
FORMATS: tuple[Format, ...] = ("table", "json", "csv", "md")

_WIDEST = 80
"""Columns of a terminal that one cell may take in a table."""


def render(table: Table, form: Format) -> str:
    """`table` in that form, without a line end after the last line."""
    return _RENDERERS[form](table)


def cell_text(value: Value) -> str:
    """A cell as Cypher people write it: strings bare, null empty, nodes as (:Label {…})."""
    if value is None:
        return ""
    return value if isinstance(value, str) else literal(value)


def literal(value: Value) -> str:
    """A value inside another: strings quoted, null spelled out."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case dict():
            return _map_literal(value)
        case _:
            return str(value)


def _map_literal(value: dict[str, Value]) -> str:
    if "~path" in value:
        return "".join(_path_step(step) for step in cast("list[dict[str, Value]]", value["~path"]))
    if "~node" in value:
        labels = "".join(f":{label}" for label in cast("list[str]", value["~node"]))
        return f"({labels}{_properties(value)})"
    if "~rel" in value:
        return f"[:{value['~rel']}{_properties(value)}]"
    return "{" + ", ".join(f"{name}: {literal(item)}" for name, item in value.items()) + "}"


def _properties(value: dict[str, Value]) -> str:
    props = cast("dict[str, Value]", value.get("props") or {})
    return f" {_map_literal(props)}" if props else ""


def _path_step(step: dict[str, Value]) -> str:
    if "~rel" in step:
        return f"-[:{step['~rel']}]-"
    props = cast("dict[str, Value]", step.get("props") or {})
    name = props.get("name", props.get("id", props.get("path", "")))
    return f"({cell_text(name)})"


def _as_table(table: Table) -> str:
    rows = [[_one_line(cell_text(cell)) for cell in row] for row in table.rows]
    widths = [
        min(_WIDEST, max(map(cell_len, column)))
        for column in zip(*[list(map(_one_line, table.columns)), *rows], strict=True)
    ]
    lines = [_aligned(table.columns, widths), "─┼─".join("─" * width for width in widths)]
    lines += (_aligned(row, widths) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _aligned(cells: "tuple[str, ...] | list[str]", widths: list[int]) -> str:
    return " │ ".join(
        set_cell_size(cell, width) if cell_len(cell) <= width else f"{set_cell_size(cell, width - 1)}…"
        for cell, width in zip(map(_one_line, cells), widths, strict=True)
    )


def _one_line(text: str) -> str:
    """Text on one line and without control characters, which could drive a terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _as_json(table: Table) -> str:
    """One object with columns, rows and truncated; a row a line, so that diffs stay readable."""
    rows = ",\n".join(json.dumps(list(row), ensure_ascii=False) for row in table.rows)
    columns = json.dumps(list(table.columns), ensure_ascii=False)
    return f'{{"columns": {columns},\n"rows": [\n{rows}\n],\n"truncated": {json.dumps(table.truncated)}}}'


def _as_csv(table: Table) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue().rstrip("\n")


def _csv_cell(value: Value) -> str | int | float:
    """Numbers as they are; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = cell_text(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _as_markdown(table: Table) -> str:
    return "\n".join(_markdown_lines(table))


def _markdown_lines(table: Table) -> Iterator[str]:
    yield _markdown_row(table.columns)
    yield "|" + " --- |" * len(table.columns)
    for row in table.rows:
        yield _markdown_row(tuple(map(cell_text, row)))


def _markdown_row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_one_line(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"


_RENDERERS: dict[Format, Callable[[Table], str]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": _as_csv,
    "md": _as_markdown,
}
