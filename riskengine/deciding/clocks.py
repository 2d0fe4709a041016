"""Time limits: what state each one is in at the end of a day (language 3.10).

`as_of` stands for the whole of that day: what happened on it counts, what happens later does not yet.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from riskengine.calendar import BeyondHolidayTable, add_months, add_working_days, day_in_words, days_between, london_date
from riskengine.compiling.program import CompiledClock, Program
from riskengine.deciding.decision import ClockResult, ClockState
from riskengine.deciding.messages import Message, Part, tell
from riskengine.evaluating.inputs import Inputs
from riskengine.facts import FactState, Number
from riskengine.records import changed, record
from riskengine.truth import Truth

__all__ = ["Watch", "contradicts", "run_clocks"]

_MICROSECONDS_PER_HOUR = 3_600_000_000
_MOST_DAYS = 36_500
_LAST_YEAR = 9_000


class _Undetermined(Exception):
    """The state cannot be worked out; `why` says why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


class _Run(NamedTuple):
    """What a clock has come to."""

    state: ClockState
    started: date | datetime | None = None
    due: date | datetime | None = None
    stopped: date | datetime | None = None
    late_by: int | None = None
    contradictory: bool = False
    reason: str = ""


@record
class _Length:
    """How long a time limit is from a day on, None where that is not on record; `idle` is its result where it does not apply.

    `days` is the limit where it is a number of calendar days.
    """

    start: date
    limit: Number | None
    unverified: bool
    days: timedelta | None
    idle: ClockResult


class Watch:
    """A program's time limits, with their lengths made ready. Make it once per program; it never changes."""

    __slots__ = ("_clocks", "program")

    def __init__(self, program: Program) -> None:
        self.program = program
        self._clocks = tuple((clock, _lengths(program, clock)) for clock in program.clocks)

    def run(
        self,
        inputs: Inputs,
        conditions: Sequence[Truth],
        *,
        as_of: date,
        possible: Sequence[Truth] | None = None,
        possible_grade: str = "",
        not_applicable: Collection[int] = (),
    ) -> tuple[ClockResult, ...]:
        """The state of every clock, in the program's order.

        `conditions` are the settled truths of the clocks' conditions under the grade that counts, and `possible`
        those under the most possible grade, `possible_grade`: a clock that only that grade would start carries it as
        `only_at`. `not_applicable` are the slots of facts whose gate is settled and false.
        """
        found = []
        for number, (clock, lengths) in enumerate(self._clocks):
            condition, only_at = conditions[number], None
            if condition is Truth.FALSE and possible is not None and possible[number] is not Truth.FALSE:
                condition, only_at = possible[number], possible_grade
            start = inputs.values[clock.starts]
            length = lengths[0]
            if len(lengths) > 1:
                length = _length_on(lengths, as_of if start is None else london_date(start))  # type: ignore[arg-type]
            if condition is Truth.FALSE or (start is None and clock.starts in not_applicable):
                found.append(length.idle if only_at is None else changed(length.idle, only_at=only_at))
            else:
                result = None
                if condition is Truth.TRUE and length.days is not None:
                    result = _by_days(length, start, inputs.values[clock.stops] if clock.stops >= 0 else None, as_of, only_at)
                if result is None:
                    result = _result(length, _state(self.program, inputs, clock, length, condition, as_of), only_at)
                found.append(result)
        return tuple(found)


def run_clocks(program: Program, inputs: Inputs, conditions: Sequence[Truth], **options: Any) -> tuple[ClockResult, ...]:
    """`Watch.run` for a single case: many cases of one program are faster with one `Watch`."""
    return Watch(program).run(inputs, conditions, **options)


def contradicts(program: Program, inputs: Inputs) -> bool:
    """Whether any clock's stop is recorded before its start, whatever its condition says."""
    for clock in program.clocks:
        start, stop = _moment(inputs, clock.starts), _moment(inputs, clock.stops)
        if start is not None and stop is not None and _is_before(stop, start):
            return True
    return False


def _length_on(lengths: Sequence[_Length], day: date) -> _Length:
    """The length that is in force on a day."""
    found = lengths[0]
    for length in lengths[1:]:
        if length.start > day:
            break
        found = length
    return found


def _state(program: Program, inputs: Inputs, clock: CompiledClock, length: _Length, condition: Truth, as_of: date) -> _Run:
    """What a clock has come to whose condition is not settled and false."""
    start = _moment(inputs, clock.starts)
    if condition is Truth.UNKNOWN:
        return _Run("undetermined", started=start, reason=tell("why_unsettled"))
    if start is None:
        return _Run("undetermined", reason=_no_start(program, inputs, clock))
    return _run(clock, length.limit, start, _moment(inputs, clock.stops), as_of, inputs.jurisdiction)


def _by_days(length: _Length, start: Any, stop: Any, as_of: date, only_at: str | None) -> ClockResult | None:
    """The usual case of days alone, nothing out of order; None for any other."""
    if start.__class__ is not date or start > as_of or start.year > _LAST_YEAR:
        return None
    if stop is not None and (stop.__class__ is not date or stop < start):
        return None
    assert length.days is not None
    idle, due = length.idle, start + length.days
    state: ClockState
    late_by: int | None
    if stop is None or stop > as_of:
        stopped, late_by = None, (as_of - due).days
        state = "overdue" if late_by > 0 else "running" if late_by else "due_today"
    else:
        stopped, late_by = stop.isoformat(), (stop - due).days
        state = "met_late" if late_by > 0 else "met"
    late_by = late_by if late_by > 0 else None
    started, due_on = start.isoformat(), due.isoformat()
    return ClockResult(
        idle.id, idle.title, state, started, due_on, stopped, late_by, idle.limit, idle.cites, only_at, idle.unverified
    )


