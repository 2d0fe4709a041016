"""Quantities by kind, known, and where an input is not applicable (language 2, 3.1)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from riskengine.compiling.compile import compile_ruleset
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.inputs import Span
from riskengine.evaluating.reference import evaluate
from riskengine.facts import Fact, FactType
from riskengine.quantities import QUANTITY_KINDS, Quantity, QuantityInput
from riskengine.truth import Truth
from tests.spec.small import compare, flag, rule, ruleset, situation
from tests.strategies import inputs_of

NOT_APPLICABLE = "not applicable"
EARLY, LATE = date(1900, 1, 1), date(2100, 12, 31)


def value_of(kind: str, facts: list[Fact], known: dict[str, Any], names: list[str]) -> Any:
    """The quantity `q` of a case with one gated input behind `open`."""
    quantity = Quantity("q", kind, tuple(QuantityInput(name=name) for name in names))
    rules = ruleset([flag("open"), *facts], [rule("R-1", compare("q", "at_least", 0))], quantities=[quantity])
    program = compile_ruleset(rules)
    inputs = inputs_of(program, situation(rules, known))
    plain = evaluate(program, inputs)
    assert plain == FastEvaluator(program).evaluate(program, inputs)
    return plain.quantities[0]


def number(name: str, gated: bool = False) -> Fact:
    """A number from 0 to 9."""
    gate = compare("open", "is", True) if gated else None
    return Fact(name, FactType.INTEGER, minimum=0, maximum=9, applies_when=gate)


# kind, values of a and b, the result where both apply, where b does not apply, where neither does
ARITHMETIC = [
    ("sum", 3, 5, 8, 3, 0),
    ("minimum_of", 3, 5, 3, 3, NOT_APPLICABLE),
    ("maximum_of", 3, 5, 5, 3, NOT_APPLICABLE),
    ("difference", 3, 5, -2, NOT_APPLICABLE, NOT_APPLICABLE),
    ("product", 3, 5, 15, NOT_APPLICABLE, NOT_APPLICABLE),
]


@pytest.mark.parametrize(("kind", "a", "b", "both", "one", "neither"), ARITHMETIC, ids=[row[0] for row in ARITHMETIC])
def test_what_is_not_applicable(kind: str, a: int, b: int, both: Any, one: Any, neither: Any) -> None:
    one_gated, both_gated = [number("a"), number("b", gated=True)], [number("a", gated=True), number("b", gated=True)]
    for facts, is_open, expected in ((one_gated, True, both), (one_gated, False, one), (both_gated, False, neither)):
        found = value_of(kind, facts, {"open": is_open, "a": a, "b": b}, ["a", "b"])
        if expected == NOT_APPLICABLE:
            assert found.applies is Truth.FALSE
        else:
            assert found == Span(expected, expected)


COUNTS = [({}, (0, 3)), ({"x": True}, (1, 3)), ({"x": True, "y": False}, (1, 2)), ({"x": True, "y": True, "z": False}, (2, 2))]


@pytest.mark.parametrize(("known", "ends"), COUNTS)
def test_count_true(known: dict[str, Any], ends: tuple[int, int]) -> None:
    facts = [flag(name) for name in "xyz"]
    assert value_of("count_true", facts, {"open": True, **known}, ["x", "y", "z"])[:2] == ends


def test_count_true_skips_what_is_not_applicable() -> None:
    facts = [flag("x"), flag("y", applies_when=compare("open", "is", True))]
    assert value_of("count_true", facts, {"open": False, "x": True, "y": True}, ["x", "y"]) == Span(1, 1)
    assert value_of("count_true", facts, {"open": False, "x": False}, ["x", "y"]) == Span(0, 0)


# kind, from, to, number; the other way round it is the negative
PERIODS = [
    ("days_between", date(2024, 2, 28), date(2024, 3, 1), 2),
    ("days_between", date(2024, 2, 28), date(2024, 2, 28), 0),
    ("months_between", date(2024, 1, 31), date(2024, 2, 29), 0),
    ("months_between", date(2024, 1, 31), date(2024, 3, 1), 1),
    ("months_between", date(2024, 1, 15), date(2025, 1, 14), 11),
    ("years_between", date(2004, 2, 29), date(2023, 2, 28), 18),
    ("years_between", date(2004, 2, 29), date(2023, 3, 1), 19),
    ("years_between", date(2004, 2, 29), date(2024, 2, 29), 20),
    ("years_between", date(2000, 6, 15), date(2018, 6, 14), 17),
    ("years_between", date(2000, 6, 15), date(2018, 6, 15), 18),
    ("working_days_between", date(2023, 12, 22), date(2023, 12, 27), 1),
    ("working_days_between", date(2024, 2, 2), date(2024, 2, 5), 1),
    ("working_days_between", date(2024, 2, 3), date(2024, 2, 4), 0),
]


@pytest.mark.parametrize(("kind", "start", "end", "expected"), PERIODS)
def test_periods(kind: str, start: date, end: date, expected: int) -> None:
    facts = [Fact(name, FactType.DATE, earliest=EARLY, latest=LATE) for name in ("start", "end")]
    assert value_of(kind, facts, {"open": True, "start": start, "end": end}, ["start", "end"]) == Span(expected, expected)
    assert value_of(kind, facts, {"open": True, "start": end, "end": start}, ["start", "end"]) == Span(-expected, -expected)


def test_a_datetime_counts_as_its_day_in_london() -> None:
    facts = [
        Fact("start", FactType.DATETIME, earliest=EARLY, latest=LATE),
        Fact("end", FactType.DATE, earliest=EARLY, latest=LATE),
    ]
    late_evening = datetime(2024, 6, 30, 23, 30, tzinfo=UTC)
    known = {"open": True, "start": late_evening, "end": date(2024, 7, 1)}
    assert value_of("days_between", facts, known, ["start", "end"]) == Span(0, 0)


def test_decimals_are_exact() -> None:
    facts = [Fact(name, FactType.DECIMAL, minimum=0, maximum=1) for name in "ab"]
    found = value_of("sum", facts, {"open": True, "a": Decimal("0.1"), "b": Decimal("0.2")}, ["a", "b"])
    assert found == Span(Decimal("0.3"), Decimal("0.3"))


def test_every_kind_has_a_row() -> None:
    assert {row[0] for row in ARITHMETIC} | {row[0] for row in PERIODS} | {"count_true"} == set(QUANTITY_KINDS)
