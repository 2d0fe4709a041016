"""Frozen records: what `dataclass(frozen=True, slots=True)` makes, in half the time at start-up.

A command line that checks one case makes a hundred classes before it does anything. Comparing, hashing,
printing and refusing changes are functions that every record shares, and a constructor is compiled when the
first record of its class is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

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
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__ = _first_init
    made.__compared__ = staticmethod(_reader([each.name for each in fields(made) if each.compare]))
    for shared in (_repr, _eq, _hash, _setattr, _delattr, _getstate, _setstate):
        name = f"__{shared.__name__[1:]}__"
        if name != "__repr__" or name not in cls.__dict__:
            setattr(made, name, shared)
    found: _Class = made
    return found


def _reader(names: list[str]) -> Callable[[Any], object]:
    return attrgetter(*names) if names else lambda _: ()


def _first_init(self: Any, *values: object, **named: object) -> None:
    """Compile the constructor of a class, once, and go on with it."""
    made = type(self)
    made.__init__ = _constructor(made)
    made.__init__(self, *values, **named)


def _constructor(cls: Any) -> Callable[..., None]:
    """A constructor that sets every field, with its default where it has one."""
    names: dict[str, object] = {"_set": object.__setattr__, "_missing": MISSING}
    heads, body = [], []
    for number, each in enumerate(fields(cls)):
        value = each.name
        if each.default_factory is not MISSING:
            names[f"_make{number}"] = each.default_factory
            heads.append(f"{each.name}=_missing")
            value = f"_make{number}() if {each.name} is _missing else {each.name}"
        elif each.default is not MISSING:
            names[f"_default{number}"] = each.default
            heads.append(f"{each.name}=_default{number}")
        else:
            heads.append(each.name)
        body.append(f"    _set(self, {each.name!r}, {value})\n")
    text = f"def __init__(self, {', '.join(heads)}):\n{''.join(body) or '    pass'}"
    exec(text, names)  # noqa: S102 - the names of fields are our own
    made: Callable[..., None] = names["__init__"]  # type: ignore[assignment]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self.__compared__(self) == self.__compared__(other)


def _hash(self: Any) -> int:
    return hash((self.__class__, self.__compared__(self)))


def _repr(self: Any) -> str:
    parts = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({parts})"


def _setattr(_: Any, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(_: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[object]:
    return [getattr(self, each.name) for each in fields(self)]


def _setstate(self: Any, state: list[object]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)
