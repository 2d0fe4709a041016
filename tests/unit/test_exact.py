"""Arithmetic never rounds: it agrees with fractions, whatever the length of the numbers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from riskengine.evaluating.exact import minus, plus, times

NUMBERS = st.integers(-(10**15), 10**15) | st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=9)


@given(st.lists(NUMBERS, max_size=6))
def test_sums_and_products_are_exact(numbers):
    total, product = Fraction(0), Fraction(1)
    for number in numbers:
        total += Fraction(number)
        product *= Fraction(number)

    assert Fraction(plus(*numbers)) == total
    assert Fraction(times(*numbers)) == product


@given(NUMBERS, NUMBERS)
def test_differences_are_exact(first, second):
    assert Fraction(minus(first, second)) == Fraction(first) - Fraction(second)


def test_whole_numbers_stay_whole():
    assert [type(number) for number in (plus(1, 2), minus(1, 2), times(3, 4), plus(), times())] == [int] * 5
