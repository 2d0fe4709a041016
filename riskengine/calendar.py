"""Days, moments and time limits: London dates, completed months and years, working days.

A datetime without a zone is Europe/London local time. Where a day is needed, a datetime counts as its
Europe/London date. Between two days the first is not counted, and the number the other way round is the same
with a minus sign. A month or year is completed as a birthday is: a day that a month lacks counts on the 1st of the
next, so someone born on 29 February is a year older on 1 March.

Bank holidays are known for the days HOLIDAYS_FROM to HOLIDAYS_UNTIL only: governments announce them a year or two
ahead, so later days are refused (`BeyondHolidayTable`), never guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, tzinfo
from functools import cache

from riskengine.bank_holidays import BANK_HOLIDAYS

__all__ = [
    "HOLIDAYS_FROM",
    "HOLIDAYS_UNTIL",
    "JURISDICTIONS",
    "MONTHS",
    "BeyondHolidayTable",
    "add_months",
    "add_working_days",
    "bank_holidays",
    "day_in_words",
    "days_between",
    "is_working_day",
    "london_date",
    "london_midnight",
    "months_between",
    "to_utc",
    "working_days_between",
    "years_between",
]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The English names of the months, January first."""

HOLIDAYS_FROM = date(2000, 1, 1)
HOLIDAYS_UNTIL = date(2028, 12, 31)

JURISDICTIONS: tuple[str, ...] = tuple(BANK_HOLIDAYS)
"""The jurisdictions that a case may name."""

_SATURDAY = 5
_OUTSIDE = f"bank holidays are known from {HOLIDAYS_FROM} to {HOLIDAYS_UNTIL} only"


class BeyondHolidayTable(ValueError):
    """Working days cannot be counted: a day or a jurisdiction for which no bank holidays are known."""


def to_utc(moment: datetime) -> datetime:
    """The same moment in UTC; without a zone it is Europe/London local time.

    Raises ValueError for a local time that the clocks skip or pass twice, and for one outside the years 1 to 9999.

    >>> to_utc(datetime(2020, 7, 1, 12, 0))
    datetime.datetime(2020, 7, 1, 11, 0, tzinfo=datetime.timezone.utc)
    """
    if moment.tzinfo is UTC:
        return moment
    try:
        if moment.utcoffset() is None:
            return _local_to_utc(moment.replace(tzinfo=None))
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the moment is outside the years 1 to 9999 in UTC") from error


