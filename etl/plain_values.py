"""Frozen values as plain tuples, and back, for caches: `marshal` takes a third of the time of pickled dataclasses."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, TypeVar

Packed = tuple[Any, ...]
T = TypeVar("T")


def plain(value: Any) -> Any:
    """The value with each dataclass as the tuple of its fields and each string enum as its string."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if hasattr(value, "__dataclass_fields__"):
        return tuple([plain(getattr(value, name)) for name in value.__dataclass_fields__])
    return str(value) if isinstance(value, str) else value


def maker(made: type[T]) -> Callable[[Packed], T]:
    """Makes a frozen slotted value of its fields, past `__init__` and its checks."""
    setters = tuple(getattr(made, f.name).__set__ for f in fields(made))  # type: ignore[arg-type]

    def make(values: Packed) -> T:
        value: T = object.__new__(made)
        for set_field, v in zip(setters, values, strict=True):
            set_field(value, v)
        return value

    return make


@contextmanager
def nothing_collected() -> Iterator[None]:
    """No search for garbage within: for code that makes very many values and hardly a cycle."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
