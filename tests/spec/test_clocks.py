"""Time limits (language 3.10), as tables: every state, and the day before, on and after every boundary."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

import pytest

from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.program import Program
from riskengine.conditions import Always
from riskengine.deciding.clocks import run_clocks
from riskengine.deciding.decision import ClockResult
from riskengine.evaluating.inputs import Inputs
from riskengine.facts import EARLIEST, LATEST, Fact, FactState, FactType
from riskengine.quantities import QuantityInput
from riskengine.ruleset import Clock, DatedValue, ParameterHistory, RuleSet, Scope
from riskengine.truth import Truth

T, U, F = Truth.TRUE, Truth.UNKNOWN, Truth.FALSE
DAY = date(2020, 1, 1)
LIMIT = ParameterHistory("limit", (DatedValue(date(2016, 1, 1), 7, verified=True), DatedValue(date(2021, 1, 1), 3)))


def program_of(unit: str, within: int | Decimal | str, kind: FactType = FactType.DATE, stop: FactType | None = None) -> Program:
    """A program with one clock, from the fact `started` to the fact `stopped`."""
    facts = {
        "started": Fact("started", kind, earliest=EARLIEST, latest=LATEST),
        "stopped": Fact("stopped", stop or kind, earliest=EARLIEST, latest=LATEST),
    }
    length = QuantityInput(parameter=within) if isinstance(within, str) else QuantityInput(literal=within)
    clock = Clock("C-1", "A limit", Always(), "started", unit, length, "stopped", ("a/1#b",))
    return compile_ruleset(
        RuleSet(
            id="r",
            edition="1",
            title="R",
            jurisdictions=("england-and-wales", "northern-ireland", "scotland"),
            status="released",
            published=DAY,
            effective_from=DAY,
            effective_until=None,
            review_by=None,
            owner="",
            provenance="illustrative",
            grades=("low", "high"),
            reason_codes={},
            scope=Scope(Always(), ""),
            facts=facts,
            parameters={"limit": LIMIT},
            clocks=(clock,),
        )
    )


def inputs_of(
    program: Program, started: object, stopped: object, as_of: date, jurisdiction: str, asked: FactState = FactState.NOT_ASKED
) -> Inputs:
    known = {"started": started, "stopped": stopped, "as_of": as_of}
    values = tuple(known.get(fact.name) for fact in program.facts)
    states = tuple(FactState.KNOWN if value is not None else asked for value in values)
    return Inputs(values, states, (None,) * len(program.parameters), jurisdiction)  # type: ignore[arg-type]


def run(
    program: Program,
    started: object,
    stopped: object,
    as_of: date,
    jurisdiction: str = "england-and-wales",
    condition: Truth = T,
    **more: object,
) -> ClockResult:
    inputs = inputs_of(program, started, stopped, as_of, jurisdiction)
    (result,) = run_clocks(program, inputs, [condition], as_of=as_of, **more)  # type: ignore[arg-type]
    return result


def moment(text: str | None) -> date | datetime | None:
    """A date, or a time in UTC."""
    if text is None:
        return None
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if "T" in text else date.fromisoformat(text)


class Row(NamedTuple):
    started: str
    stopped: str | None
    as_of: str
    state: str
    due: str | None
    late_by: int | None = None


def check(program: Program, row: Row, jurisdiction: str = "england-and-wales") -> None:
    result = run(program, moment(row.started), moment(row.stopped), date.fromisoformat(row.as_of), jurisdiction)
    assert (result.state, result.due, result.late_by) == (row.state, row.due, row.late_by), result.reason


DAYS = (
    # nothing has stopped it
    Row("2026-11-10", None, "2026-11-09", "not_started", None),
    Row("2026-11-10", None, "2026-11-10", "running", "2026-11-17"),
    Row("2026-11-10", None, "2026-11-16", "running", "2026-11-17"),
    Row("2026-11-10", None, "2026-11-17", "due_today", "2026-11-17"),
    Row("2026-11-10", None, "2026-11-18", "overdue", "2026-11-17", 1),
    Row("2026-11-10", None, "2028-05-17", "overdue", "2026-11-17", 547),
    # stopped in time: the same day, the day before, on the day, the day after
    Row("2026-11-10", "2026-11-10", "2026-11-10", "met", "2026-11-17"),
    Row("2026-11-10", "2026-11-16", "2026-12-01", "met", "2026-11-17"),
    Row("2026-11-10", "2026-11-17", "2026-12-01", "met", "2026-11-17"),
    Row("2026-11-10", "2026-11-18", "2026-12-01", "met_late", "2026-11-17", 1),
    Row("2026-11-10", "2026-11-18", "2026-11-18", "met_late", "2026-11-17", 1),
    # a stop after `as_of` is not on record yet
    Row("2026-11-10", "2026-11-18", "2026-11-17", "due_today", "2026-11-17"),
    Row("2026-11-10", "2026-11-30", "2026-11-20", "overdue", "2026-11-17", 3),
    Row("2026-11-10", "2026-11-12", "2026-11-09", "not_started", None),
    # over a leap day and over the change of the clocks
    Row("2024-02-25", None, "2024-03-03", "due_today", "2024-03-03"),
    Row("2023-02-25", None, "2023-03-03", "running", "2023-03-04"),
    Row("2026-10-24", None, "2026-10-31", "due_today", "2026-10-31"),
)


@pytest.mark.parametrize("row", DAYS, ids=str)
def test_days(row):
    check(program_of("days", 7), row)


IN_WINTER = [row for row in DAYS if row.started[5:7] in {"11", "02"}]


@pytest.mark.parametrize("row", IN_WINTER, ids=str)
def test_days_are_counted_from_the_london_date_of_a_time(row):
    times = row._replace(started=f"{row.started}T23:30", stopped=row.stopped and f"{row.stopped}T23:45")
    check(program_of("days", 7, FactType.DATETIME), times)


def test_a_time_after_eleven_on_a_summer_evening_in_utc_is_the_next_day_in_london():
    program = program_of("days", 7, FactType.DATETIME)
    assert run(program, moment("2026-07-01T22:59"), None, date(2026, 7, 2)).due == "2026-07-08"
    assert run(program, moment("2026-07-01T23:00"), None, date(2026, 7, 2)).due == "2026-07-09"
    assert run(program, moment("2026-07-01T23:00"), None, date(2026, 7, 1)).state == "not_started"


HOURS = (
    Row("2026-11-10T09:30", None, "2026-11-10", "running", "2026-11-11T09:30:00Z"),
    Row("2026-11-10T09:30", None, "2026-11-11", "due_today", "2026-11-11T09:30:00Z"),
    Row("2026-11-10T09:30", None, "2026-11-12", "overdue", "2026-11-11T09:30:00Z", 1),
    Row("2026-11-10T09:30", "2026-11-11T09:30", "2026-11-12", "met", "2026-11-11T09:30:00Z"),
    Row("2026-11-10T09:30", "2026-11-11T09:31", "2026-11-12", "met_late", "2026-11-11T09:30:00Z", 0),
    Row("2026-11-10T09:30", "2026-11-12T00:00", "2026-11-12", "met_late", "2026-11-11T09:30:00Z", 1),
    # 24 hours pass whatever the clocks do: spring forward at 01:00 UTC on 29 March, back on 25 October
    Row("2026-03-28T12:00", None, "2026-03-29", "due_today", "2026-03-29T12:00:00Z"),
    Row("2026-10-24T22:30", None, "2026-10-25", "due_today", "2026-10-25T22:30:00Z"),
    # due at 23:30 UTC in summer is half past midnight in London, so on the next day
    Row("2026-07-01T23:30", None, "2026-07-02", "running", "2026-07-02T23:30:00Z"),
    Row("2026-07-01T23:30", None, "2026-07-03", "due_today", "2026-07-02T23:30:00Z"),
)


@pytest.mark.parametrize("row", HOURS, ids=str)
def test_hours_are_elapsed_time(row):
    check(program_of("hours", 24, FactType.DATETIME), row)


def test_part_of_an_hour():
    result = run(program_of("hours", Decimal("1.5"), FactType.DATETIME), moment("2026-11-10T09:00"), None, date(2026, 11, 10))
    assert (result.due, result.limit) == ("2026-11-10T10:30:00Z", "1.5 hours")


WORKING_DAYS = (
    ("england-and-wales", Row("2026-11-20", None, "2026-11-26", "running", "2026-11-27")),
    ("england-and-wales", Row("2026-11-20", None, "2026-11-27", "due_today", "2026-11-27")),
    # overdue from the next day, though it is no working day
    ("england-and-wales", Row("2026-11-20", None, "2026-11-28", "overdue", "2026-11-27", 1)),
    ("england-and-wales", Row("2026-11-21", None, "2026-11-27", "due_today", "2026-11-27")),
    ("england-and-wales", Row("2026-12-18", None, "2026-12-24", "running", "2026-12-29")),
    ("england-and-wales", Row("2022-09-14", "2022-09-22", "2022-10-01", "met", "2022-09-22")),
    ("england-and-wales", Row("2022-09-14", "2022-09-23", "2022-10-01", "met_late", "2022-09-22", 1)),
    # St Patrick's Day and St Andrew's Day
    ("england-and-wales", Row("2023-03-13", None, "2023-03-20", "due_today", "2023-03-20")),
    ("northern-ireland", Row("2023-03-13", None, "2023-03-20", "running", "2023-03-21")),
    ("scotland", Row("2026-11-24", None, "2026-12-01", "running", "2026-12-02")),
    ("england-and-wales", Row("2026-11-24", None, "2026-12-01", "due_today", "2026-12-01")),
)


@pytest.mark.parametrize(("jurisdiction", "row"), WORKING_DAYS, ids=str)
def test_working_days_by_jurisdiction(jurisdiction, row):
    check(program_of("working_days", 5), row, jurisdiction)


MONTHS = (
    Row("2026-01-15", None, "2026-02-15", "due_today", "2026-02-15"),
    Row("2026-01-31", None, "2026-02-28", "running", "2026-03-01"),
    Row("2026-01-31", None, "2026-03-01", "due_today", "2026-03-01"),
    Row("2024-01-31", None, "2024-02-29", "running", "2024-03-01"),
    Row("2024-01-29", None, "2024-02-29", "due_today", "2024-02-29"),
    Row("2023-01-29", None, "2023-03-02", "overdue", "2023-03-01", 1),
    Row("2026-12-10", None, "2027-01-10", "due_today", "2027-01-10"),
)


@pytest.mark.parametrize("row", MONTHS, ids=str)
def test_months(row):
    check(program_of("months", 1), row)


@pytest.mark.parametrize(
    ("unit", "within", "words"),
    [
        ("days", 1, "1 day"),
        ("days", 7, "7 days"),
        ("hours", 24, "24 hours"),
        ("working_days", 5, "5 working days"),
        ("months", 1, "1 month"),
        ("days", "limit", "3 days"),
    ],
)
def test_the_limit_in_words(unit, within, words):
    kind = FactType.DATETIME if unit == "hours" else FactType.DATE
    assert run(program_of(unit, within, kind), None, None, date(2026, 1, 1)).limit == words


def test_a_limit_of_no_days_ends_with_the_day_on_which_it_starts():
    program = program_of("days", 0)
    assert run(program, date(2026, 11, 10), None, date(2026, 11, 10)).state == "due_today"
    assert run(program, date(2026, 11, 10), None, date(2026, 11, 11)).state == "overdue"


@pytest.mark.parametrize("started", [None, date(2026, 11, 10)])
def test_a_condition_that_is_false_makes_it_not_applicable(started):
    result = run(program_of("days", 7), started, None, date(2026, 11, 20), condition=F)
    assert (result.state, result.due, result.reason) == ("not_applicable", None, "")


def test_a_condition_that_is_not_settled_makes_it_undetermined():
    result = run(program_of("days", 7), date(2026, 11, 10), None, date(2026, 12, 20), condition=U)
    assert (result.state, result.due, result.late_by) == ("undetermined", None, None)
    assert result.reason == "whether this time limit applies is not settled"


@pytest.mark.parametrize(
    ("asked", "reason"),
    [(FactState.NOT_ASKED, "is not on record"), (FactState.UNKNOWN, "was asked and not established")],
)
def test_without_its_start_it_is_undetermined(asked, reason):
    program = program_of("days", 7)
    inputs = inputs_of(program, None, date(2026, 11, 10), date(2026, 11, 20), "scotland", asked)
    (result,) = run_clocks(program, inputs, [T], as_of=date(2026, 11, 20))
    assert result.state == "undetermined"
    assert result.reason == f"what it starts with {reason}: started"


def test_with_a_start_that_is_not_applicable_it_is_not_applicable():
    program = program_of("days", 7)
    slots = {program.slots["started"]}
    assert run(program, None, None, date(2026, 11, 20), not_applicable=slots).state == "not_applicable"
    assert run(program, None, None, date(2026, 11, 20), condition=U, not_applicable=slots).state == "not_applicable"


def test_a_stop_before_the_start_is_a_contradiction():
    result = run(program_of("days", 7), date(2026, 11, 10), date(2026, 11, 9), date(2026, 11, 20))
    assert (result.state, result.contradictory) == ("undetermined", True)
    assert result.reason == "what stops it is recorded before what starts it"
    assert (result.started, result.stopped, result.due) == ("2026-11-10", "2026-11-09", None)


def test_the_times_of_one_day_can_contradict_each_other():
    program = program_of("hours", 24, FactType.DATETIME)
    assert run(program, moment("2026-11-10T10:00"), moment("2026-11-10T09:59"), date(2026, 11, 20)).contradictory
    assert not run(program, moment("2026-11-10T10:00"), moment("2026-11-10T10:00"), date(2026, 11, 20)).contradictory


def test_a_day_does_not_contradict_a_time_on_it():
    program = program_of("days", 7, FactType.DATETIME, FactType.DATE)
    assert run(program, moment("2026-11-10T10:00"), date(2026, 11, 10), date(2026, 11, 20)).state == "met"


@pytest.mark.parametrize(
    ("started", "as_of", "limit", "unverified", "due"),
    [
        ("2020-12-31", "2021-01-02", "7 days", False, "2021-01-07"),
        ("2021-01-01", "2021-01-02", "3 days", True, "2021-01-04"),
        ("2016-01-01", "2026-01-01", "7 days", False, "2016-01-08"),
    ],
)
def test_a_parameter_has_the_value_of_the_day_on_which_the_clock_started(started, as_of, limit, unverified, due):
    result = run(program_of("days", "limit"), moment(started), None, date.fromisoformat(as_of))
    assert (result.limit, result.unverified, result.due) == (limit, unverified, due)


def test_before_the_first_value_of_its_parameter_it_is_undetermined():
    result = run(program_of("days", "limit"), date(2015, 12, 31), None, date(2026, 1, 1))
    assert (result.state, result.limit) == ("undetermined", "")
    assert result.reason == "no length of this time limit is on record for 31 December 2015, when it started"


@pytest.mark.parametrize("started", ["2028-12-28", "1999-12-31", "2031-01-01"])
def test_beyond_the_table_of_bank_holidays_it_is_undetermined(started):
    result = run(program_of("working_days", 5), moment(started), None, date(2032, 1, 1))
    assert result.state == "undetermined"
    assert result.reason == "working days cannot be counted: bank holidays are known from 2000-01-01 to 2028-12-31 only"


def test_where_no_bank_holidays_are_known_it_is_undetermined():
    result = run(program_of("working_days", 5), date(2026, 11, 10), None, date(2026, 11, 20), "jersey")
    assert result.state == "undetermined"
    assert "jersey" in result.reason


def test_a_clock_that_has_not_started_needs_no_table():
    assert run(program_of("working_days", 5), date(2031, 1, 1), None, date(2026, 1, 1)).state == "not_started"


@pytest.mark.parametrize(
    ("counts", "possible", "state", "only_at"),
    [
        (T, T, "overdue", None),
        (F, F, "not_applicable", None),
        (F, T, "overdue", "high"),
        (F, U, "undetermined", "high"),
        (U, T, "undetermined", None),
        (U, U, "undetermined", None),
    ],
)
def test_a_clock_that_only_the_most_possible_grade_would_start_says_so(counts, possible, state, only_at):
    result = run(
        program_of("days", 7),
        date(2026, 1, 1),
        None,
        date(2026, 2, 1),
        condition=counts,
        possible=[possible],
        possible_grade="high",
    )
    assert (result.state, result.only_at) == (state, only_at)


def test_what_identifies_a_clock_is_kept():
    result = run(program_of("days", 7), date(2026, 1, 1), date(2026, 1, 2), date(2026, 2, 1))
    assert (result.id, result.title, result.cites) == ("C-1", "A limit", ("a/1#b",))
    assert (result.started, result.stopped) == ("2026-01-01", "2026-01-02")
