"""What is known of a number: its least, its greatest, and whether it applies; and arithmetic on that."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, Inexact
from typing import NamedTuple

from riskengine.facts import Number

__all__ = ["GONE", "Span", "added", "exactly", "worked_out"]

_EXACT = Context(prec=20_000, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact])
"""More digits than any number of a case or rule set can come to; one that would have to be rounded is an error."""


class Span(NamedTuple):
    """A number lies between `low` and `high`, both included, None open. `applies` is None where that is not settled."""

    low: Number | None
    high: Number | None
    applies: bool | None = True


GONE = Span(None, None, applies=False)
"""A number that does not apply."""


def exactly(value: Number) -> Span:
    """A number that is known."""
    return Span(value, value)


def worked_out(kind: str, parts: Sequence[Span]) -> Span:
    """The span of a quantity by those of its inputs.

    >>> worked_out("difference", [exactly(5), Span(1, 2)])
    Span(low=3, high=4, applies=True)
    """
    match kind:
        case "sum":
            return added([_or_zero(part) for part in parts])
        case "minimum_of":
            return _turned(_greatest([_turned(part) for part in parts]))
        case "maximum_of":
            return _greatest(parts)
    if any(part.applies is False for part in parts):
        return GONE
    applies = True if all(part.applies for part in parts) else None
    if kind == "difference":
        first, second = parts
        found = added([first, _turned(second)])
    else:
        found = _product(parts)
    return Span(found.low, found.high, applies)


def added(parts: Sequence[Span]) -> Span:
    """The sum of numbers that apply."""
    return Span(_total([part.low for part in parts]), _total([part.high for part in parts]))


def _total(numbers: Sequence[Number | None]) -> Number | None:
    total: Number = 0
    for number in numbers:
        if number is None:
            return None
        whole = isinstance(total, int) and isinstance(number, int)
        total = total + number if whole else _EXACT.add(Decimal(total), Decimal(number))
    return total


def _or_zero(part: Span) -> Span:
    """A number that counts as nothing where it does not apply."""
    if part.applies is False:
        return exactly(0)
    if part.applies:
        return part
    return Span(None if part.low is None else min(part.low, 0), None if part.high is None else max(part.high, 0))


def _turned(part: Span) -> Span:
    """The same with a minus sign."""
    return Span(_minus(part.high), _minus(part.low), part.applies)


def _minus(number: Number | None) -> Number | None:
    if isinstance(number, Decimal):
        return number.copy_negate()
    return None if number is None else -number


def _greatest(parts: Sequence[Span]) -> Span:
    """The greatest of those that apply."""
    present = [part for part in parts if part.applies is not False]
    if not present:
        return GONE
    sure = [part for part in present if part.applies]
    highs = [part.high for part in present]
    high = None if None in highs else max(number for number in highs if number is not None)
    if sure:
        bottoms = [part.low for part in sure if part.low is not None]
        return Span(max(bottoms) if bottoms else None, high)
    lows = [part.low for part in present]
    return Span(None if None in lows else min(number for number in lows if number is not None), high, None)


def _product(parts: Sequence[Span]) -> Span:
    low: Number | None = 1
    high: Number | None = 1
    for part in parts:
        ends = [low, high, part.low, part.high]
        if None in ends:
            return Span(None, None)
        corners = [_times(one, other) for one in ends[:2] for other in ends[2:]]
        low, high = min(corners), max(corners)
    return Span(low, high)


def _times(one: Number | None, other: Number | None) -> Number:
    assert one is not None
    assert other is not None
    if isinstance(one, int) and isinstance(other, int):
        return one * other
    return _EXACT.multiply(Decimal(one), Decimal(other))
