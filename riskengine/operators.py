"""The one table of comparison operators: what each compares, on which types, and what it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from riskengine.facts import FactType
from riskengine.records import record

__all__ = ["OPERATORS", "Operator"]

_ALL = frozenset(FactType)
_NUMBERS = frozenset({FactType.INTEGER, FactType.DECIMAL})
_MOMENTS = frozenset({FactType.DATE, FactType.DATETIME})
_SETS = frozenset({FactType.CHOICES})
_LISTED = _ALL - _SETS - {FactType.BOOLEAN}
_ORDERED = _NUMBERS | {FactType.CHOICE}
_RANGED = _ORDERED | _MOMENTS


@record
class Operator:
    """One operator. `operand` says what stands on its right: one value, a list of values, or two bounds.

    `needs_order` means that a choice must be declared `ordered`. `holds` takes the known value of the
    subject and the operand: one value, a frozenset for a list, or a pair for bounds. `refers` says
    whether the operand may be `{param: ...}` or `{fact: ...}`.
    """

    name: str
    types: frozenset[FactType]
    operand: Literal["one", "list", "bounds"]
    needs_order: bool
    holds: Callable[[Any, Any], bool]
    phrase: str
    refers: bool = True


_ROWS = (
    Operator("is", _ALL, "one", False, lambda value, other: value == other, "is"),
    Operator("is_not", _ALL, "one", False, lambda value, other: value != other, "is not"),
    Operator("in", _LISTED, "list", False, lambda value, others: value in others, "is one of", refers=False),
    Operator("not_in", _LISTED, "list", False, lambda value, others: value not in others, "is none of", refers=False),
    Operator("more_than", _ORDERED, "one", True, lambda value, other: value > other, "is more than"),
    Operator("at_least", _ORDERED, "one", True, lambda value, other: value >= other, "is at least"),
    Operator("less_than", _ORDERED, "one", True, lambda value, other: value < other, "is less than"),
    Operator("at_most", _ORDERED, "one", True, lambda value, other: value <= other, "is at most"),
    Operator("before", _MOMENTS, "one", False, lambda value, other: value < other, "is before"),
    Operator("after", _MOMENTS, "one", False, lambda value, other: value > other, "is after"),
    Operator("on_or_before", _MOMENTS, "one", False, lambda value, other: value <= other, "is on or before"),
    Operator("on_or_after", _MOMENTS, "one", False, lambda value, other: value >= other, "is on or after"),
    Operator("between", _RANGED, "bounds", True, lambda value, pair: pair[0] <= value <= pair[1], "is between"),
    Operator("contains", _SETS, "one", False, lambda value, other: other in value, "includes", refers=False),
    Operator("contains_any", _SETS, "list", False, lambda value, others: bool(value & others), "includes any of", refers=False),
    Operator("contains_all", _SETS, "list", False, lambda value, others: value >= others, "includes all of", refers=False),
)

OPERATORS: dict[str, Operator] = {row.name: row for row in _ROWS}
"""Every operator by its name in rule files. An ordered choice is compared by its option's position."""
