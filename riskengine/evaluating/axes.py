"""What is not known, made finite: each fact's domain cut where conditions can tell values apart (language 3.3).

An axis is one fact that is not known; its cells cover its domain. On a line (numbers, dates, datetimes) a
cell is a stretch, both ends included; elsewhere it is a value that stands for all alike. Positions on a line
are numbers: a date's ordinal, a datetime's microseconds since 1970 in UTC, a number itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from riskengine import calendar
from riskengine.evaluating.domains import moment_ends
from riskengine.evaluating.inputs import Inputs, Span
from riskengine.facts import Fact, FactType, Number, Value
from riskengine.loading.scalars import MAX_DECIMAL_PLACES
from riskengine.records import record

__all__ = ["STEP", "Axis", "Unit", "line_axis", "point_axis", "position", "uncut", "unit_of", "value_at", "value_axis"]

Unit = Literal["integer", "decimal", "date", "instant"]
STEP = Decimal(1).scaleb(-MAX_DECIMAL_PLACES)
"""Decimals are read to at most so many places, so between two of them lies at least this."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OTHER_TEXT = "\x00any other text"
_MOST_OPTIONS = 12


@record
class Axis:
    """One fact that is not known. `line` holds stretches, `values` the values that stand for all alike.

    Where both are empty the axis is not cut: one cell, in which every comparison is undecided. `whole` is the
    domain of a fact that lies on a line.
    """

    slot: int
    unit: Unit | None = None
    line: tuple[Span, ...] = ()
    values: tuple[Value, ...] = ()
    whole: Span | None = None

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.line) or len(self.values) or 1


def unit_of(fact: Fact, *, by_instant: bool) -> Unit | None:
    """The unit of the line that the fact's values lie on, None where they lie on none."""
    match fact.type:
        case FactType.INTEGER:
            return "integer"
        case FactType.DECIMAL:
            return "decimal"
        case FactType.DATE:
            return "date"
        case FactType.DATETIME:
            return "instant" if by_instant else "date"
    return None


def position(value: Value, unit: Unit) -> Number:
    """Where a known value lies on the line.

    >>> position(date(1970, 1, 2), "date")
    719164
    """
    if unit == "date":
        assert isinstance(value, date)
        return calendar.london_date(value).toordinal()
    if unit == "instant":
        assert isinstance(value, datetime)
        return (value - _EPOCH) // timedelta(microseconds=1)
    assert isinstance(value, int | Decimal)
    return value


def value_at(place: Number, fact: Fact, unit: Unit) -> Value:
    """The value of `fact` at a place on its line: the inverse of `position`."""
    if unit == "date":
        day = date.fromordinal(int(place))
        return calendar.london_midnight(day) if fact.type is FactType.DATETIME else day
    if unit == "instant":
        return _EPOCH + timedelta(microseconds=int(place))
    return place


def domain(fact: Fact, unit: Unit, inputs: Inputs, as_of_slot: int) -> Span:
    """The stretch of the line that the fact's domain covers; None is open."""
    if unit in ("integer", "decimal"):
        return Span(fact.minimum, fact.maximum)
    first, last = moment_ends(fact, inputs.values[as_of_slot])
    return Span(position(first, unit), position(last, unit))


def after(place: Number, unit: Unit) -> Number:
    """The next place on the line."""
    return place + (STEP if unit == "decimal" else 1)


def before(place: Number, unit: Unit) -> Number:
    """The place before on the line."""
    return place - (STEP if unit == "decimal" else 1)


def line_axis(slot: int, unit: Unit, whole: Span, starts: Iterable[Number]) -> Axis:
    """Cut a stretch of line where a new cell starts.

    >>> [(cell.low, cell.high) for cell in line_axis(0, "integer", Span(0, None), [3, 4]).line]
    [(0, 2), (3, 3), (4, None)]
    """
    low, high = whole.low, whole.high
    cuts = sorted({cut for cut in starts if (low is None or cut > low) and (high is None or cut <= high)})
    lows = [low, *cuts]
    highs = [*(before(cut, unit) for cut in cuts), high]
    return Axis(slot, unit, tuple(itertools.starmap(Span, zip(lows, highs, strict=True))), whole=whole)


def point_axis(slot: int, unit: Unit, whole: Span, starts: Iterable[Number], each: int) -> Axis:
    """Cut like `line_axis`, then take `each` places of every cell (all of them where it has fewer)."""
    cells = line_axis(slot, unit, whole, starts).line
    places = tuple(Span(place, place) for cell in cells for place in _places(cell, unit, each))
    return Axis(slot, unit, places, whole=whole)


def _places(cell: Span, unit: Unit, each: int) -> list[Number]:
    step: Number = STEP if unit == "decimal" else 1
    if cell.low is not None:
        found = [cell.low + step * n for n in range(each)]
        return [place for place in found if cell.high is None or place <= cell.high]
    top = 0 if cell.high is None else cell.high
    return [top - step * n for n in reversed(range(each))]


def uncut(axis: Axis) -> Axis:
    """The same fact not cut at all, for where cutting would cost more than the budget.

    >>> uncut(line_axis(0, "integer", Span(0, 9), [3])).line
    (Span(low=0, high=9, applies=<Truth.TRUE: 3>),)
    """
    if axis.whole is None:
        return Axis(axis.slot)
    return Axis(axis.slot, axis.unit, (axis.whole,), whole=axis.whole)


def value_axis(slot: int, fact: Fact, constants: Sequence[Value], *, exact_sets: bool) -> Axis:
    """The values of a fact that lies on no line: each one that conditions name, and one that stands for the rest.

    `exact_sets` says that a `choices` fact is compared as a whole, so that an option that nobody names counts too.
    """
    match fact.type:
        case FactType.BOOLEAN:
            return Axis(slot, values=(False, True))
        case FactType.TEXT:
            named = sorted({value for value in constants if isinstance(value, str)})
            return Axis(slot, values=(*named, _OTHER_TEXT))
        case FactType.CHOICES:
            mentioned = _mentioned(fact, constants, exact_sets=exact_sets)
            return Axis(slot, values=_subsets(mentioned) if len(mentioned) <= _MOST_OPTIONS else ())
    if fact.ordered:
        return Axis(slot, values=fact.options)
    mentioned = [option for option in fact.options if option in constants]
    rest = [option for option in fact.options if option not in constants][:1]
    return Axis(slot, values=(*mentioned, *rest))


def _mentioned(fact: Fact, constants: Sequence[Value], *, exact_sets: bool) -> list[str]:
    """The options that conditions can tell apart, with one that nobody names where that can matter."""
    members: set[object] = set()
    for value in constants:
        members |= value if isinstance(value, frozenset) else {value}
    mentioned = [option for option in fact.options if option in members]
    rest = [option for option in fact.options if option not in members]
    return [*mentioned, *rest[:1]] if exact_sets else mentioned


def _subsets(options: Sequence[str]) -> tuple[Value, ...]:
    sizes = range(len(options) + 1)
    return tuple(frozenset(chosen) for size in sizes for chosen in itertools.combinations(options, size))
