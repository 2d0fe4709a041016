"""Single values of a fact for cases made up to test a rule set: any value, a quiet one, the simplest ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from random import Random

from riskengine.calendar import london_date, london_midnight
from riskengine.evaluating.axes import STEP, Axis, value_at
from riskengine.evaluating.inputs import Span
from riskengine.facts import Fact, FactType, Number, Value

__all__ = ["any_value", "greater", "has_values", "nth_quiet_value", "quiet_value", "representatives", "simpler_values"]

_REACH = 1000
"""How far into a stretch without an end values are drawn."""
_PARTS = 1000
_SLOWER = 3
"""Yes and no take turns more slowly than other values, so that they do not go in step with them."""
_OTHER = "something else"


def any_value(fact: Fact, axis: Axis, random: Random) -> Value:
    """A value from any cell of the fact's domain: an end of the cell, or a place within it."""
    if axis.line:
        assert axis.unit is not None
        return value_at(_place(random.choice(axis.line), random, whole=axis.unit != "decimal"), fact, axis.unit)
    if axis.values:
        return _written(random.choice(axis.values), axis)
    return frozenset(option for option in fact.options if random.random() < 1 / 2)


def quiet_value(fact: Fact, axis: Axis, random: Random) -> Value:
    """The value that by the fact's direction asks for least; any value where it has none."""
    return any_value(fact, axis, random) if fact.direction == "either" else nth_quiet_value(fact, axis, 0)


def nth_quiet_value(fact: Fact, axis: Axis, number: int) -> Value:
    """The value that asks for least; where the fact has no direction its values in turn, by `number`."""
    values = representatives(fact, axis)
    match fact.direction:
        case "raises":
            return values[0]
        case "lowers":
            return values[-1]
    return values[(number // _SLOWER if fact.type is FactType.BOOLEAN else number) % len(values)]


def representatives(fact: Fact, axis: Axis) -> tuple[Value, ...]:
    """One value of every cell, in the order of the domain, and the last value of a domain that has one."""
    if axis.line:
        assert axis.unit is not None
        lows = [_end(span.low, span.high) for span in axis.line]
        last = axis.line[-1].high
        places = lows if last is None or last == lows[-1] else [*lows, last]
        return tuple(value_at(place, fact, axis.unit) for place in places)
    return tuple(_written(value, axis) for value in axis.values) or (frozenset(), frozenset(fact.options))


def _end(first: Number | None, second: Number | None) -> Number:
    """The first end that there is; 0 on a line without ends."""
    return next((end for end in (first, second) if end is not None), 0)


def greater(fact: Fact, one: Value, other: Value) -> bool | None:
    """Whether `other` is the greater value by the order that a direction speaks of; None where they have no order.

    >>> greater(Fact("access", FactType.BOOLEAN), False, True), greater(Fact("access", FactType.BOOLEAN), True, True)
    (True, None)
    """
    if one == other or (fact.type is FactType.CHOICE and not fact.ordered) or fact.type is FactType.TEXT:
        return None
    if isinstance(one, str):
        return fact.options.index(str(other)) > fact.options.index(one)
    if isinstance(one, frozenset):
        assert isinstance(other, frozenset)
        return other > one if other > one or one > other else None
    return bool(other > one)  # type: ignore[operator]


def has_values(fact: Fact, as_of: date) -> bool:
    """Whether the fact can have any value on a day: a domain that ends with it may lie wholly after it.

    >>> has_values(Fact("seen", FactType.DATE, earliest=date(2024, 1, 1), latest="as_of"), date(2023, 1, 1))
    False
    """
    first, last = ((as_of if end == "as_of" else end) for end in (fact.earliest, fact.latest))
    return not (isinstance(first, date) and isinstance(last, date)) or london_date(first) <= london_date(last)


def simpler_values(fact: Fact, value: Value, as_of: date) -> Iterator[Value]:
    """Values that are simpler to read than `value`, simplest first: a day near at hand, a small number, fewer options."""
    if isinstance(value, frozenset):
        for option in sorted(value):
            yield value - {option}
        return
    if isinstance(value, date):
        day = london_midnight(as_of) if isinstance(value, datetime) else as_of
        if value != day and _within(fact, day):
            yield day
        return
    if fact.type is FactType.CHOICE and not fact.ordered:
        yield from fact.options[: fact.options.index(str(value))]
    if fact.type.is_number:
        yield from _smaller_numbers(fact, value)


def _place(span: Span, random: Random, *, whole: bool) -> Number:
    """An end of a stretch, or a place between its ends."""
    low = span.low if span.low is not None else (0 if span.high is None else span.high - _REACH)
    high = span.high if span.high is not None else low + _REACH
    chance = random.random()
    if chance < 1 / 3:
        return low
    if chance < 2 / 3:
        return high
    if whole:
        return random.randint(int(low), int(high))
    between = Decimal(low) + (Decimal(high) - Decimal(low)) * random.randint(0, _PARTS) / _PARTS
    return min(max(between.quantize(STEP), Decimal(low)), Decimal(high))


def _written(value: Value, axis: Axis) -> Value:
    """A value that can stand in a file: what stands for any other text is given words that no condition names."""
    if not isinstance(value, str) or value.isprintable():
        return value
    other = _OTHER
    while other in axis.values:
        other += " again"
    return other


def _smaller_numbers(fact: Fact, value: Value) -> Iterator[Number]:
    """Numbers of the domain that are nearer to 0."""
    assert isinstance(value, int | Decimal)
    tries: list[Number] = [0, 1, fact.minimum or 0, int(value), int(value / 10), value - 1]
    for number in dict.fromkeys(tries):
        if abs(Decimal(number)) < abs(Decimal(value)) and _allowed(fact, number):
            yield number


def _allowed(fact: Fact, number: Number) -> bool:
    return (fact.minimum is None or number >= fact.minimum) and (fact.maximum is None or number <= fact.maximum)


def _within(fact: Fact, day: date) -> bool:
    """Whether a day lies in the fact's domain; bounds that are `as_of` hold any day that is tried, which is that one."""
    place = london_date(day)
    first = fact.earliest if isinstance(fact.earliest, date) else day
    last = fact.latest if isinstance(fact.latest, date) else day
    return london_date(first) <= place <= london_date(last)
