"""Every operator by every state of a fact (language 2, 3.1): known, unknown, not asked, not applicable, gate not settled."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from riskengine.conditions import Not
from riskengine.facts import Fact, FactType
from riskengine.operators import OPERATORS
from riskengine.truth import Truth
from tests.spec.small import compare, flag, node_truth, rule, ruleset, situation

DAY = date(2024, 2, 1)
MOMENT = datetime(2024, 2, 1, 9, 30, tzinfo=UTC)
DOMAINS: dict[str, dict[str, Any]] = {
    "choice": {"options": ("c", "b", "a"), "ordered": True},
    "choices": {"options": ("x", "y", "z")},
    "date": {"earliest": date(1900, 1, 1), "latest": date(2100, 12, 31)},
    "datetime": {"earliest": date(1900, 1, 1), "latest": date(2100, 12, 31)},
}

# operator, type, operands, values for which it holds, values for which it does not
ROWS: list[tuple[str, str, tuple[Any, ...], list[Any], list[Any]]] = [
    ("is", "boolean", (True,), [True], [False]),
    ("is", "integer", (3,), [3], [2, 4]),
    ("is", "decimal", (Decimal("1.5"),), [Decimal("1.50")], [Decimal("1.49"), 1]),
    ("is", "choice", ("b",), ["b"], ["a", "c"]),
    ("is", "choices", ("x",), [frozenset("x")], [frozenset("xy"), frozenset()]),
    ("is", "date", (DAY,), [DAY], [date(2024, 1, 31), date(2024, 2, 2)]),
    ("is", "datetime", (MOMENT,), [MOMENT], [MOMENT.replace(microsecond=1)]),
    ("is", "datetime", (DAY,), [MOMENT, MOMENT.replace(hour=0, minute=0)], [datetime(2024, 2, 2, tzinfo=UTC)]),
    (
        "is",
        "datetime",
        (date(2024, 7, 1),),
        [datetime(2024, 6, 30, 23, 0, tzinfo=UTC)],
        [datetime(2024, 7, 1, 23, 0, tzinfo=UTC)],
    ),
    ("is", "text", ("word",), ["word"], ["Word", "other"]),
    ("is_not", "boolean", (True,), [False], [True]),
    ("is_not", "choice", ("b",), ["a", "c"], ["b"]),
    ("is_not", "choices", ("x",), [frozenset(), frozenset("xy")], [frozenset("x")]),
    ("is_not", "text", ("word",), ["other"], ["word"]),
    ("in", "integer", (1, 3), [1, 3], [2]),
    ("in", "choice", ("a", "b"), ["a", "b"], ["c"]),
    ("in", "date", (DAY, date(2024, 2, 3)), [DAY, date(2024, 2, 3)], [date(2024, 2, 2)]),
    ("in", "text", ("one", "two"), ["one", "two"], ["three"]),
    ("not_in", "integer", (1, 3), [2], [1, 3]),
    ("not_in", "choice", ("a", "b"), ["c"], ["a", "b"]),
    ("more_than", "integer", (3,), [4], [3, 2]),
    ("more_than", "choice", ("b",), ["a"], ["b", "c"]),
    ("at_least", "integer", (3,), [3, 4], [2]),
    ("at_least", "decimal", (Decimal("0.5"),), [Decimal("0.5"), 1], [Decimal("0.499")]),
    ("at_least", "choice", ("b",), ["a", "b"], ["c"]),
    ("less_than", "integer", (3,), [2], [3, 4]),
    ("less_than", "choice", ("b",), ["c"], ["b", "a"]),
    ("at_most", "integer", (3,), [3, 2], [4]),
    ("at_most", "choice", ("b",), ["b", "c"], ["a"]),
    ("before", "date", (DAY,), [date(2024, 1, 31)], [DAY, date(2024, 2, 2)]),
    ("before", "datetime", (MOMENT,), [MOMENT.replace(minute=29)], [MOMENT]),
    ("after", "date", (DAY,), [date(2024, 2, 2)], [DAY]),
    ("after", "datetime", (DAY,), [datetime(2024, 2, 2, tzinfo=UTC)], [MOMENT]),
    ("on_or_before", "date", (DAY,), [DAY, date(2024, 1, 31)], [date(2024, 2, 2)]),
    ("on_or_after", "date", (DAY,), [DAY, date(2024, 2, 2)], [date(2024, 1, 31)]),
    ("between", "integer", (2, 4), [2, 3, 4], [1, 5]),
    ("between", "choice", ("c", "b"), ["c", "b"], ["a"]),
    ("between", "date", (DAY, date(2024, 2, 3)), [DAY, date(2024, 2, 2), date(2024, 2, 3)], [date(2024, 2, 4)]),
    ("contains", "choices", ("x",), [frozenset("x"), frozenset("xz")], [frozenset(), frozenset("y")]),
    ("contains_any", "choices", ("x", "y"), [frozenset("y"), frozenset("xz")], [frozenset(), frozenset("z")]),
    ("contains_all", "choices", ("x", "y"), [frozenset("xy"), frozenset("xyz")], [frozenset("x"), frozenset()]),
]
NAMED = pytest.mark.parametrize(
    ("operator", "kind", "operands", "holding", "failing"), ROWS, ids=[f"{r[0]}-{r[1]}-{i}" for i, r in enumerate(ROWS)]
)


def rules_on(kind: str, operator: str, operands: tuple[Any, ...], *, negated: bool = False) -> Any:
    """One rule that compares a fact behind the gate `open`."""
    fact = Fact("subject", FactType(kind), applies_when=compare("open", "is", True), **DOMAINS.get(kind, {}))
    condition = compare("subject", operator, *operands)
    return ruleset([flag("open"), fact], [rule("R-1", Not(condition) if negated else condition)])


@NAMED
def test_known(operator: str, kind: str, operands: tuple[Any, ...], holding: list[Any], failing: list[Any]) -> None:
    rules = rules_on(kind, operator, operands)
    for value, truth in [*((value, Truth.TRUE) for value in holding), *((value, Truth.FALSE) for value in failing)]:
        assert node_truth(situation(rules, {"open": True, "subject": value})) is truth, value


@NAMED
def test_unknown_and_not_asked_are_never_false(
    operator: str, kind: str, operands: tuple[Any, ...], holding: list[Any], failing: list[Any]
) -> None:
    rules = rules_on(kind, operator, operands)
    assert node_truth(situation(rules, {"open": True}, asked={"subject"})) is Truth.UNKNOWN
    assert node_truth(situation(rules, {"open": True})) is Truth.UNKNOWN


@NAMED
def test_not_applicable_makes_every_comparison_false(
    operator: str, kind: str, operands: tuple[Any, ...], holding: list[Any], failing: list[Any]
) -> None:
    rules, negated = rules_on(kind, operator, operands), rules_on(kind, operator, operands, negated=True)
    for known in ({}, {"subject": holding[0]}, {"subject": failing[0]}):
        assert node_truth(situation(rules, {"open": False, **known})) is Truth.FALSE
        assert node_truth(situation(negated, {"open": False, **known})) is Truth.TRUE


@NAMED
def test_a_gate_that_is_not_settled(
    operator: str, kind: str, operands: tuple[Any, ...], holding: list[Any], failing: list[Any]
) -> None:
    rules = rules_on(kind, operator, operands)
    assert node_truth(situation(rules, {"subject": holding[0]})) is Truth.UNKNOWN
    assert node_truth(situation(rules, {"subject": failing[0]})) is Truth.FALSE
    assert node_truth(situation(rules)) is Truth.UNKNOWN


def test_every_operator_has_a_row() -> None:
    assert {row[0] for row in ROWS} == set(OPERATORS)


def test_every_type_has_a_row() -> None:
    assert {row[1] for row in ROWS} == {kind.value for kind in FactType}
