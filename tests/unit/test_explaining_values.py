"""Values in words, and text from a case shown safely."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.explaining.values import (
    LONGEST_TEXT,
    date_text,
    days_text,
    list_text,
    moment_text,
    number_text,
    plain_number,
    sentence,
    shown,
    value_text,
    visible,
)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (9999, "9999"),
        (10000, "10,000"),
        (-1234567, "-1,234,567"),
        (Decimal("12345.50"), "12,345.5"),
        (Decimal("1E+2"), "100"),
        (date(2020, 9, 15), "15 September 2020"),
        (datetime(2020, 7, 1, 12, 30, tzinfo=UTC), "1 July 2020 at 13:30"),
        (datetime(2020, 12, 1, 12, 30, tzinfo=UTC), "1 December 2020 at 12:30"),
        ("very_high", "very high"),
        (frozenset({"images", "live_stream"}), "images and live stream"),
        (frozenset(), "none of the options"),
    ],
)
def test_a_value_is_said_in_words(value, said):
    assert value_text(value) == said


def test_options_are_said_in_the_order_of_the_rule_set():
    assert value_text(frozenset({"a", "b", "c"}), options=("c", "a", "b")) == "C, A and B"


def test_free_text_is_quoted():
    assert value_text("he said no", free_text=True) == "“he said no”"


def test_days_say_about_how_many_months_from_two_months_on():
    assert days_text(1) == "1 day"
    assert days_text(59) == "59 days"
    assert days_text(61) == "61 days (about 2 months)"
    assert days_text(547) == "547 days (about 18 months)"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a and b", "c"], "a and b, and c"),
        (["a or b", "c", "d"], "a or b; c; and d"),
    ],
)
def test_a_list_stays_readable_when_its_parts_are_lists(parts, said):
    assert list_text(parts) == said


def test_a_sentence_has_a_capital_and_one_full_stop():
    assert sentence("the case is open") == "The case is open."
    assert sentence("Is it?") == "Is it?"
    assert sentence("") == ""


def test_dates_do_not_depend_on_the_locale():
    assert [date_text(date(2021, month, 1)).split()[1] for month in (1, 5, 12)] == ["January", "May", "December"]
    assert moment_text(datetime(2021, 1, 2, 3, 4)) == "2 January 2021 at 03:04"  # noqa: DTZ001 - how one without a zone reads


def test_plain_numbers_are_exact():
    assert [plain_number(value) for value in (Decimal("2.50"), Decimal("-0.0"), Decimal("1E+3"), 7)] == ["2.5", "0", "1000", "7"]
    assert number_text(Decimal("0.10")) == "0.1"


@given(st.text(max_size=60))
def test_visible_text_is_printable_and_visible_again(text):
    once = visible(text)
    assert once.isprintable()
    assert visible(once) == once
    assert visible(text) == text if text.isprintable() else once != text


@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        ("a\x1b[31mred", "a<U+001B>[31mred"),
        ("abc\u202edef", "abc<U+202E>def"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("line\r\nbreak", "line  break"),
        ("hard\u00a0space", "hard space"),
        ("nul\x00", "nul<U+0000>"),
    ],
)
def test_what_a_terminal_would_obey_is_spelled_out(hostile, said):
    assert visible(hostile) == said


def test_a_long_text_is_cut_and_says_so():
    said = shown("x" * 10_000)
    assert said.startswith("x" * LONGEST_TEXT + "…")
    assert "10,000 characters" in said
