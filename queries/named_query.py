"""A named query and its parameters as values."""

from dataclasses import dataclass, field
from typing import Literal

from graph.store import Value

ParameterKind = Literal["concept", "string", "int", "float", "enum"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named query wants to be told."""

    name: str
    kind: ParameterKind
    """`concept` takes any name of a concept and gives its id to the query."""
    default: Value = None
    """None where it must be given."""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether the query can't run without it."""
        return self.default is None

    def describe(self) -> str:
        """Kind, limits and default as a header writes them: `int 1..8 = 4`."""
        limits = f" {self.low:g}..{self.high:g}" if self.low is not None and self.high is not None else ""
        choices = f" {'|'.join(self.choices)}" if self.choices else ""
        default = "" if self.default is None else f" = {self.default}"
        return f"{self.kind}{limits}{choices}{default}"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library with what its header says."""

    name: str
    title: str
    title_zh: str
    about: str
    about_zh: str
    columns: tuple[str, ...]
    cypher: str
    """The whole file, header included: comments do no harm, and errors keep their lines."""
    path: str
    """File it was read from."""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = field(default=())

    def parameter(self, name: str) -> Parameter | None:
        """Its parameter of that name."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)
