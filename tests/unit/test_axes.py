"""Axes: cells cover a domain without overlap, and stand for every value in it."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.evaluating.axes import (
    STEP,
    Axis,
    after,
    before,
    line_axis,
    point_axis,
    position,
    uncut,
    unit_of,
    value_at,
    value_axis,
)
from riskengine.evaluating.groups import fit, join, sampled
from riskengine.evaluating.inputs import Span
from riskengine.facts import Fact, FactType


@given(st.integers(-5, 5), st.integers(0, 12), st.sets(st.integers(-8, 12)))
def test_cells_of_a_line_cover_the_domain_and_start_where_it_is_cut(low, width, cuts):
    cells = line_axis(0, "integer", Span(low, low + width), cuts).line

    covered = [value for cell in cells for value in range(cell.low, cell.high + 1)]
    assert covered == list(range(low, low + width + 1))
    assert {cell.low for cell in cells} == {low, *(cut for cut in cuts if low <= cut <= low + width)}


def test_an_open_domain_has_open_ends():
    assert line_axis(0, "integer", Span(None, None), [0]).line == (Span(None, -1), Span(0, None))


def test_decimals_are_cut_at_their_smallest_step():
    cells = line_axis(0, "decimal", Span(Decimal(0), Decimal(1)), [Decimal("0.5")]).line

    assert cells == (Span(Decimal(0), Decimal("0.5") - STEP), Span(Decimal("0.5"), Decimal(1)))
    assert after(before(Decimal("0.5"), "decimal"), "decimal") == Decimal("0.5")


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (Span(0, 9), [0, 1, 5, 6]),
        (Span(None, 9), [3, 4, 5, 6]),
        (Span(0, 0), [0]),
        (Span(5, None), [5, 6]),
    ],
)
def test_points_are_taken_from_every_cell_as_far_as_it_has_them(whole, expected):
    assert [cell.low for cell in point_axis(0, "integer", whole, [5], 2).line] == expected


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_from_its_place(moment):
    fact = Fact("seen_at", FactType.DATETIME)

    assert value_at(position(moment, "instant"), fact, "instant") == moment


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_day_comes_back_from_its_place(day):
    assert value_at(position(day, "date"), Fact("seen_on", FactType.DATE), "date") == day
    assert position(value_at(position(day, "date"), Fact("seen_at", FactType.DATETIME), "date"), "date") == position(day, "date")


def test_a_datetime_compared_by_its_day_lies_on_a_line_of_days():
    fact = Fact("seen_at", FactType.DATETIME)

    assert unit_of(fact, by_instant=False) == "date"
    assert unit_of(fact, by_instant=True) == "instant"
    assert unit_of(Fact("name", FactType.TEXT), by_instant=False) is None


@pytest.mark.parametrize(
    ("fact", "constants", "expected"),
    [
        (Fact("a", FactType.BOOLEAN), [True], (False, True)),
        (Fact("a", FactType.CHOICE, options=("x", "y", "z")), ["z"], ("z", "x")),
        (Fact("a", FactType.CHOICE, options=("x", "y")), ["x", "y"], ("x", "y")),
        (Fact("a", FactType.CHOICE, options=("x", "y", "z"), ordered=True), ["y"], ("x", "y", "z")),
        (Fact("a", FactType.CHOICES, options=("x", "y", "z")), ["x"], (frozenset(), frozenset("x"))),
    ],
)
def test_values_stand_for_all_that_conditions_can_tell_apart(fact, constants, expected):
    assert value_axis(0, fact, constants, exact_sets=False).values == expected


def test_a_set_compared_as_a_whole_may_hold_an_option_that_nobody_names():
    fact = Fact("a", FactType.CHOICES, options=("x", "y", "z"))

    values = value_axis(0, fact, [frozenset("x")], exact_sets=True).values

    assert set(values) == {frozenset(), frozenset("x"), frozenset("y"), frozenset("xy")}


def test_a_text_may_be_another_than_those_named():
    values = value_axis(0, Fact("a", FactType.TEXT), ["b", "a", "b"], exact_sets=False).values

    assert values[:2] == ("a", "b")
    assert len(values) == 3


def test_too_many_options_are_not_cut():
    options = tuple(f"option_{number}" for number in range(40))

    assert value_axis(0, Fact("a", FactType.CHOICES, options=options), options, exact_sets=False) == Axis(0)


def test_an_axis_that_is_not_cut_is_one_cell():
    assert uncut(point_axis(3, "integer", Span(0, 9), [5], 2)).line == (Span(0, 9),)
    assert uncut(Axis(3, values=(False, True))).size == 1


@given(st.lists(st.integers(1, 9), max_size=6), st.integers(1, 200))
def test_axes_are_left_uncut_until_they_fit_the_budget(sizes, budget):
    axes = [line_axis(slot, "integer", Span(0, size - 1), range(1, size)) for slot, size in enumerate(sizes)]

    fitted, shortened = fit(axes, budget)

    product = 1
    for axis in fitted:
        product *= axis.size
    assert product <= budget
    assert shortened is (fitted != axes)
    assert [axis.slot for axis in fitted] == [axis.slot for axis in axes]


@given(st.lists(st.integers(0, 2**8 - 1), max_size=8))
def test_sets_that_overlap_are_joined_and_others_kept_apart(sets):
    joined = join(sets)

    assert sum(joined) == sum({bit for each in sets for bit in (1 << n for n in range(8)) if each & bit})
    assert all(any(each & ~group == 0 for group in joined) for each in sets if each)
    assert all(one is other or not one & other for one in joined for other in joined)


def test_a_sample_takes_the_ends_of_every_stretch():
    axes = [line_axis(0, "integer", Span(0, 9), [5]), Axis(1, values=(False, True))]

    assert [cell.low for cell in sampled(axes)[0].line] == [0, 4, 5, 9]
    assert sampled(axes)[1] == axes[1]
