"""Values for the parameters of a query: read, checked against their declaration, and concepts found by any name."""

import json
from collections.abc import Callable, Mapping

from graph.errors import GradusError
from graph.store import Value
from queries.named_query import NamedQuery, Parameter
from queries.near import did_you_mean


class ParameterError(GradusError):
    """A parameter is missing, unknown, or does not fit its declaration."""


def bind(query: NamedQuery, given: Mapping[str, Value], find_concept: Callable[[str], str]) -> dict[str, Value]:
    """Values for all parameters of `query`; `find_concept` gives the id for a concept's name.

    Raises ParameterError, and whatever `find_concept` raises.
    """
    for name in given:
        if query.parameter(name) is None:
            known = [parameter.name for parameter in query.parameters]
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise ParameterError(f"{query.name} has no parameter {name!r}; {has}.{did_you_mean(name, known)}")
    values: dict[str, Value] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise ParameterError(f"{query.name} needs {parameter.name} ({parameter.describe()})")
        value = check_value(parameter, value)
        values[parameter.name] = find_concept(str(value)) if parameter.kind == "concept" else value
    return values


def check_value(parameter: Parameter, value: Value) -> Value:
    """`value` as the type that the parameter wants. Raises ParameterError where it does not fit."""
    if parameter.kind in {"int", "float"}:
        return _number(parameter, value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if parameter.kind == "enum" and text not in parameter.choices:
        choices = ", ".join(parameter.choices)
        hint = did_you_mean(text, parameter.choices)
        raise ParameterError(f"{parameter.name} is one of {choices}; got {text!r}.{hint}")
    return text


def _number(parameter: Parameter, value: Value) -> int | float:
    wanted = f"{parameter.name} is {parameter.describe().split(' = ')[0]}; got {value!r}"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ParameterError(wanted)
    try:
        number = int(value) if parameter.kind == "int" else float(value)
    except (ValueError, OverflowError):
        raise ParameterError(wanted) from None
    if parameter.kind == "int" and isinstance(value, float) and value != number:
        raise ParameterError(wanted)
    if parameter.low is not None and parameter.high is not None and not parameter.low <= number <= parameter.high:
        raise ParameterError(wanted)
    return number


def read_assignment(text: str) -> tuple[str, Value]:
    """Name and value of `name=value`; the value is JSON where it reads as such, else the text itself.

    Raises ParameterError where there is no name.
    """
    name, sign, value = text.partition("=")
    name = name.strip().removeprefix("$")
    if not sign or not name:
        raise ParameterError(f"a parameter reads name=value; got {text!r}")
    return name, read_value(value.strip())


def read_value(text: str) -> Value:
    """A JSON value, or the text itself where it is none."""
    try:
        value: Value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return text
    return value


def _no_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON: they stay text
