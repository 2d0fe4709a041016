"""Frozen records: what `dataclass(frozen=True, slots=True)` makes, in a tenth of the time at start-up.

A command line that checks one case makes a hundred classes before it does anything. So everything that can wait
does: comparing, hashing, printing and refusing changes are functions that every record shares; a constructor is
compiled once its class has been used a few times; and what the module `dataclasses` asks of a class is made when asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, NoReturn, TypeVar, dataclass_transform

__all__ = ["changed", "compared_fields", "field", "record", "working"]

_Class = TypeVar("_Class", bound=type)
_Record = TypeVar("_Record")

_FEW = 8
"""How many records of a class are made before compiling its constructor has paid."""

_set = object.__setattr__


class _Missing:
    """What stands where a field has no default."""

    __slots__ = ()


_MISSING: Final = _Missing()


class _Given:
    """What `field` says about a field."""

    __slots__ = ("compare", "default", "default_factory", "repr")

    def __init__(self, default: object, default_factory: Any, compare: bool, repr: bool) -> None:  # noqa: FBT001
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.repr = repr


def field(
    *, default: Any = _MISSING, default_factory: Callable[[], Any] | None = None, compare: bool = True, repr: bool = True
) -> Any:
    """What `dataclasses.field` says, for the fields of a record: its default, or what makes it, and where it has a part.

    >>> @record
    ... class Word:
    ...     text: str
    ...     line: int = field(default=0, compare=False)
    >>> Word("a", 1) == Word("a", 2)
    True
    """
    return _Given(default, default_factory, compare, repr)


class _Plan:
    """What a class says about its fields, and how many records of it were made."""

    __slots__ = ("annotations", "compared", "given", "uses")

    def __init__(self, cls: type, values: Mapping[str, Any]) -> None:
        self.annotations: dict[str, Any] = cls.__annotations__
        self.given: Mapping[str, _Given] = {name: _given(value) for name, value in values.items()}
        self.compared = tuple([name for name in self.annotations if name not in values or self.given[name].compare])
        self.uses = 0

    def default_of(self, name: str) -> Any:
        """The default of a field, made anew where it is to be; `_MISSING` where there is none."""
        given = self.given.get(name)
        if given is None:
            return _MISSING
        return given.default if given.default_factory is None else given.default_factory()


def _given(value: Any) -> _Given:
    """What a class body says about a field, by `field`, by `dataclasses.field`, or by a plain default."""
    if isinstance(value, _Given):
        return value
    if type(value).__module__ != "dataclasses":
        return _Given(value, None, True, True)
    from dataclasses import MISSING

    default = _MISSING if value.default is MISSING else value.default
    return _Given(default, None if value.default_factory is MISSING else value.default_factory, value.compare, value.repr)


class _Fields:
    """Stands for a class's `__dataclass_fields__` until somebody asks."""

    def __get__(self, _: object, owner: Any) -> dict[str, Any]:
        import dataclasses  # which loads `inspect`: a twentieth of a start

        plan: _Plan = owner.__plan__
        body: dict[str, Any] = {"__annotations__": plan.annotations, "__module__": owner.__module__}
        for name, given in plan.given.items():
            named: dict[str, Any] = {"compare": given.compare, "repr": given.repr}
            if given.default_factory is not None:
                named["default_factory"] = given.default_factory
            elif given.default is not _MISSING:
                named["default"] = given.default
            body[name] = dataclasses.field(**named)
        shadow: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(type(owner.__name__, (), body))
        found: dict[str, Any] = shadow.__dataclass_fields__
        owner.__dataclass_fields__ = found
        return found


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
    return _made(cls, _FROZEN)


@dataclass_transform(field_specifiers=(field,))
def working(cls: _Class) -> _Class:
    """Make a class a dataclass with slots whose fields may be set: work in progress, compared by identity.

    >>> @working
    ... class Count:
    ...     found: int = 0
    >>> count = Count()
    >>> count.found += 1
    >>> count
    Count(found=1)
    """
    return _made(cls, _SHARED)


