"""Recorded values typed and checked by the vocabulary: one checker per fact, made once per program.

No message quotes the value: it names the fact, what it needs, and what kind of thing was found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from riskengine.calendar import london_date, to_utc
from riskengine.case import RawValue
from riskengine.facts import AS_OF, EARLIEST, LATEST, Fact, FactType, Value
from riskengine.loading.case_shape import kind_of
from riskengine.loading.scalars import BadScalar, resolve

__all__ = ["Check", "Misfit", "check_of"]

Check = Callable[[RawValue, date], Value]
"""Types a recorded value, given the day that stands for `as_of`. Raises Misfit."""

_ISO_DATE = 10


class Misfit(Exception):
    """A recorded value that its fact cannot have: the code, what is wrong, and how to put it right."""

    def __init__(self, code: str, message: str, help_text: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help_text


def check_of(fact: Fact) -> Check:
    """The checker of one fact.

    >>> check_of(Fact("age", FactType.INTEGER, minimum=0))(12, date(2020, 1, 1))
    12
    """
    return _MAKERS[fact.type](fact)


def _wrong(fact: Fact, value: RawValue, needs: str, help_text: str = "") -> Misfit:
    return Misfit("RE744", f"`{fact.name}` needs {needs}, and this is {kind_of(value)}", help_text)


def _boolean(fact: Fact) -> Check:
    def check(value: RawValue, _: date) -> Value:
        if value is True or value is False:
            return value
        raise _wrong(fact, value, "true or false", "write true or false without quotes, or null where it was not established")

    return check


def _integer(fact: Fact) -> Check:
    bound = _bounds(fact)

    def check(value: RawValue, _: date) -> Value:
        if type(value) is int:
            return bound(value)
        if isinstance(value, Decimal):
            whole = value == value.to_integral_value()
            hint = "write it without a decimal point or an exponent" if whole else "a whole number is needed"
            raise Misfit("RE745", f"`{fact.name}` needs an integer, and this is written as a decimal", hint)
        raise _wrong(fact, value, "an integer", "write the number without quotes" if isinstance(value, str) else "")

    return check


def _decimal(fact: Fact) -> Check:
    bound = _bounds(fact)

    def check(value: RawValue, _: date) -> Value:
        if type(value) is int or isinstance(value, Decimal):
            return bound(value)
        raise _wrong(fact, value, "a number", "write the number without quotes" if isinstance(value, str) else "")

    return check


def _bounds(fact: Fact) -> Callable[[int | Decimal], int | Decimal]:
    low, high = fact.minimum, fact.maximum

    def bound(value: int | Decimal) -> int | Decimal:
        if low is not None and value < low:
            raise Misfit("RE748", f"`{fact.name}` is at least {low}, and this is less")
        if high is not None and value > high:
            raise Misfit("RE749", f"`{fact.name}` is at most {high}, and this is more")
        return value

    return bound


def _options(fact: Fact) -> str:
    return "the options are " + ", ".join(f"`{option}`" for option in fact.options)


def _choice(fact: Fact) -> Check:
    options = frozenset(fact.options)

    def check(value: RawValue, _: date) -> Value:
        if isinstance(value, str):
            if value in options:
                return value
            raise Misfit("RE746", f"this is not an option of `{fact.name}`", _options(fact))
        raise _wrong(fact, value, "one of its options, as text", _options(fact))

    return check


def _choices(fact: Fact) -> Check:
    options = frozenset(fact.options)

    def check(value: RawValue, _: date) -> Value:
        if not isinstance(value, tuple):
            raise _wrong(fact, value, "a list of options", "write [...] around it, or [] for none of them")
        members = frozenset(value)
        if not members <= options:
            raise Misfit("RE746", f"the list for `{fact.name}` holds something that is not an option", _options(fact))
        if len(members) != len(value):
            raise Misfit("RE747", f"the list for `{fact.name}` names an option twice", "name each option once")
        return members

    return check


def _date(fact: Fact) -> Check:
    within = _days(fact)
    bounds = (EARLIEST if fact.earliest is None else fact.earliest, LATEST if fact.latest is None else fact.latest)
    first, last = (bound if type(bound) is date else None for bound in bounds)
    simple = first is not None and (last is not None or fact.latest == AS_OF)

    def check(value: RawValue, as_of: date) -> Value:
        if simple and type(value) is str:
            # The usual case, without detours.
            plain = _plain_date(value)
            if plain is not None and first <= plain <= (last or as_of):  # type: ignore[operator]
                return plain
        day = _moment(fact, value, "a date, such as 2020-09-15") if isinstance(value, str) else value
        if isinstance(day, datetime):
            raise Misfit("RE752", f"`{fact.name}` is a date, and this has a time", "write the date alone, such as 2020-09-15")
        if isinstance(day, date):
            within(day, day, as_of)
            return day
        raise _wrong(fact, value, "a date", 'write it as text: "2020-09-15"')

    return check


def _datetime(fact: Fact) -> Check:
    within = _days(fact)
    example = "2020-09-15T14:30"

    def check(value: RawValue, as_of: date) -> Value:
        moment = _moment(fact, value, f"a date and time, such as {example}") if isinstance(value, str) else value
        if isinstance(moment, datetime):
            utc = _utc(fact, moment)
            within(utc, london_date(utc), as_of)
            return utc
        if isinstance(moment, date):
            raise Misfit("RE753", f"`{fact.name}` needs a time as well as a date", f"write it as {example}")
        raise _wrong(fact, value, "a date and time", f'write it as text: "{example}"')

    return check


def _plain_date(value: str) -> date | None:
    """The day that a text such as 2020-09-15 says; None for any other text."""
    if len(value) != _ISO_DATE or value[4] != "-" or value[7] != "-":
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _moment(fact: Fact, value: str, needs: str) -> date | datetime:
    """The date or datetime that a text says."""
    plain = _plain_date(value)
    if plain is not None:
        return plain
    try:
        found = resolve(value)
    except BadScalar as bad:
        if bad.code == "RE130":
            raise _skipped(fact) from None
        found = None
    except ValueError:
        found = None
    if isinstance(found, date):
        return found
    raise Misfit("RE728", f"`{fact.name}` needs {needs}, and this is no date or time that exists")


def _utc(fact: Fact, moment: datetime) -> datetime:
    try:
        return to_utc(moment)
    except ValueError:
        raise _skipped(fact) from None


def _skipped(fact: Fact) -> Misfit:
    message = f"the clocks change in the United Kingdom, so the time of `{fact.name}` does not exist or happens twice"
    return Misfit("RE729", message, "write the offset from UTC after it: +00:00 or +01:00")


def _days(fact: Fact) -> Callable[[date | datetime, date, date], None]:
    """Checks that a moment, whose London day is `day`, lies between the earliest and the latest of its fact."""
    earliest = EARLIEST if fact.earliest is None else fact.earliest
    latest = LATEST if fact.latest is None else fact.latest

    def within(moment: date | datetime, day: date, as_of: date) -> None:
        first = as_of if earliest == "as_of" else earliest
        last = as_of if latest == "as_of" else latest
        if _is_before(moment, day, first):
            raise Misfit("RE750", f"`{fact.name}` is not before {_words(earliest, as_of)}, and this is")
        if _is_before(last, london_date(last), moment):
            raise Misfit("RE751", f"`{fact.name}` is not after {_words(latest, as_of)}, and this is")

    return within


def _is_before(one: date | datetime, day: date, other: date | datetime) -> bool:
    """By the moment where both have a time, else by the London day."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return day < london_date(other)


def _words(bound: date | datetime | str, as_of: date) -> str:
    return f"the day asked about ({as_of})" if isinstance(bound, str) else bound.isoformat()


def _text(fact: Fact) -> Check:
    def check(value: RawValue, _: date) -> Value:
        if isinstance(value, str):
            return value if value.isascii() else unicodedata.normalize("NFC", value)
        raise _wrong(fact, value, "text", "put quotes around it")

    return check


_MAKERS: dict[FactType, Callable[[Fact], Check]] = {
    FactType.BOOLEAN: _boolean,
    FactType.INTEGER: _integer,
    FactType.DECIMAL: _decimal,
    FactType.CHOICE: _choice,
    FactType.CHOICES: _choices,
    FactType.DATE: _date,
    FactType.DATETIME: _datetime,
    FactType.TEXT: _text,
}
