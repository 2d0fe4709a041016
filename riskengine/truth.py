"""Three-valued truth: strong Kleene logic, in which nothing missing is ever read as false.

| all | F | ? | T |   | any | F | ? | T |   | not |   |
|-----|---|---|---|   |-----|---|---|---|   |-----|---|
| F   | F | F | F |   | F   | F | ? | T |   | F   | T |
| ?   | F | ? | ? |   | ?   | ? | ? | T |   | ?   | ? |
| T   | F | ? | T |   | T   | T | T | T |   | T   | F |
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import NoReturn

__all__ = ["Truth", "all_of", "any_of", "at_least", "negate", "truth_of"]


class Truth(enum.Enum):
    """One of three truth values. It refuses `bool()`: ask `is Truth.TRUE` instead.

    The numbers are a thermometer (no bit, one bit, two bits), so that on them `&` is `all`
    and `|` is `any`; the fast evaluator works on the bare numbers.

    >>> Truth.TRUE is Truth(3)
    True
    >>> bool(Truth.UNKNOWN)
    Traceback (most recent call last):
    ...
    TypeError: a Truth is not a bool: compare it with `is Truth.TRUE`
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 3

    def __bool__(self) -> NoReturn:
        raise TypeError("a Truth is not a bool: compare it with `is Truth.TRUE`")


_NEGATION = {Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN, Truth.TRUE: Truth.FALSE}


def truth_of(claim: bool) -> Truth:  # noqa: FBT001 - a claim is what it is about
    """The truth of a claim that Python has decided.

    >>> truth_of(1 < 2)
    <Truth.TRUE: 3>
    """
    return Truth.TRUE if claim else Truth.FALSE


def negate(part: Truth) -> Truth:
    """Swap true and false; unknown stays unknown.

    >>> negate(Truth.UNKNOWN)
    <Truth.UNKNOWN: 1>
    """
    return _NEGATION[part]


def all_of(parts: Iterable[Truth]) -> Truth:
    """False if a part is false, else unknown if a part is unknown, else true.

    >>> all_of([Truth.UNKNOWN, Truth.FALSE])
    <Truth.FALSE: 0>
    """
    return Truth(min((part.value for part in parts), default=Truth.TRUE.value))


def any_of(parts: Iterable[Truth]) -> Truth:
    """True if a part is true, else unknown if a part is unknown, else false.

    >>> any_of([Truth.UNKNOWN, Truth.TRUE])
    <Truth.TRUE: 3>
    """
    return Truth(max((part.value for part in parts), default=Truth.FALSE.value))


def at_least(n: int, parts: Iterable[Truth]) -> Truth:
    """True if `n` parts are true, false if fewer than `n` parts are not false, else unknown.

    >>> at_least(2, [Truth.TRUE, Truth.UNKNOWN, Truth.FALSE])
    <Truth.UNKNOWN: 1>
    """
    values = list(parts)
    if sum(part is Truth.TRUE for part in values) >= n:
        return Truth.TRUE
    if sum(part is not Truth.FALSE for part in values) < n:
        return Truth.FALSE
    return Truth.UNKNOWN
