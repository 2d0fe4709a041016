"""What a case says about each fact on a day, read from the case itself and typed by the edition's vocabulary (language 3.1).

Whether a case may be judged at all is not for this module: the engine has refused it before, or not. What does not fit the
vocabulary is left out, as it is where a case is judged under an edition of another day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from unicodedata import normalize

from riskengine.case import Case, FactEntry, RawValue
from riskengine.facts import EARLIEST, LATEST, Fact, FactType, Number, Value
from riskengine.loading.scalars import resolve
from riskengine.records import record
from riskengine.rete.axes import day_of, london
from riskengine.ruleset import RuleSet

__all__ = ["Knowledge", "ends_of", "knowledge_of"]

_MOMENT = timedelta(microseconds=1)


@record
class Knowledge:
    """What is known on a day. `values` are those of known facts; `asked` were asked and not established.

    `parameters` have the values in force on the day of the guidance, None where there is none. `left_out` names the facts
    recorded that the edition lacks, or that have a value which it does not know.
    """

    as_of: date
    jurisdiction: str
    values: Mapping[str, Value]
    asked: Collection[str]
    parameters: Mapping[str, Number | None]
    left_out: Collection[str] = ()


def knowledge_of(ruleset: RuleSet, case: Case, *, known_on: date, guidance_day: date) -> Knowledge:
    """What a case says by the end of a day, for an edition whose parameters are those of another."""
    values: dict[str, Value] = {}
    asked = set()
    left_out = {name for name in case.facts if name not in ruleset.facts}
    for name, entries in case.facts.items():
        entry = _counting(entries, known_on)
        if name in left_out or entry is None:
            continue
        if entry.value is None:
            asked.add(name)
            continue
        value = _typed(ruleset.facts[name], entry.value)
        if value is not None and _fits(ruleset.facts[name], value, known_on):
            values[name] = value
        else:
            left_out.add(name)
    parameters = {
        name: max(((each.start, each.value) for each in history.values if each.start <= guidance_day), default=(None, None))[1]
        for name, history in ruleset.parameters.items()
    }
    return Knowledge(known_on, case.jurisdiction, values, frozenset(asked), parameters, frozenset(left_out))


def _counting(entries: Sequence[FactEntry], known_on: date) -> FactEntry | None:
    """The entry that counts: the last of those that were recorded by then; entries are earliest first."""
    known = [entry for entry in entries if entry.as_at is None or _recorded_on(entry.as_at) <= known_on]
    return known[-1] if known else None


def _recorded_on(as_at: date) -> date:
    if isinstance(as_at, datetime) and as_at.tzinfo is None:
        return as_at.date()
    return day_of(as_at)


def _typed(fact: Fact, raw: RawValue) -> Value | None:
    """The value as its fact has it; None where it is of another kind."""
    match fact.type:
        case FactType.BOOLEAN:
            return raw if isinstance(raw, bool) else None
        case FactType.INTEGER:
            return raw if type(raw) is int else None
        case FactType.DECIMAL:
            return raw if isinstance(raw, int | Decimal) and not isinstance(raw, bool) else None
        case FactType.CHOICE:
            return raw if isinstance(raw, str) else None
        case FactType.CHOICES:
            chosen = frozenset(raw) if isinstance(raw, tuple) else None
            return chosen if chosen is not None and isinstance(raw, tuple) and len(chosen) == len(raw) else None
        case FactType.TEXT:
            return normalize("NFC", raw) if isinstance(raw, str) else None
    moment = _moment(raw)
    has_time = isinstance(moment, datetime)
    return moment if has_time is (fact.type is FactType.DATETIME) else None


def _moment(raw: RawValue) -> date | None:
    """A day, or a moment in UTC; None for anything else, and for a local time that does not exist or happens twice."""
    try:
        found = resolve(raw) if isinstance(raw, str) else raw
    except ValueError:
        return None
    if isinstance(found, datetime):
        return _in_utc(found)
    return found if isinstance(found, date) else None


def _in_utc(moment: datetime) -> datetime | None:
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    local = moment.replace(tzinfo=london())
    sure = local.utcoffset() == local.replace(fold=1).utcoffset()
    return local.astimezone(UTC) if sure else None


def _fits(fact: Fact, value: Value, as_of: date) -> bool:
    """Whether a value lies in the domain of its fact."""
    match value:
        case bool():
            return True
        case int() | Decimal():
            return (fact.minimum is None or value >= fact.minimum) and (fact.maximum is None or value <= fact.maximum)
        case str():
            return fact.type is FactType.TEXT or value in fact.options
        case frozenset():
            return value <= set(fact.options)
    first, last = _bounds(fact, as_of)
    return not _before(value, first) and not _before(last, value)


def _bounds(fact: Fact, as_of: date) -> tuple[date, date]:
    first = EARLIEST if fact.earliest is None else fact.earliest
    last = LATEST if fact.latest is None else fact.latest
    return (as_of if isinstance(first, str) else first), (as_of if isinstance(last, str) else last)


def _before(one: date, other: date) -> bool:
    """By the moment where both have a time, else by the London day."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return day_of(one) < day_of(other)


def ends_of(fact: Fact, as_of: date) -> tuple[date, date]:
    """The first and last day, or the first and last moment, that a date or datetime can be."""
    first, last = _bounds(fact, as_of)
    if fact.type is FactType.DATE:
        start, end = day_of(first), day_of(last)
        return start, max(start, end)
    begin = first if isinstance(first, datetime) else _midnight(first)
    finish = last if isinstance(last, datetime) else _midnight(last + timedelta(days=1)) - _MOMENT
    return begin, max(begin, finish)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=london()).astimezone(UTC)
