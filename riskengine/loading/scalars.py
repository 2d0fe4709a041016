"""What an unquoted scalar means: truths, null, integers, decimals, dates and datetimes; all else is text.

The patterns are published: nothing else is ever typed by its looks, so `no`, `on`, `1:30`, `007`,
`1e3` and `~` stay text.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

__all__ = [
    "DATETIME_PATTERN",
    "DATE_PATTERN",
    "DECIMAL_PATTERN",
    "INTEGER_PATTERN",
    "MAX_DECIMAL_PLACES",
    "MAX_INTEGER_DIGITS",
    "TYPED_STARTS",
    "WORDS",
    "BadScalar",
    "ScalarValue",
    "resolve",
]

ScalarValue = bool | int | Decimal | str | date | datetime | None
"""What a scalar can be; a datetime is aware and in UTC."""

WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
"""The three words that are not text."""

INTEGER_PATTERN = r"-?(?:0|[1-9][0-9]*)"
DECIMAL_PATTERN = r"-?(?:0|[1-9][0-9]*)\.[0-9]+"
DATE_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
DATETIME_PATTERN = DATE_PATTERN + r"T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"

MAX_INTEGER_DIGITS = 15
"""The most digits before the decimal point: sums of ten thousand such numbers stay exact in 28 digits."""
MAX_DECIMAL_PLACES = 9
"""The most digits after the decimal point."""

TYPED_STARTS = frozenset(("", *"-0123456789tfn"))
"""How the scalars begin that may be anything but text; an empty one may be a value that is missing."""
_NUMBER = r"-?(0|[1-9][0-9]*)(?:\.([0-9]+))?"
_MOMENT = (
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))?)?"
)


_DAY = len("2023-04-05")


class BadScalar(ValueError):
    """A scalar that looks like a number or date but cannot be one. `code` and `help` go into its diagnostic."""

    def __init__(self, code: str, message: str, help_text: str) -> None:
        super().__init__(message)
        self.code = code
        self.help = help_text


def resolve(text: str) -> ScalarValue:
    """The value of an unquoted scalar. Raises `BadScalar` for numbers too long and days that do not exist.

    >>> resolve("12"), resolve("0.50"), resolve("007"), resolve("no")
    (12, Decimal('0.50'), '007', 'no')
    >>> resolve("2023-04-05")
    datetime.date(2023, 4, 5)
    """
    if not text or text[0] not in TYPED_STARTS:
        return text
    if text in WORDS:
        return WORDS[text]
    if text[0].isalpha() or not text.isascii():
        return text
    if text.isdecimal() and len(text) <= MAX_INTEGER_DIGITS and (text[0] != "0" or len(text) == 1):
        return int(text)
    if len(text) == _DAY and text[4] == text[7] == "-" and (day := _plain_day(text)):
        return day
    if number := re.fullmatch(_NUMBER, text, re.ASCII):
        return _number(text, number)
    if moment := re.fullmatch(_MOMENT, text, re.ASCII):
        return _moment(text, moment)
    return text


def _plain_day(text: str) -> date | None:
    """The day that ten characters name, the usual kind of date; None where that is for the patterns to say."""
    try:
        return date(int(text[:4]), int(text[5:7]), int(text[8:])) if (text[:4] + text[5:7] + text[8:]).isdecimal() else None
    except ValueError:
        return None


def _number(text: str, match: re.Match[str]) -> int | Decimal:
    whole, places = match[1], match[2] or ""
    if len(whole) > MAX_INTEGER_DIGITS or len(places) > MAX_DECIMAL_PLACES:
        raise BadScalar(
            "RE128",
            f"this number has {len(whole)} digits before the point and {len(places)} after it",
            f"at most {MAX_INTEGER_DIGITS} and {MAX_DECIMAL_PLACES} are read; put quotes around it if it is not a number",
        )
    if not places:
        return int(text)
    value = Decimal(text)
    return value or abs(value)


def _moment(text: str, match: re.Match[str]) -> date | datetime:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return day
        clock = time(int(match[4]), int(match[5]), int(match[6] or 0), int((match[7] or "").ljust(6, "0")))
        if match[8] or match[9]:
            return datetime.combine(day, clock, _offset(match)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadScalar("RE129", f"there is no such day or time as {text}", "put quotes around it if it is text") from None
    return _local(text, datetime.combine(day, clock))


def _offset(match: re.Match[str]) -> timezone:
    if match[8]:
        return UTC
    ahead = timedelta(hours=int(match[10]), minutes=int(match[11]))
    return timezone(ahead if match[9] == "+" else -ahead)


def _local(text: str, naive: datetime) -> datetime:
    # The calendar brings the time zone tables, which files without local times do not need.
    from riskengine.calendar import to_utc

    try:
        return to_utc(naive)
    except (ValueError, OverflowError):
        raise BadScalar(
            "RE130",
            f"the clocks change in the United Kingdom, so {text} does not exist or happens twice",
            f"write the offset from UTC: `{text}+00:00` or `{text}+01:00`",
        ) from None
