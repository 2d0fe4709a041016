"""The state of every time limit of a case, worked out slowly from its definition (language 3.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from riskengine.bank_holidays import BANK_HOLIDAYS
from riskengine.ruleset import Clock
from tests.oracle import Exact, Situation, completions, world_of
from tests.oracle_worlds import anniversary, days_of, holds, parameter_value

__all__ = ["TimeLimit", "clock_truths", "time_limits"]

_TABLE = range(2000, 2029)
_SATURDAY = 5


@dataclass(frozen=True)
class TimeLimit:
    """What a time limit has come to; `only_at` is the grade at which alone it would start."""

    state: str
    due: date | datetime | None = None
    late_by: int | None = None
    only_at: str | None = None


def clock_truths(situation: Situation, grade: str) -> dict[str, bool | None]:
    """The one truth of each time limit's condition over all completions, None where it has two."""
    found: dict[str, set[bool]] = {clock.id: set() for clock in situation.ruleset.clocks}
    for key in completions(situation):
        world = world_of(situation, {**dict(zip(situation.missing, key, strict=True)), "grade": grade})
        for clock in situation.ruleset.clocks:
            found[clock.id].add(holds(world, clock.when))
    return {name: truths.pop() if len(truths) == 1 else None for name, truths in found.items()}


def time_limits(situation: Situation, truth: Exact, officer: str | None) -> dict[str, TimeLimit]:
    """Every time limit; none out of scope. One that a contradiction touches is left out: the definition is silent there."""
    if truth.scope is False:
        return {}
    grades = situation.ruleset.grades
    rank = -1 if officer is None else grades.index(officer)
    counts, possible = max(rank, truth.least), max(rank, truth.most)
    if min(counts, possible) < 0:
        return {}
    now, then = clock_truths(situation, grades[counts]), clock_truths(situation, grades[possible])
    found = {}
    for clock in situation.ruleset.clocks:
        if any(name in situation.known and truth.gates[name] is not True for name in (clock.starts, clock.stops) if name):
            continue
        only_at = grades[possible] if now[clock.id] is False and then[clock.id] is not False else None
        held = then[clock.id] if only_at else now[clock.id]
        state = _state(situation, clock, held, gone=truth.gates[clock.starts] is False)
        found[clock.id] = TimeLimit(state.state, state.due, state.late_by, only_at)
    return found


def _state(situation: Situation, clock: Clock, held: bool | None, *, gone: bool) -> TimeLimit:
    start, stop = situation.known.get(clock.starts), situation.known.get(clock.stops or "")
    if held is False or gone:
        return TimeLimit("not_applicable")
    if held is None or start is None or (stop is not None and _before(stop, start)):
        return TimeLimit("undetermined")
    if days_of(start) > situation.as_of:
        return TimeLimit("not_started")
    due = _due(situation, clock, start)
    if due is None:
        return TimeLimit("undetermined")
    if stop is not None and days_of(stop) <= situation.as_of:
        late = stop > due if isinstance(due, datetime) and isinstance(stop, datetime) else days_of(stop) > days_of(due)
        return TimeLimit("met_late", due, _days_late(stop, due)) if late else TimeLimit("met", due)
    over = _days_late(situation.as_of, due)
    return TimeLimit("overdue", due, over) if over > 0 else TimeLimit("due_today" if over == 0 else "running", due)


def _days_late(moment: date, due: date) -> int:
    return (days_of(moment) - days_of(due)).days


def _before(one: Any, other: Any) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return days_of(one) < days_of(other)


def _due(situation: Situation, clock: Clock, start: Any) -> date | datetime | None:
    length: Any = clock.within.literal
    if clock.within.parameter is not None:
        length = parameter_value(situation.ruleset, clock.within.parameter, days_of(start))
    if length is None:
        return None
    match clock.unit:
        case "hours":
            return start + timedelta(hours=float(length)) if isinstance(start, datetime) else None
        case "months":
            return anniversary(days_of(start), int(length))
        case "days":
            return days_of(start) + timedelta(int(Decimal(length)))
    return _working_days_on(days_of(start), int(length), situation.jurisdiction)


def _working_days_on(day: date, count: int, jurisdiction: str) -> date | None:
    """So many working days on, counted one by one; None where the start or the end lies beyond the table."""
    if _is_working_day(day, jurisdiction) is None:
        return None
    while count:
        day += timedelta(1)
        working = _is_working_day(day, jurisdiction)
        if working is None:
            return None
        count -= working
    return day


def _is_working_day(day: date, jurisdiction: str) -> bool | None:
    """None beyond the table of bank holidays."""
    if day.year not in _TABLE:
        return None
    lines = dict(line.split(": ") for line in BANK_HOLIDAYS[jurisdiction].strip().splitlines())
    return day.weekday() < _SATURDAY and f"{day:%m-%d}" not in lines[str(day.year)].split()