def _local_to_utc(moment: datetime) -> datetime:
    first = moment.replace(tzinfo=_london(), fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    exists = first.astimezone(UTC).astimezone(_london()).replace(tzinfo=None) == moment.replace(fold=0)
    problem = "happens twice, as the clocks go back" if exists else "does not exist, as the clocks go forward"
    raise ValueError(f"the local time {problem} that night: write it with its offset, such as +00:00 or +01:00")


def london_date(value: date | datetime) -> date:
    """The Europe/London calendar date of a date or datetime.

    >>> london_date(datetime(2020, 6, 30, 23, 30, tzinfo=UTC))
    datetime.date(2020, 7, 1)
    """
    if not isinstance(value, datetime):
        return value
    if value.utcoffset() is None:
        return value.date()
    return value.astimezone(_london()).date()


def london_midnight(day: date) -> datetime:
    """The moment, in UTC, at which a day starts in London.

    >>> london_midnight(date(2020, 7, 1))
    datetime.datetime(2020, 6, 30, 23, 0, tzinfo=datetime.timezone.utc)
    """
    return datetime(day.year, day.month, day.day, tzinfo=_london()).astimezone(UTC)


def day_in_words(day: date, months: tuple[str, ...] = MONTHS) -> str:
    """A day as it is written in the United Kingdom, whatever the locale of the process.

    >>> day_in_words(date(2020, 9, 15))
    '15 September 2020'
    """
    return f"{day.day} {months[day.month - 1]} {day.year}"


def days_between(start: date | datetime, end: date | datetime) -> int:
    """Days from one London date to another.

    >>> days_between(date(2020, 3, 1), date(2020, 2, 28))
    -2
    """
    return (london_date(end) - london_date(start)).days


def months_between(start: date | datetime, end: date | datetime) -> int:
    """Completed months from one London date to another.

    >>> months_between(date(2023, 1, 31), date(2023, 2, 28)), months_between(date(2023, 1, 31), date(2023, 3, 1))
    (0, 1)
    """
    first, last = london_date(start), london_date(end)
    if last < first:
        return -months_between(last, first)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def years_between(start: date | datetime, end: date | datetime) -> int:
    """Completed years from one London date to another: an age, where the first is a date of birth.

    >>> years_between(date(2004, 2, 29), date(2022, 2, 28)), years_between(date(2004, 2, 29), date(2022, 3, 1))
    (17, 18)
    """
    months = months_between(start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def add_months(start: date | datetime, months: int) -> date:
    """The London date so many months later; a day that the month lacks counts on the 1st of the next.

    Raises OverflowError outside the years 1 to 9999.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 3, 1)
    """
    day = london_date(start)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("the day is outside the years 1 to 9999")
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 2, 1)  # December lacks no day, so the next month is in the same year.


def bank_holidays(year: int, jurisdiction: str) -> frozenset[date]:
    """The bank holidays of a year that fall on a Monday to Friday, substitute days among them.

    Raises BeyondHolidayTable.

    >>> date(2022, 9, 19) in bank_holidays(2022, "england-and-wales")
    True
    """
    day = _covered(date(year, 1, 1))
    return frozenset(map(date.fromordinal, _holidays(jurisdiction)[day.year]))


def is_working_day(day: date | datetime, jurisdiction: str) -> bool:
    """Whether a London date is a Monday to Friday that is no bank holiday. Raises BeyondHolidayTable.

    >>> is_working_day(date(2023, 3, 17), "england-and-wales"), is_working_day(date(2023, 3, 17), "northern-ireland")
    (True, False)
    """
    that_day = london_date(day)
    closed = _holidays(jurisdiction)[_covered(that_day).year]
    return that_day.weekday() < _SATURDAY and that_day.toordinal() not in closed


def working_days_between(start: date | datetime, end: date | datetime, jurisdiction: str) -> int:
    """Working days after one London date up to and including another. Raises BeyondHolidayTable for either.

    >>> working_days_between(date(2023, 5, 5), date(2023, 5, 9), "england-and-wales")
    1
    """
    holidays = _holidays(jurisdiction)
    first, last = _covered(london_date(start)), _covered(london_date(end))
    if last < first:
        return -working_days_between(last, first, jurisdiction)
    low, high = first.toordinal(), last.toordinal()
    closed = 0
    for year in range(first.year, last.year + 1):
        days = holidays[year]
        closed += bisect_right(days, high) - bisect_right(days, low)
    return _weekdays_up_to(high) - _weekdays_up_to(low) - closed


def add_working_days(start: date | datetime, count: int, jurisdiction: str) -> date:
    """The day that is working day `count` after a London date; the first working day after it is day 1.

    Raises BeyondHolidayTable where the answer or the start lies outside the table, ValueError for a negative `count`.

    >>> add_working_days(date(2023, 5, 5), 1, "england-and-wales")
    datetime.date(2023, 5, 9)
    """
    if count < 0:
        raise ValueError("a number of working days must not be negative")
    day = _covered(london_date(start))
    if jurisdiction not in BANK_HOLIDAYS:
        raise _no_table(jurisdiction)
    while count > 0:
        # Among the next `count` weekdays there are at most `count` working days, so this never overshoots.
        step = _covered(_after_weekdays(day, count))
        count -= working_days_between(day, step, jurisdiction)
        day = step
    return day


def _after_weekdays(day: date, count: int) -> date:
    """The day on which `count` Mondays to Fridays have passed after `day`."""
    whole, rest = divmod(_weekdays_up_to(day.toordinal()) + count - 1, 5)
    ordinal = whole * 7 + rest + 1
    if ordinal > date.max.toordinal():
        raise BeyondHolidayTable(_OUTSIDE)
    return date.fromordinal(ordinal)


def _weekdays_up_to(ordinal: int) -> int:
    # Day 1 of the calendar, 0001-01-01, is a Monday.
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _covered(day: date) -> date:
    if not HOLIDAYS_FROM <= day <= HOLIDAYS_UNTIL:
        raise BeyondHolidayTable(_OUTSIDE)
    return day


def _no_table(jurisdiction: str) -> BeyondHolidayTable:
    return BeyondHolidayTable(f"no bank holidays are known for the jurisdiction {jurisdiction}")


@cache
def _holidays(jurisdiction: str) -> dict[int, tuple[int, ...]]:
    """The ordinals, in order, of the bank holidays of each year. Nobody changes what this returns."""
    if jurisdiction not in BANK_HOLIDAYS:
        raise _no_table(jurisdiction)
    years: dict[int, tuple[int, ...]] = {}
    for line in BANK_HOLIDAYS[jurisdiction].strip().splitlines():
        year, _, days = line.partition(": ")
        years[int(year)] = tuple(date.fromisoformat(f"{year}-{day}").toordinal() for day in days.split())
    return years


@cache
def _london() -> tzinfo:
    # Imported here because reading the time zone costs milliseconds and few cases hold a time.
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/London")
