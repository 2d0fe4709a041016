"""Frozen records: what `dataclass(frozen=True, slots=True)` makes, in less time at start-up.

A command line that checks one case makes a hundred classes before it does anything. Comparing, hashing and
printing are functions that every record shares, so that only the constructor is made anew for each class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

__all__ = ["record"]

_Class = TypeVar("_Class", bound=type)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: _Class) -> _Class:
    """Make a class a frozen dataclass with slots. Fields with `compare=False` have no part in `==` and `hash`.

    >>> @record
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1) == Point(1, 0), Point(1)
    (True, Point(x=1, y=0))
    """
    made: Any = dataclass(frozen=True, slots=True, repr=False, eq=False)(cls)
    made.__compared__ = staticmethod(_reader([each.name for each in fields(made) if each.compare]))
    if "__repr__" not in cls.__dict__:
        made.__repr__ = _repr
    made.__eq__ = _eq
    made.__hash__ = _hash
    found: _Class = made
    return found


def _reader(names: list[str]) -> Callable[[Any], object]:
    return attrgetter(*names) if names else lambda _: ()


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self.__compared__(self) == self.__compared__(other)


def _hash(self: Any) -> int:
    return hash((self.__class__, self.__compared__(self)))


def _repr(self: Any) -> str:
    parts = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({parts})"
