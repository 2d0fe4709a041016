"""Records whose fields are worked out when one of them is first read, and then kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

__all__ = ["deferred"]

_Record = TypeVar("_Record")


def deferred(cls: type[_Record], work_out: Callable[[], _Record], **known: object) -> _Record:
    """A record of a class that `work_out` gives when a field other than the `known` ones is first read.

    It equals what it stands for, and pickles as that. Two threads may both work it out: they come to the same.

    >>> from riskengine.records import record
    >>> @record
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> late = deferred(Point, lambda: Point(1, 2), x=1)
    >>> late.x, late.y, late == Point(1, 2)
    (1, 2, True)
    """
    made: _Record = _class_for(cls)(work_out)  # type: ignore[arg-type]
    for name, value in known.items():
        _set(made, name, value)
    return made


_set = object.__setattr__


@cache
def _class_for(cls: Any) -> Any:
    """The class of records of `cls` that are worked out late."""
    names: tuple[str, ...] = cls.__match_args__

    def begin(self: Any, work_out: Callable[[], Any]) -> None:
        _set(self, "_work_out", work_out)

    def whole(self: Any) -> Any:
        return cls(*[getattr(self, name) for name in names])

    def read(self: Any, name: str) -> Any:
        if name not in names:
            raise AttributeError(name)
        found = self._work_out()
        for each in names:
            _set(self, each, getattr(found, each))
        return getattr(found, name)

    body = {
        "__slots__": ("_work_out",),
        "__init__": begin,
        "__getattr__": read,
        "__eq__": lambda self, other: isinstance(other, cls) and whole(self) == other,
        "__hash__": lambda self: hash(whole(self)),
        "__repr__": lambda self: repr(whole(self)),
        "__reduce__": lambda self: (cls, tuple([getattr(self, name) for name in names])),
    }
    return type(cls.__name__, (cls,), body)
