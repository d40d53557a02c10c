"""Tags and other names in the front matter of a note."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

_NAMES = {"tags", "tag", "keywords", "aliases", "alias"}
_ALIASES = {"aliases", "alias"}
_MAX_CHARS = 20_000
_MAX_VALUES = 100
_MAX_BRACKETS = 200
"""YAML's composer needs more than linear time for deep nesting."""


@dataclass(frozen=True, slots=True)
class Property:
    """One tag or other name."""

    text: str
    line: int
    """1-based line of the note."""
    is_alias: bool


def read_properties(front_matter: str) -> tuple[Property, ...]:
    """The tags and aliases, in order; none where the front matter is no YAML. Raises nothing."""
    if len(front_matter) > _MAX_CHARS or front_matter.count("[") + front_matter.count("{") > _MAX_BRACKETS:
        return ()
    if not any(name in front_matter.lower() for name in _NAMES):
        return ()
    try:
        root = yaml.compose(front_matter, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return ()
    return tuple(_properties(root)) if isinstance(root, yaml.MappingNode) else ()


def _properties(root: yaml.MappingNode) -> Iterator[Property]:
    for key, value in root.value:
        name = key.value.lower() if isinstance(key, yaml.ScalarNode) else ""
        if name in _NAMES:
            for node in [value] if isinstance(value, yaml.ScalarNode) else _items(value):
                text = " ".join(node.value.split()).lstrip("#")
                if any(char.isalpha() for char in text) and len(text) <= 200:
                    yield Property(text, node.start_mark.line + 2, name in _ALIASES)


def _items(node: yaml.Node) -> list[yaml.ScalarNode]:
    if not isinstance(node, yaml.SequenceNode):
        return []
    return [item for item in node.value[:_MAX_VALUES] if isinstance(item, yaml.ScalarNode)]