def _made(cls: _Class, shared: Mapping[str, object]) -> _Class:
    body = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    names = tuple(cls.__annotations__)
    plan = _Plan(cls, {name: body.pop(name) for name in names if name in body})
    body |= shared
    keeps = any(isinstance(value, cached_property) for value in body.values())
    body["__slots__"] = (*names, "__dict__") if keeps else names  # what is worked out once is kept in `__dict__`
    body["__match_args__"] = names
    body["__plan__"] = plan
    body["__compared__"] = staticmethod(_reader(plan.compared))
    body["__repr__"] = cls.__dict__.get("__repr__", _repr)
    made: Any = type(cls)(cls.__name__, cls.__bases__, body)
    found: _Class = made
    return found


def changed(record: _Record, **values: object) -> _Record:
    """A copy of a record with some fields changed, as `dataclasses.replace` makes it.

    >>> @record
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> changed(Point(1), y=2)
    Point(x=1, y=2)
    """
    cls: Any = type(record)
    for name in cls.__match_args__:
        if name not in values:
            values[name] = getattr(record, name)
    made: _Record = cls(**values)
    return made


def compared_fields(record: object) -> tuple[str, ...]:
    """The names of the fields that count when two records of a kind are compared."""
    plan: _Plan = type(record).__plan__  # type: ignore[attr-defined]
    return plan.compared


def _reader(names: Iterable[str]) -> Callable[[Any], object]:
    return attrgetter(*names) if names else lambda _: ()


def _early_init(self: Any, *values: object, **named: object) -> None:
    """Set every field one by one; what does not fit is left to the compiled constructor, which knows what to say."""
    cls = type(self)
    plan: _Plan = cls.__plan__
    plan.uses += 1
    if plan.uses > _FEW or not _is_set(self, plan, values, named):
        cls.__init__ = _constructor(cls)
        cls.__init__(self, *values, **named)


def _is_set(self: Any, plan: _Plan, values: tuple[object, ...], named: dict[str, object]) -> bool:
    names = self.__match_args__
    given = len(values)
    if given + len(named) > len(names):
        return False
    for name, value in zip(names, values, strict=False):
        _set(self, name, value)
    met = 0
    for name in names[given:]:
        if name in named:
            met += 1
            _set(self, name, named[name])
        else:
            value = plan.default_of(name)
            if value is _MISSING:
                return False
            _set(self, name, value)
    return met == len(named)


def _constructor(cls: Any) -> Callable[..., None]:
    """A constructor that sets every field, with its default where it has one.

    Frozen fields can only be set by name, which takes three times as long as an assignment. So a new record is for that
    moment of a class with the same slots that is not frozen.
    """
    plan: _Plan = cls.__plan__
    open_twin = type(f"_Open{cls.__name__}", cls.__bases__, {"__slots__": cls.__slots__})
    names: dict[str, object] = {"_missing": _MISSING, "_set": _set, "_open": open_twin, "_class": cls}
    heads, body = [], []
    for number, name in enumerate(cls.__match_args__):
        value = name
        given = plan.given.get(name)
        if given is not None and given.default_factory is not None:
            names[f"_make{number}"] = given.default_factory
            heads.append(f"{name}=_missing")
            value = f"_make{number}() if {name} is _missing else {name}"
        elif given is not None and given.default is not _MISSING:
            names[f"_default{number}"] = given.default
            heads.append(f"{name}=_default{number}")
        else:
            heads.append(name)
        body.append(f"    self.{name} = {value}\n")
    opened, closed = "    _set(self, '__class__', _open)\n", "    self.__class__ = _class\n"
    text = f"def __init__(self, {', '.join(heads)}):\n{opened}{''.join(body)}{closed}"
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
    given = self.__plan__.given
    shown = (name for name in self.__match_args__ if name not in given or given[name].repr)
    parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{self.__class__.__qualname__}({parts})"


def _setattr(_: Any, name: str, __: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(_: Any, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[object]:
    return [getattr(self, name) for name in self.__match_args__]


def _setstate(self: Any, state: list[object]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        _set(self, name, value)


_SHARED: Mapping[str, object] = {
    "__dataclass_fields__": _Fields(),
    "__init__": _early_init,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}
_FROZEN: Mapping[str, object] = {
    **_SHARED,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
}
