"""Strong Kleene logic, node by node (language 3.2), and what completions settle beyond it (3.3)."""

from __future__ import annotations

import itertools

import pytest

from riskengine.conditions import All, Always, AtLeast, Condition, Holds, NoneOf, Not
from riskengine.conditions import Any as AnyOf
from riskengine.truth import Truth
from tests.spec.small import answer, compare, flag, node_truth, rule, ruleset, situation

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
STATES = {T: {"known": True}, F: {"known": False}, U: {}}
A, B, C = (compare(name, "is", True) for name in "abc")

BINARY = [
    # a, b, all, any, none, at_least 1, at_least 2
    (F, F, F, F, T, F, F),
    (F, U, F, U, U, U, F),
    (F, T, F, T, F, T, F),
    (U, F, F, U, U, U, F),
    (U, U, U, U, U, U, U),
    (U, T, U, T, F, T, U),
    (T, F, F, T, F, T, F),
    (T, U, U, T, F, T, U),
    (T, T, T, T, F, T, T),
]


def truth_of(condition: Condition, *truths: Truth) -> Truth:
    """The truth of a condition on the facts a, b and c."""
    known = {name: truth is T for name, truth in zip("abc", truths, strict=False) if truth is not U}
    return node_truth(situation(ruleset([flag("a"), flag("b"), flag("c")], [rule("R-1", condition)]), known))


@pytest.mark.parametrize("row", BINARY, ids=[f"{a.name}-{b.name}" for a, b, *_ in BINARY])
def test_two_parts(row: tuple[Truth, ...]) -> None:
    a, b, *expected = row
    conditions = [All((A, B)), AnyOf((A, B)), NoneOf((A, B)), AtLeast(1, (A, B)), AtLeast(2, (A, B))]
    assert [truth_of(condition, a, b) for condition in conditions] == expected


@pytest.mark.parametrize(("truth", "expected"), [(T, F), (F, T), (U, U)])
def test_not(truth: Truth, expected: Truth) -> None:
    assert truth_of(Not(A), truth) is expected


@pytest.mark.parametrize("truths", list(itertools.product((T, F, U), repeat=3)), ids=lambda each: "-".join(t.name for t in each))
def test_at_least_two_of_three(truths: tuple[Truth, ...]) -> None:
    true, possible = sum(t is T for t in truths), sum(t is not F for t in truths)
    expected = T if true >= 2 else F if possible < 2 else U
    assert truth_of(AtLeast(2, (A, B, C)), *truths) is expected


def test_always() -> None:
    assert truth_of(Always()) is T


def test_a_definition_has_the_truth_of_its_condition() -> None:
    rules = ruleset([flag("a"), flag("b")], [rule("R-1", Holds("either"))], definitions={"either": AnyOf((A, B))})
    assert node_truth(situation(rules, {"a": True})) is T
    assert node_truth(situation(rules, {"a": False})) is U


def test_x_or_not_x_is_unknown_node_by_node_and_settled_over_completions() -> None:
    case = situation(ruleset([flag("a")], [rule("R-1", AnyOf((A, Not(A))))]))
    assert node_truth(case) is U
    assert answer(case)["outcomes"] == {"R-1": "applies"}
    assert (answer(case)["least"], answer(case)["most"]) == (2, 2)


def test_is_not_and_not_is_differ_where_the_fact_is_not_applicable() -> None:
    gated = flag("b", applies_when=A)
    for condition, expected in ((compare("b", "is_not", True), F), (Not(B), T)):
        assert node_truth(situation(ruleset([flag("a"), gated], [rule("R-1", condition)]), {"a": False})) is expected


def test_a_gate_behind_a_gate() -> None:
    facts = [flag("a"), flag("b", applies_when=A), flag("c", applies_when=B)]
    rules = ruleset(facts, [rule("R-1", C), rule("R-2", Not(C))])
    case = situation(rules, {"a": False, "b": True, "c": True})
    assert node_truth(case) is F
    assert node_truth(case, "R-2") is T
    assert answer(case)["closed"] == {"b", "c"}
