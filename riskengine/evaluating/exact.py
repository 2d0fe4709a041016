"""Arithmetic that never rounds: whole numbers, and decimals of any length."""

from __future__ import annotations

from decimal import Context, Decimal
from functools import reduce

from riskengine.facts import Number

__all__ = ["minus", "plus", "times"]

_DIGITS = 100_000
"""More than any product of the numbers that a rule set or a case may hold."""


def plus(*numbers: Number) -> Number:
    """The exact sum.

    >>> plus(1, Decimal("0.000000001"), Decimal("999999999999999.999999999"))
    Decimal('1000000000000001.000000000')
    """
    start: Number = 0
    return reduce(_plus, numbers, start)


def minus(first: Number, second: Number) -> Number:
    """The exact difference."""
    return _plus(first, -second if isinstance(second, int) else second.copy_negate())


def times(*numbers: Number) -> Number:
    """The exact product, which may have more digits than Python's decimals keep by default.

    >>> times(Decimal("999999999999999.999999999"), Decimal("999999999999999.999999999"))
    Decimal('999999999999999999999998000000.000000000000000001')
    """
    start: Number = 1
    return reduce(_times, numbers, start)


def _plus(first: Number, second: Number) -> Number:
    if isinstance(first, int) and isinstance(second, int):
        return first + second
    return Context(prec=_DIGITS).add(Decimal(first), Decimal(second))


def _times(first: Number, second: Number) -> Number:
    if isinstance(first, int) and isinstance(second, int):
        return first * second
    return Context(prec=_DIGITS).multiply(Decimal(first), Decimal(second))
