"""The header of a query file: `// key: value` lines that make the file document itself.

// name: prerequisites-of
// title: What should I know before this concept?
// title_zh: 学习这个概念之前要先掌握什么？
// about: one sentence
// about_zh: 一句话
// tags: learning, prerequisites
// param concept: concept = "qlora"
// param depth: int 1..8 = 4
// returns: id, name, distance
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.errors import GradusError
from graph.store import Value
from queries.named_query import NamedQuery, Parameter, ParameterKind

_LINE = re.compile(r"//\s*(?P<key>[a-z_]+)(?:\s+(?P<name>\w+))?\s*:\s*(?P<value>.*?)\s*")
_RANGED = re.compile(r"(?P<kind>int|float)\s+(?P<low>-?[\d.]+)\.\.(?P<high>-?[\d.]+?)")
_ENUM = re.compile(r"enum\s+(?P<choices>[\w-]+(?:\s*\|\s*[\w-]+)+)")
_KEYS = ("name", "title", "title_zh", "about", "about_zh", "tags", "returns")


class CatalogError(GradusError):
    """A file of named queries breaks the rules of its form."""


@dataclass(slots=True)
class _Header:
    values: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, tuple[int, Parameter]] = field(default_factory=dict)
    """Name to line and parameter."""


def read_query(text: str, path: str) -> tuple[NamedQuery, dict[str, int]]:
    """The query in a file, and the line of each declared parameter. Raises CatalogError with file and line."""
    header = _read_header(text, path)
    missing = [key for key in _KEYS if not header.values.get(key)]
    if missing:
        raise CatalogError(f"{path}:1: the header lacks {', '.join(missing)}; add `// {missing[0]}: …`")
    values = header.values
    query = NamedQuery(
        name=values["name"],
        title=values["title"],
        title_zh=values["title_zh"],
        about=values["about"],
        about_zh=values["about_zh"],
        columns=_listed(values["returns"]),
        cypher=text,
        path=path,
        tags=_listed(values["tags"]),
        parameters=tuple(parameter for _, parameter in header.parameters.values()),
    )
    return query, {name: line for name, (line, _) in header.parameters.items()}


def _read_header(text: str, path: str) -> _Header:
    header = _Header()
    for number, key, name, value in _header_lines(text, path):
        where = f"{path}:{number}"
        if key == "param" and name:
            if name in header.parameters:
                raise CatalogError(f"{where}: parameter {name} is declared twice; delete one line")
            header.parameters[name] = number, _parameter(name, value, where)
        elif name or key not in _KEYS:
            raise CatalogError(f"{where}: {key!r} is no header key; use {', '.join(_KEYS)} or `param NAME`")
        elif key in header.values:
            raise CatalogError(f"{where}: {key} is given twice; delete one line")
        else:
            header.values[key] = value
    return header


def _header_lines(text: str, path: str) -> Iterator[tuple[int, str, str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            return
        match = _LINE.fullmatch(line)
        if match is None:
            raise CatalogError(f"{path}:{number}: a header line reads `// key: value`; found {line!r}")
        yield number, match["key"], match["name"] or "", match["value"]


def _listed(value: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in value.split(",") if item.strip())


def _parameter(name: str, value: str, where: str) -> Parameter:
    kind_text, _, default_text = (part.strip() for part in value.partition("="))
    default = _default(default_text, where)
    if ranged := _RANGED.fullmatch(kind_text):
        kind: ParameterKind = "int" if ranged["kind"] == "int" else "float"
        parameter = Parameter(name, kind, default, low=float(ranged["low"]), high=float(ranged["high"]))
    elif listed := _ENUM.fullmatch(kind_text):
        choices = tuple(choice.strip() for choice in listed["choices"].split("|"))
        parameter = Parameter(name, "enum", default, choices=choices)
    elif kind_text == "concept":
        parameter = Parameter(name, "concept", default)
    elif kind_text == "string":
        parameter = Parameter(name, "string", default)
    else:
        raise CatalogError(
            f"{where}: {kind_text!r} is no type; write concept, string, int 1..9, float 0..1 or enum one|two"
        )
    _check_default(parameter, where)
    return parameter


def _default(text: str, where: str) -> Value:
    if not text:
        return None
    try:
        value: Value = json.loads(text)
    except ValueError:
        raise CatalogError(f"{where}: the default {text} is no JSON value; write strings in double quotes") from None
    return value


def _check_default(parameter: Parameter, where: str) -> None:
    from queries.parameters import ParameterError, check_value

    if parameter.default is not None:
        try:
            check_value(parameter, parameter.default)
        except ParameterError as error:
            raise CatalogError(f"{where}: the default does not fit: {error}") from error
