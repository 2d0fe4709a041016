"""Days, months, years and working days between two days, counted as language 2 says them (quantities)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from riskengine.bank_holidays import BANK_HOLIDAYS

__all__ = ["between"]

_FIRST_YEAR, _LAST_YEAR = 2000, 2028
_SATURDAY = 5


def between(kind: str, start: date, end: date, jurisdiction: str) -> int | None:
    """The time from one day to another; None for working days that the table of bank holidays does not cover.

    >>> between("years_between", date(2004, 2, 29), date(2022, 2, 28), "england-and-wales")
    17
    >>> between("working_days_between", date(2023, 5, 9), date(2023, 5, 5), "england-and-wales")
    -1
    """
    if start > end:
        found = between(kind, end, start, jurisdiction)
        return None if found is None else -found
    match kind:
        case "days_between":
            return end.toordinal() - start.toordinal()
        case "months_between":
            return _periods(start, end, 1)
        case "years_between":
            return _periods(start, end, 12)
        case "working_days_between":
            return _working_days(start, end, jurisdiction)
    raise ValueError(f"{kind} does not measure time")


def _periods(start: date, end: date, months: int) -> int:
    """How many periods of so many months are complete."""
    count = ((end.year - start.year) * 12 + end.month - start.month) // months
    while _later(start, count * months) > end:
        count -= 1
    return count


def _later(start: date, months: int) -> date:
    """The same day so many months later; a day that the month lacks counts on the 1st of the next."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    day = first + timedelta(days=start.day - 1)
    return day if day.month == first.month else day.replace(day=1)


def _working_days(start: date, end: date, jurisdiction: str) -> int | None:
    """The working days after `start` up to and with `end`; neither is after the other."""
    if start.year < _FIRST_YEAR or end.year > _LAST_YEAR or jurisdiction not in BANK_HOLIDAYS:
        return None
    closed = _holidays(jurisdiction)
    days = range(start.toordinal() + 1, end.toordinal() + 1)
    whole, rest = divmod(len(days), 7)
    weekdays = 5 * whole + sum(date.fromordinal(day).weekday() < _SATURDAY for day in days[len(days) - rest :])
    return weekdays - sum(day in days for day in closed)


@cache
def _holidays(jurisdiction: str) -> tuple[int, ...]:
    """The bank holidays that fall on a Monday to Friday, as ordinals."""
    found = []
    for line in BANK_HOLIDAYS[jurisdiction].split("\n"):
        year, _, days = line.strip().partition(":")
        found += [date.fromisoformat(f"{year}-{day}").toordinal() for day in days.split()]
    return tuple(day for day in found if date.fromordinal(day).weekday() < _SATURDAY)
