"""Arithmetic on spans: whatever the numbers within the spans, the result lies in the span given."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.evaluating.inputs import Span
from riskengine.evaluating.spans import (
    NOT_APPLICABLE,
    OPEN,
    add_spans,
    compare_spans,
    count_span,
    known,
    quantity_span,
    span_between,
)
from riskengine.truth import Truth

NUMBERS = st.integers(-6, 6)
ENDS = st.tuples(NUMBERS, NUMBERS).map(sorted)
SPANS = ENDS.map(lambda ends: Span(*ends))

KINDS: dict[str, Callable[[Sequence[int]], int]] = {
    "sum": sum,
    "product": math.prod,
    "minimum_of": min,
    "maximum_of": max,
    "difference": lambda pair: pair[0] - pair[1],
}
COMPARISONS: dict[str, Callable[[int, Sequence[int]], bool]] = {
    "is": lambda value, others: value == others[0],
    "is_not": lambda value, others: value != others[0],
    "in": lambda value, others: value in others,
    "not_in": lambda value, others: value not in others,
    "more_than": lambda value, others: value > others[0],
    "at_least": lambda value, others: value >= others[0],
    "less_than": lambda value, others: value < others[0],
    "at_most": lambda value, others: value <= others[0],
    "between": lambda value, others: others[0] <= value <= others[1],
}


def within(span: Span) -> list[int]:
    """Every whole number in a span with ends."""
    return list(range(span.low, span.high + 1))


@pytest.mark.parametrize("kind", KINDS)
@given(spans=st.lists(SPANS, min_size=2, max_size=2), data=st.data())
def test_a_quantity_of_numbers_in_the_spans_lies_in_its_span(kind, spans, data):
    values = [data.draw(st.sampled_from(within(span))) for span in spans]

    result = quantity_span(kind, spans)

    assert result.low <= KINDS[kind](values) <= result.high
    assert result.applies is Truth.TRUE


@pytest.mark.parametrize("kind", KINDS)
@given(spans=st.lists(SPANS, min_size=2, max_size=2))
def test_the_ends_of_a_quantity_are_reached(kind, spans):
    reached = {KINDS[kind]([one, other]) for one in within(spans[0]) for other in within(spans[1])}

    assert quantity_span(kind, spans)[:2] == (min(reached), max(reached))


@pytest.mark.parametrize("operator", COMPARISONS)
@given(subject=SPANS, operands=st.lists(SPANS, min_size=2, max_size=2), data=st.data())
def test_a_comparison_that_is_decided_is_decided_for_every_number(operator, subject, operands, data):
    outcomes = {
        COMPARISONS[operator](value, [one, other])
        for value in within(subject)
        for one in within(operands[0])
        for other in within(operands[1])
    }

    truth = compare_spans(operator, subject, operands if operator in {"in", "not_in", "between"} else operands[:1])

    assert truth is Truth.UNKNOWN or outcomes == {truth is Truth.TRUE}


@pytest.mark.parametrize("operator", COMPARISONS)
@given(subject=NUMBERS, operands=st.lists(NUMBERS, min_size=2, max_size=2))
def test_a_comparison_of_numbers_that_are_known_is_decided(operator, subject, operands):
    truth = compare_spans(operator, known(subject), [known(operand) for operand in operands])

    assert truth is (Truth.TRUE if COMPARISONS[operator](subject, operands) else Truth.FALSE)


@pytest.mark.parametrize("operator", COMPARISONS)
def test_a_number_without_bounds_decides_nothing(operator):
    assert compare_spans(operator, OPEN, [known(1), known(2)]) is Truth.UNKNOWN


def test_an_operator_that_does_not_compare_numbers_is_refused():
    with pytest.raises(ValueError, match="contains does not compare numbers"):
        compare_spans("contains", known(1), [known(1)])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("sum", Span(3, 3)),
        ("minimum_of", Span(3, 3)),
        ("maximum_of", Span(3, 3)),
        ("difference", NOT_APPLICABLE),
        ("product", NOT_APPLICABLE),
    ],
)
def test_what_is_not_applicable_is_skipped_or_spreads(kind, expected):
    assert quantity_span(kind, [known(3), NOT_APPLICABLE]) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("sum", Span(0, 0)),
        ("minimum_of", NOT_APPLICABLE),
        ("maximum_of", NOT_APPLICABLE),
    ],
)
def test_with_nothing_left_a_sum_is_nothing_and_an_extreme_not_applicable(kind, expected):
    assert quantity_span(kind, [NOT_APPLICABLE, NOT_APPLICABLE]) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("sum", Span(3, 10)),
        ("minimum_of", Span(3, 3)),
        ("maximum_of", Span(3, 7)),
        ("difference", Span(-4, -4, Truth.UNKNOWN)),
    ],
)
def test_what_may_not_apply_widens_the_span(kind, expected):
    assert quantity_span(kind, [known(3), Span(7, 7, Truth.UNKNOWN)]) == expected


def test_an_open_end_stays_open():
    assert add_spans([known(1), Span(2, None)]) == Span(3, None)
    assert quantity_span("difference", [known(1), Span(2, None)]) == Span(None, -1)
    assert quantity_span("product", [known(2), Span(2, None)]) == OPEN
    assert quantity_span("maximum_of", [known(2), Span(None, 5)]) == Span(2, 5)


def test_a_count_lies_between_what_is_true_and_what_is_not_false():
    assert count_span([Truth.TRUE, Truth.UNKNOWN, Truth.FALSE]) == Span(1, 2)
    assert count_span([]) == Span(0, 0)


def test_a_time_between_takes_the_latest_start_and_the_earliest_end_for_its_least():
    span = span_between(lambda start, end: end - start, (1, 3), (10, 12), Truth.TRUE)

    assert span == Span(7, 11)
    assert span_between(lambda start, end: end - start, (1, 3), (10, 12), Truth.FALSE) == NOT_APPLICABLE
