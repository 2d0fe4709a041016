"""The domain of a fact that is not known: the span of its numbers or moments."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from riskengine import calendar
from riskengine.facts import Fact, Number, Value

__all__ = ["moment_ends", "number_ends"]


def number_ends(fact: Fact) -> tuple[Number | None, Number | None]:
    """The least and greatest number that the fact may have; None is open."""
    return fact.minimum, fact.maximum


def moment_ends(fact: Fact, as_of: Value | None) -> tuple[date | datetime, date | datetime]:
    """The earliest and latest moment that the fact may have, `as_of` filled in.

    A datetime's domain runs to the last microsecond of its last day.
    """
    assert isinstance(as_of, date)
    first, last = (as_of if end == "as_of" else end for end in (fact.earliest, fact.latest))
    assert isinstance(first, date)
    assert isinstance(last, date)
    if fact.type != "datetime":
        start, end = calendar.london_date(first), calendar.london_date(last)
        return start, max(start, end)
    begin = first if isinstance(first, datetime) else calendar.london_midnight(first)
    finish = last if isinstance(last, datetime) else calendar.london_midnight(last + timedelta(1)) - timedelta(microseconds=1)
    return begin, max(begin, finish)
