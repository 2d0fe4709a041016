"""The time between two days, by kind of quantity; None where the table of bank holidays does not reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from riskengine import calendar
from riskengine.facts import Number

__all__ = ["measure_of"]

_MEASURES: dict[str, Callable[[date, date], int]] = {
    "days_between": calendar.days_between,
    "months_between": calendar.months_between,
    "years_between": calendar.years_between,
}


def measure_of(kind: str, jurisdiction: str) -> Callable[[date, date], Number | None]:
    """The function behind a kind of quantity that measures time, for a jurisdiction's bank holidays."""
    if kind == "working_days_between":
        return partial(_working_days, jurisdiction)
    return _MEASURES[kind]


def _working_days(jurisdiction: str, start: date, end: date) -> Number | None:
    try:
        return calendar.working_days_between(start, end, jurisdiction)
    except calendar.BeyondHolidayTable:
        return None
