from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.loading import scalars
from riskengine.loading.scalars import BadScalar, resolve

TEXT = (
    *("no", "No", "yes", "on", "off", "y", "n", "~", "True", "FALSE", "Null", "NULL", "nul", "tru"),
    *("007", "-07", "1_000", "1,000", "+1", "0x1f", "0o7", "0b1", "1:30", "1e3", "1.5e3", ".5", "5.", "-.5", "-", "--1", "1-2"),
    *(".inf", "-.inf", ".nan", "nan", "inf", "Infinity", "１２", "٣"),
    *(
        "2023-4-5",
        "2023-04",
        "2023-04-05 10:30",
        "2023-04-05T10",
        "2023-04-05t10:30",
        "2023-04-05T10:30z",
        "2023-W14-3",
    ),
    *("2023-04-05T10:30:15.1234567", "2023-04-05T10:30+0100", "10:30", "12023-04-05", "-2023-04-05", "=", "<<", "null "),
)
VALUES = (
    ("true", True),
    ("false", False),
    ("null", None),
    ("0", 0),
    ("-0", 0),
    ("-12", -12),
    ("123456789012345", 123456789012345),
    ("0.50", Decimal("0.50")),
    ("-1.5", Decimal("-1.5")),
    ("2024-02-29", date(2024, 2, 29)),
    ("2023-01-05T10:30", datetime(2023, 1, 5, 10, 30, tzinfo=UTC)),
    ("2023-07-05T10:30", datetime(2023, 7, 5, 9, 30, tzinfo=UTC)),
    ("2023-07-05T10:30Z", datetime(2023, 7, 5, 10, 30, tzinfo=UTC)),
    ("2023-07-05T10:30:15.5+02:00", datetime(2023, 7, 5, 8, 30, 15, 500000, tzinfo=UTC)),
    ("2023-10-29T01:30+00:00", datetime(2023, 10, 29, 1, 30, tzinfo=UTC)),
)


@pytest.mark.parametrize("text", TEXT)
def test_what_only_looks_typed_stays_text(text):
    assert resolve(text) == text
    assert type(resolve(text)) is str


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_what_is_typed(text, value):
    found = resolve(text)
    assert found == value
    assert type(found) is type(value)


def test_zero_has_no_sign():
    assert str(resolve("-0.0")) == "0.0"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1" * 16, "RE128"),
        ("-0." + "1" * 10, "RE128"),
        ("1" * 100_000, "RE128"),
        ("2023-02-30", "RE129"),
        ("0000-01-01", "RE129"),
        ("2023-13-01", "RE129"),
        ("2023-01-01T23:59:60", "RE129"),
        ("9999-12-31T23:59-10:00", "RE129"),
        ("2023-03-26T01:00", "RE130"),
        ("2023-10-29T01:59:59", "RE130"),
    ],
)
def test_what_cannot_be(text, code):
    with pytest.raises(BadScalar) as bad:
        resolve(text)
    assert bad.value.code == code
    assert bad.value.help


PATTERNS = (scalars.INTEGER_PATTERN, scalars.DECIMAL_PATTERN, scalars.DATE_PATTERN, scalars.DATETIME_PATTERN)


@given(
    st.one_of(st.text(alphabet="-+0123456789.:TZtrufalsen ", max_size=24), *(st.from_regex(p, fullmatch=True) for p in PATTERNS))
)
def test_the_published_patterns_say_what_is_typed(text):
    published = text in scalars.WORDS or any(re.fullmatch(pattern, text, re.ASCII) for pattern in PATTERNS)
    try:
        value = resolve(text)
    except BadScalar:
        assert published
        return
    assert (type(value) is not str) == published
    assert not isinstance(value, float)
