"""The condition tree, as written: frozen data, no behaviour. Each meaning is a function elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.diagnostics import NOWHERE, Place
from riskengine.facts import Value
from riskengine.records import field, record

__all__ = [
    "All",
    "Always",
    "Any",
    "AtLeast",
    "Compare",
    "Condition",
    "Holds",
    "Literal",
    "NoneOf",
    "Not",
    "Operand",
    "Parameter",
    "Reference",
    "children",
]


@record
class Literal:
    """A value written in the rule file, typed by what it is compared with."""

    value: Value


@record
class Parameter:
    """`{param: name}`: the value of a dated parameter."""

    name: str


@record
class Reference:
    """`{fact: name}`: the value of another fact or quantity, or of `as_of`."""

    name: str


Operand = Literal | Parameter | Reference


@record
class Compare:
    """`{subject: {operator: operand}}`. `operands` holds one operand, a list's members, or two bounds."""

    subject: str
    operator: str
    operands: tuple[Operand, ...]
    place: Place = field(default=NOWHERE, compare=False)


@record
class All:
    """`{all: [...]}`, several keys in one mapping, or several operators on one fact."""

    parts: tuple[Condition, ...]
    place: Place = field(default=NOWHERE, compare=False)


@record
class Any:
    """`{any: [...]}`."""

    parts: tuple[Condition, ...]
    place: Place = field(default=NOWHERE, compare=False)


@record
class NoneOf:
    """`{none: [...]}`: not one of them."""

    parts: tuple[Condition, ...]
    place: Place = field(default=NOWHERE, compare=False)


@record
class Not:
    """`{not: ...}`."""

    part: Condition
    place: Place = field(default=NOWHERE, compare=False)


@record
class AtLeast:
    """`{at_least: {n: ..., of: [...]}}`."""

    n: int
    parts: tuple[Condition, ...]
    place: Place = field(default=NOWHERE, compare=False)


@record
class Holds:
    """`{holds: name}`: a named condition of `define`."""

    name: str
    place: Place = field(default=NOWHERE, compare=False)


@record
class Always:
    """`{always: true}`: every case. A rule without `when` means the same."""

    place: Place = field(default=NOWHERE, compare=False)


Condition = Compare | All | Any | NoneOf | Not | AtLeast | Holds | Always


def children(condition: Condition) -> Iterator[Condition]:
    """The direct parts of a condition, in the order written.

    >>> [type(part).__name__ for part in children(Not(Always()))]
    ['Always']
    """
    match condition:
        case All(parts) | Any(parts) | NoneOf(parts) | AtLeast(_, parts):
            yield from parts
        case Not(part):
            yield part
        case Compare() | Holds() | Always():
            return