def _result(length: _Length, run: _Run, only_at: str | None) -> ClockResult:
    idle = length.idle
    return ClockResult(
        idle.id,
        idle.title,
        run.state,
        _iso(run.started),
        _iso(run.due),
        _iso(run.stopped),
        run.late_by,
        idle.limit,
        idle.cites,
        only_at,
        idle.unverified,
        run.contradictory,
        run.reason,
    )


def _run(
    clock: CompiledClock,
    limit: Number | None,
    start: date | datetime,
    stop: date | datetime | None,
    as_of: date,
    jurisdiction: str,
) -> _Run:
    """The state of a clock whose condition holds and whose start is known."""
    if stop is not None and _is_before(stop, start):
        return _Run("undetermined", start, None, stop, contradictory=True, reason=tell("why_stopped_early"))
    if stop is not None and london_date(stop) > as_of:
        stop = None
    if london_date(start) > as_of:
        return _Run("not_started", start)
    try:
        due = _due(clock, limit, start, jurisdiction)
        if stop is None:
            return _running(start, due, as_of)
        late = _is_late(stop, due)
    except _Undetermined as why:
        return _Run("undetermined", start, None, stop, reason=why.why)
    return _Run("met_late", start, due, stop, days_between(due, stop)) if late else _Run("met", start, due, stop)


def _running(start: date | datetime, due: date | datetime, as_of: date) -> _Run:
    late_by = (as_of - due).days if due.__class__ is date else days_between(due, as_of)
    if late_by > 0:
        return _Run("overdue", start, due, late_by=late_by)
    return _Run("running" if late_by else "due_today", start, due)


def _due(clock: CompiledClock, length: Number | None, start: date | datetime, jurisdiction: str) -> date | datetime:
    """The day at whose end a clock is due, or the moment for one that counts hours. Raises _Undetermined."""
    if length is None:
        day = london_date(start)
        raise _Undetermined(tell("why_no_length", day=Part("day", day, day_in_words(day))))
    unit = clock.clock.unit
    try:
        if unit == "hours":
            return _hours_later(start, length)
        if length != int(length) or length < 0:
            raise _Undetermined(tell("why_not_whole"))
        match unit:
            case "working_days":
                return add_working_days(start, int(length), jurisdiction)
            case "months":
                return add_months(start, int(length))
        return london_date(start) + timedelta(int(length))
    except BeyondHolidayTable as error:
        raise _Undetermined(tell("why_no_holidays", why=Part("english", None, str(error)))) from None
    except OverflowError:
        raise _Undetermined(tell("why_no_calendar")) from None


def _hours_later(start: date | datetime, hours: Number) -> datetime:
    if not isinstance(start, datetime):
        raise _Undetermined(tell("why_hours"))
    return start + timedelta(microseconds=int(Decimal(hours) * _MICROSECONDS_PER_HOUR))


def _is_late(stop: date | datetime, due: date | datetime) -> bool:
    """Whether what stops a clock came after it was due. Raises _Undetermined."""
    if not isinstance(due, datetime):
        return london_date(stop) > due
    if isinstance(stop, datetime):
        return stop > due
    if stop == london_date(due):
        raise _Undetermined(tell("why_no_time"))
    return stop > london_date(due)


def _is_before(one: date | datetime, other: date | datetime) -> bool:
    """By the moment where both have a time, else by the London day."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return london_date(one) < london_date(other)


def _moment(inputs: Inputs, slot: int) -> date | datetime | None:
    value = inputs.values[slot] if slot >= 0 else None
    return value if isinstance(value, date) else None


def _no_start(program: Program, inputs: Inputs, clock: CompiledClock) -> Message:
    fact = program.facts[clock.starts]
    asked = inputs.states[clock.starts] is FactState.UNKNOWN
    question = Part("question", fact.name, fact.question or fact.name)
    return tell("why_start_unknown" if asked else "why_start_missing", question=question)


def _lengths(program: Program, clock: CompiledClock) -> tuple[_Length, ...]:
    """The lengths of a clock, earliest first; before the first none is on record."""
    if clock.within.kind != "parameter":
        length = clock.within.value
        return (_length(clock, date.min, length if isinstance(length, Number) else None, verified=True),)
    history = program.ruleset.parameters[program.parameters[clock.within.index]]
    none = _length(clock, date.min, None, verified=True)
    return (none, *(_length(clock, dated.start, dated.value, verified=dated.verified) for dated in history.values))


def _length(clock: CompiledClock, start: date, limit: Number | None, *, verified: bool) -> _Length:
    written = clock.clock
    words = "" if limit is None else _in_words(limit, written.unit)
    idle = ClockResult(
        id=written.id,
        title=written.title,
        state="not_applicable",
        started=None,
        due=None,
        stopped=None,
        late_by=None,
        limit=words,
        cites=written.cites,
        unverified=not verified,
    )
    days = None
    if written.unit == "days" and isinstance(limit, int) and 0 <= limit <= _MOST_DAYS:
        days = timedelta(limit)
    return _Length(start, limit, not verified, days, idle)


def _in_words(length: Number, unit: str) -> Message:
    number = format(length, "f") if isinstance(length, Decimal) else str(length)
    return tell(f"limit_{unit}_{'one' if length == 1 else 'many'}", count=Part("text", None, number))


def _iso(moment: date | datetime | None) -> str | None:
    """ISO text; a moment in UTC ends in Z."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None).isoformat() + "Z"
    return None if moment is None else moment.isoformat()
