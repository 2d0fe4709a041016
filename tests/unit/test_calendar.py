"""Days, months, years, working days and local times, against a calendar that counts day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.calendar import (
    HOLIDAYS_FROM,
    HOLIDAYS_UNTIL,
    JURISDICTIONS,
    BeyondHolidayTable,
    add_months,
    add_working_days,
    bank_holidays,
    days_between,
    is_working_day,
    london_date,
    london_midnight,
    months_between,
    to_utc,
    working_days_between,
    years_between,
)
from tests.properties.profile import laws

DAY = timedelta(1)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
covered = st.dates(HOLIDAYS_FROM, HOLIDAYS_UNTIL)
jurisdictions = st.sampled_from(sorted(JURISDICTIONS))
# Announced for one occasion, or moved from their usual day (gov.uk/bank-holidays and its earlier editions).
SPECIAL = {
    date(2002, 6, 3): "Golden Jubilee",
    date(2002, 6, 4): "spring bank holiday, moved",
    date(2011, 4, 29): "royal wedding",
    date(2012, 6, 4): "spring bank holiday, moved",
    date(2012, 6, 5): "Diamond Jubilee",
    date(2020, 5, 8): "early May bank holiday, moved",
    date(2022, 6, 2): "spring bank holiday, moved",
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "state funeral",
    date(2023, 5, 8): "coronation",
}
NO_LONGER = (date(2002, 5, 27), date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30))
PUBLISHED = {
    ("england-and-wales", 2026): ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    ("northern-ireland", 2026): ["01-01", "03-17", "04-03", "04-06", "05-04", "05-25", "07-13", "08-31", "12-25", "12-28"],
    ("england-and-wales", 2021): ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"],
    ("scotland", 2022): ["01-03", "01-04", "04-15", "05-02", "06-02", "06-03", "08-01", "09-19", "11-30", "12-26", "12-27"],
    ("northern-ireland", 2024): ["01-01", "03-18", "03-29", "04-01", "05-06", "05-27", "07-12", "08-26", "12-25", "12-26"],
}


def next_birthday(day: date, year: int) -> date:
    """The birthday in a year, worked out the slow way: the first day that is not before it in the calendar."""
    while True:
        try:
            return date(year, day.month, day.day)
        except ValueError:
            day = date(2000, day.month, day.day) + DAY


def age(born: date, on: date) -> int:
    """Birthdays counted one by one."""
    return sum(next_birthday(born, year) <= on for year in range(born.year + 1, on.year + 1))


def months_by_day(start: date, end: date) -> int:
    """Completed months, counted by walking from day to day; a day that a month lacks is met on the 1st of the next."""
    completed = 0
    for number in range(1, (end - start).days + 1):
        day = start + DAY * number
        before = day - DAY
        lacking = day.day == 1 and before.day < start.day
        completed += day.day == start.day or lacking
    return completed


@laws(150)
@given(days, days)
def test_intervals_are_antisymmetric(one, other):
    assert days_between(one, other) == -days_between(other, one)
    assert months_between(one, other) == -months_between(other, one)
    assert years_between(one, other) == -years_between(other, one)


@laws(150)
@given(days, days)
def test_ages_are_birthdays(born, on):
    if born <= on:
        assert years_between(born, on) == age(born, on)


@laws(150)
@given(days, st.integers(0, 1200))
def test_months_agree_with_counting_days(start, ahead):
    end = start + timedelta(ahead)
    assert months_between(start, end) == months_by_day(start, end)


@laws(150)
@given(days, st.integers(0, 600))
def test_adding_months_reaches_the_first_day_on_which_they_are_completed(start, months):
    due = add_months(start, months)
    assert months_between(start, due) == months
    assert not months or months_between(start, due - DAY) == months - 1


@laws(150)
@given(days, st.integers(0, 50))
def test_a_year_is_twelve_months(start, years):
    assert years_between(start, add_months(start, 12 * years)) == years


@pytest.mark.parametrize(
    ("start", "end", "months", "years"),
    [
        (date(2004, 2, 29), date(2022, 2, 28), 215, 17),
        (date(2004, 2, 29), date(2022, 3, 1), 216, 18),
        (date(2004, 2, 29), date(2024, 2, 28), 239, 19),
        (date(2004, 2, 29), date(2024, 2, 29), 240, 20),
        (date(2023, 1, 31), date(2023, 2, 28), 0, 0),
        (date(2023, 1, 31), date(2023, 3, 1), 1, 0),
        (date(2023, 1, 31), date(2023, 3, 30), 1, 0),
        (date(2023, 1, 31), date(2023, 3, 31), 2, 0),
        (date(2023, 1, 30), date(2024, 2, 29), 12, 1),
        (date(2020, 5, 5), date(2020, 5, 5), 0, 0),
        (date(2020, 5, 5), date(2019, 5, 6), -11, 0),
        (date(2020, 5, 5), date(2019, 5, 5), -12, -1),
    ],
)
def test_completed_months_and_years(start, end, months, years):
    assert (months_between(start, end), years_between(start, end)) == (months, years)


def test_adding_months_stays_inside_the_calendar():
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    with pytest.raises(OverflowError):
        add_months(date(9999, 12, 31), 1)
    assert add_months(date(2020, 3, 31), -1) == date(2020, 3, 1)


SUBDIVISIONS = {"england": "ENG", "england-and-wales": "ENG", "northern-ireland": "NIR", "scotland": "SCT", "wales": "WLS"}


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
@pytest.mark.parametrize("year", range(HOLIDAYS_FROM.year, HOLIDAYS_UNTIL.year + 1))
def test_the_table_agrees_with_the_package_of_holidays(year, jurisdiction):
    listed = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[jurisdiction], years=year, expand=False)
    assert bank_holidays(year, jurisdiction) == {day for day in listed if day.weekday() < 5}


@pytest.mark.parametrize("day", SPECIAL, ids=str)
@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_special_bank_holidays_are_known_everywhere(day, jurisdiction):
    assert day in bank_holidays(day.year, jurisdiction)
    assert not is_working_day(day, jurisdiction)


@pytest.mark.parametrize("day", NO_LONGER, ids=str)
def test_the_day_from_which_a_holiday_was_moved_is_a_working_day(day):
    assert is_working_day(day, "england-and-wales")


@pytest.mark.parametrize(("place", "expected"), PUBLISHED.items(), ids=str)
def test_whole_years_are_as_published(place, expected):
    jurisdiction, year = place
    assert sorted(f"{day:%m-%d}" for day in bank_holidays(year, jurisdiction)) == expected


@pytest.mark.parametrize(
    ("day", "open_in", "closed_in"),
    [
        (date(2023, 3, 17), "england-and-wales", "northern-ireland"),
        (date(2023, 7, 12), "england-and-wales", "northern-ireland"),
        (date(2024, 3, 18), "wales", "northern-ireland"),
        (date(2023, 8, 7), "england", "scotland"),
        (date(2023, 8, 28), "scotland", "england"),
        (date(2023, 4, 10), "scotland", "northern-ireland"),
        (date(2023, 1, 3), "northern-ireland", "scotland"),
        (date(2023, 11, 30), "northern-ireland", "scotland"),
    ],
)
def test_jurisdictions_keep_their_own_holidays(day, open_in, closed_in):
    assert is_working_day(day, open_in)
    assert not is_working_day(day, closed_in)


def count_slowly(start: date, end: date, jurisdiction: str) -> int:
    return sum(is_working_day(start + DAY * n, jurisdiction) for n in range(1, (end - start).days + 1))


@laws(150)
@given(covered, st.integers(0, 500), jurisdictions)
def test_working_days_agree_with_counting_days(start, ahead, jurisdiction):
    end = min(start + timedelta(ahead), HOLIDAYS_UNTIL)
    assert working_days_between(start, end, jurisdiction) == count_slowly(start, end, jurisdiction)
    assert working_days_between(end, start, jurisdiction) == -count_slowly(start, end, jurisdiction)


@laws(150)
@given(covered, covered, covered, jurisdictions)
def test_working_days_add_up(one, two, three, jurisdiction):
    def between(start, end):
        return working_days_between(start, end, jurisdiction)

    assert between(one, two) + between(two, three) == between(one, three)


@laws(150)
@given(st.dates(HOLIDAYS_FROM, date(2025, 12, 31)), st.integers(0, 700), jurisdictions)
def test_adding_working_days_is_the_inverse_of_counting_them(start, count, jurisdiction):
    due = add_working_days(start, count, jurisdiction)
    assert working_days_between(start, due, jurisdiction) == count
    assert due == start if count == 0 else is_working_day(due, jurisdiction)


@pytest.mark.parametrize(
    ("start", "count", "jurisdiction", "due"),
    [
        (date(2026, 11, 20), 1, "scotland", date(2026, 11, 23)),
        (date(2026, 11, 21), 1, "scotland", date(2026, 11, 23)),
        (date(2026, 11, 22), 1, "scotland", date(2026, 11, 23)),
        (date(2026, 11, 23), 5, "scotland", date(2026, 12, 1)),
        (date(2026, 11, 23), 5, "england-and-wales", date(2026, 11, 30)),
        (date(2026, 12, 24), 1, "england-and-wales", date(2026, 12, 29)),
        (date(2023, 3, 16), 1, "northern-ireland", date(2023, 3, 20)),
        (date(2023, 3, 16), 1, "england-and-wales", date(2023, 3, 17)),
    ],
)
def test_the_first_working_day_after_the_start_is_day_one(start, count, jurisdiction, due):
    assert add_working_days(start, count, jurisdiction) == due


@pytest.mark.parametrize(
    "call",
    [
        lambda: working_days_between(date(1999, 12, 31), date(2020, 1, 1), "scotland"),
        lambda: working_days_between(date(2020, 1, 1), date(2029, 1, 1), "scotland"),
        lambda: working_days_between(date(2029, 1, 1), date(2020, 1, 1), "scotland"),
        lambda: add_working_days(date(2028, 12, 29), 1, "scotland"),
        lambda: add_working_days(date(2028, 1, 1), 10**9, "scotland"),
        lambda: add_working_days(date(1999, 12, 31), 0, "scotland"),
        lambda: add_working_days(date(2020, 1, 1), 1, "jersey"),
        lambda: working_days_between(date(2020, 1, 1), date(2020, 1, 1), "jersey"),
        lambda: bank_holidays(2029, "scotland"),
        lambda: is_working_day(date(2029, 1, 2), "scotland"),
    ],
)
def test_nothing_is_guessed_beyond_the_table(call):
    with pytest.raises(BeyondHolidayTable):
        call()


def test_the_last_day_of_the_table_is_inside_it():
    assert add_working_days(date(2028, 12, 28), 1, "scotland") == date(2028, 12, 29)
    assert is_working_day(HOLIDAYS_UNTIL, "scotland") is False


def test_a_negative_number_of_working_days_is_refused():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2020, 1, 1), -1, "scotland")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 3, 29, 0, 30, tzinfo=timezone(timedelta(hours=-8))), date(2026, 3, 29)),
        (datetime(2026, 6, 30, 23, 30), date(2026, 6, 30)),  # noqa: DTZ001
        (date(2026, 6, 30), date(2026, 6, 30)),
    ],
)
def test_the_london_date_of_a_moment(moment, day):
    assert london_date(moment) == day


@laws(150)
@given(days)
def test_a_london_day_starts_at_its_midnight(day):
    start = london_midnight(day)
    assert start.tzinfo is UTC
    assert london_date(start) == day
    assert london_date(start - timedelta(microseconds=1)) == day - DAY


@laws(150)
@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_a_naive_moment_is_london_time_or_refused(moment):
    zone = ZoneInfo("Europe/London")
    readings = {moment.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    if len(readings) == 1:
        assert {to_utc(moment)} == readings
    else:
        with pytest.raises(ValueError, match="local time"):
            to_utc(moment)


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (datetime(2026, 3, 29, 1, 0), "does not exist"),  # noqa: DTZ001
        (datetime(2026, 3, 29, 1, 59, 59), "does not exist"),  # noqa: DTZ001
        (datetime(2026, 10, 25, 1, 0), "happens twice"),  # noqa: DTZ001
        (datetime(2026, 10, 25, 1, 30, fold=1), "happens twice"),  # noqa: DTZ001
    ],
)
def test_a_local_time_that_the_clocks_skip_or_repeat_is_refused(moment, why):
    with pytest.raises(ValueError, match=why):
        to_utc(moment)


@pytest.mark.parametrize(
    ("moment", "utc"),
    [
        (datetime(2026, 3, 29, 0, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 3, 29, 2, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 10, 25, 2, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(1970, 1, 1, 12, 0), datetime(1970, 1, 1, 11, 0, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=5))), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)),
    ],
)
def test_moments_in_utc(moment, utc):
    assert to_utc(moment) == utc
    assert to_utc(moment).tzinfo is UTC


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1))),
        datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-2))),
    ],
)
def test_a_moment_outside_the_calendar_is_refused_in_words(moment):
    with pytest.raises(ValueError, match="outside the years"):
        to_utc(moment)
