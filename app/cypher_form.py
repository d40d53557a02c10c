"""Forms for queries: a field for each parameter of a named query, and for each `$name` of a free one."""

from collections.abc import Mapping

import streamlit as st

from app.atlas import Atlas, both_names
from app.start import start_concept
from app.wording import Wording
from graph.store import Value
from graph.stores.cypher_tokens import TokenKind, tokens
from queries.named_query import NamedQuery, Parameter
from queries.parameters import read_value


def named_form(query: NamedQuery, atlas: Atlas, say: Wording) -> dict[str, Value]:
    """Values for the parameters of a named query as chosen in its fields."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="query-form"):
        return {p.name: _field(query, p, atlas, say) for p in query.parameters}


def free_form(cypher: str, say: Wording) -> dict[str, Value]:
    """Values for the `$names` in Cypher; JSON, or plain text."""
    names = parameter_names(cypher)
    if not names:
        return {}
    with st.container(horizontal=True, vertical_alignment="bottom", key="free-form"):
        return {n: read_value(st.text_input(f"${n}", key=f"param-{n}", help=say("cypher.param_help"))) for n in names}


def parameter_names(cypher: str) -> tuple[str, ...]:
    """Names of the parameters that Cypher uses, in order, without the sign."""
    found = (t.text[1:].strip("`") for t in tokens(cypher) if t.kind is TokenKind.PARAMETER)
    return tuple(dict.fromkeys(found))


def title(query: NamedQuery, say: Wording) -> str:
    """The question that a named query answers, in the interface's language."""
    return (query.title_zh or query.title) if say.lang == "zh" else query.title


def _field(query: NamedQuery, parameter: Parameter, atlas: Atlas, say: Wording) -> Value:
    key = f"query-{query.name}-{parameter.name}"
    match parameter.kind:
        case "concept":
            return _concept_field(parameter, atlas, say, key)
        case "enum":
            choices = list(parameter.choices)
            at = choices.index(str(parameter.default)) if parameter.default in choices else 0
            return str(st.selectbox(parameter.name, choices, index=at, key=key))
        case "int" | "float":
            return _number_field(parameter, key)
        case _:
            return st.text_input(parameter.name, value=str(parameter.default or ""), key=key)


def _number_field(parameter: Parameter, key: str) -> Value:
    make = int if parameter.kind == "int" else float
    bounds: Mapping[str, Value] = {
        name: None if bound is None else make(bound)
        for name, bound in (("min_value", parameter.low), ("max_value", parameter.high))
    }
    start = make(parameter.default) if isinstance(parameter.default, int | float) else make(parameter.low or 0)
    return make(st.number_input(parameter.name, value=start, key=key, **bounds))  # type: ignore[call-overload]


def _concept_field(parameter: Parameter, atlas: Atlas, say: Wording, key: str) -> str:
    names = {c.id: both_names(c, say.lang) for c in atlas.graph.concepts}
    options = list(names)
    asked = st.session_state.get("concept")
    default = asked if asked in names else str(parameter.default or "")
    at = options.index(default if default in names else start_concept(atlas))
    return str(st.selectbox(parameter.name, options, index=at, format_func=names.get, key=key) or "")
