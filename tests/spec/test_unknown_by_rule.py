"""What a rule does where its condition is not settled: report, presume, accept (language 3.5); points and bands (3.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskengine.compiling.compile import compile_ruleset
from riskengine.conditions import All, Always, Compare, Not, Parameter
from riskengine.conditions import Any as AnyOf
from riskengine.evaluating.completions import settle
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.reference import evaluate
from riskengine.facts import Fact, FactType
from riskengine.quantities import Quantity, QuantityInput
from riskengine.ruleset import Band, DatedValue, ParameterHistory, PointsBand, PointsBy, Score
from tests.spec.small import answer, compare, flag, rule, ruleset, situation
from tests.strategies import inputs_of

A, B = compare("a", "is", True), compare("b", "is", True)

# policy, what is known, what was asked; outcome, least, most, accepted
POLICIES: list[tuple[str, dict[str, bool], set[str], str, int, int, set[tuple[str, str]]]] = [
    ("report", {"a": True, "b": True}, set(), "applies", 2, 2, set()),
    ("report", {"a": False}, set(), "does_not_apply", 0, 0, set()),
    ("report", {"a": True}, {"b"}, "unsettled", 0, 2, set()),
    ("report", {}, set(), "unsettled", 0, 2, set()),
    ("presume", {"a": True, "b": True}, set(), "applies", 2, 2, set()),
    ("presume", {"a": False}, set(), "does_not_apply", 0, 0, set()),
    ("presume", {"a": True}, {"b"}, "presumed", 2, 2, set()),
    ("presume", {}, set(), "presumed", 2, 2, set()),
    ("accept", {"a": True, "b": True}, set(), "applies", 2, 2, set()),
    ("accept", {"a": False}, set(), "does_not_apply", 0, 0, set()),
    ("accept", {"a": True}, {"b"}, "accepted", 0, 0, {("b", "R-1")}),
    ("accept", {}, {"a", "b"}, "accepted", 0, 0, {("a", "R-1"), ("b", "R-1")}),
    ("accept", {"a": True}, set(), "unsettled", 0, 2, set()),
    ("accept", {}, {"a"}, "unsettled", 0, 2, set()),
    ("accept", {}, {"b"}, "unsettled", 0, 2, set()),
]


@pytest.mark.parametrize(("policy", "known", "asked", "outcome", "least", "most", "accepted"), POLICIES)
def test_policies(policy: str, known: Any, asked: Any, outcome: str, least: int, most: int, accepted: Any) -> None:
    rules = ruleset([flag("a"), flag("b")], [rule("R-1", All((A, B)), when_unknown=policy)])
    found = answer(situation(rules, known, asked))
    assert (found["outcomes"]["R-1"], found["least"], found["most"], found["accepted"]) == (outcome, least, most, accepted)


@pytest.mark.parametrize("policy", ["report", "presume", "accept"])
def test_what_completions_settle_is_neither_presumed_nor_accepted(policy: str) -> None:
    rules = ruleset(
        [flag("a")], [rule("R-1", AnyOf((A, Not(A))), when_unknown=policy), rule("R-2", All((A, Not(A))), when_unknown=policy)]
    )
    assert answer(situation(rules, asked={"a"}))["outcomes"] == {"R-1": "applies", "R-2": "does_not_apply"}


def test_only_facts_on_which_the_condition_still_depends_are_accepted() -> None:
    rules = ruleset([flag("a"), flag("b")], [rule("R-1", AnyOf((A, All((B, Not(B))))), when_unknown="accept")])
    found = answer(situation(rules, asked={"a"}))
    assert found["outcomes"] == {"R-1": "accepted"}
    assert found["accepted"] == {("a", "R-1")}


def test_an_accepted_rule_never_takes_the_most_below_the_least() -> None:
    rules = ruleset([flag("a")], [rule("R-1", A, when_unknown="accept"), rule("R-2", Not(A), "high")])
    found = answer(situation(rules, asked={"a"}))
    assert (found["least"], found["most"]) == (2, 2)


@pytest.mark.parametrize("policy", ["report", "presume", "accept"])
def test_a_rule_that_no_fact_could_settle_counts_towards_the_most(policy: str) -> None:
    days = [Fact(name, FactType.DATE, question="When?") for name in ("start", "end")]
    delay = Quantity("delay", "working_days_between", (QuantityInput(name="start"), QuantityInput(name="end")))
    rules = ruleset(days, [rule("R-1", compare("delay", "at_least", 3), when_unknown=policy)], quantities=[delay])
    program = compile_ruleset(rules)
    beyond_the_holiday_table = {"start": date(2030, 1, 1), "end": date(2030, 2, 1)}
    inputs = inputs_of(program, situation(rules, beyond_the_holiday_table))
    settled = settle(program, inputs, evaluate(program, inputs))
    assert (settled.outcomes, settled.least, settled.most, settled.exact) == (("unsettled",), 0, 2, False)


def test_the_scope_bounds_the_completions_that_count() -> None:
    rules = ruleset([flag("a")], [rule("R-1", A, "very_high")], scope=Not(A))
    found = answer(situation(rules))
    assert (found["least"], found["most"]) == (0, 0)
    assert found["relevant"]["a"][0] == "scope"


# points of R-1 (a known true) and R-2 (b unknown); the score's ends, the grade's ends
SCORES = [((3, 2), (3, 5), (0, 1)), ((3, -2), (1, 3), (0, 0)), ((6, 4), (6, 10), (1, 2)), ((10, -10), (0, 10), (0, 2))]


@pytest.mark.parametrize(("points", "ends", "grades"), SCORES)
def test_scores_have_a_range_of_their_own(points: tuple[int, int], ends: tuple[int, int], grades: tuple[int, int]) -> None:
    bands = (Band(None, 4, "low"), Band(5, 9, "medium"), Band(10, None, "high"))
    rules = [rule("R-1", A, None, points={"s": points[0]}), rule("R-2", B, None, points={"s": points[1]})]
    found = answer(situation(ruleset([flag("a"), flag("b")], rules, scores=[Score("s", bands)]), {"a": True}))
    assert found["scores"] == {"s": ends}
    assert (found["least"], found["most"]) == grades


# age known (None: not), is the gate open; the score's ends. Bands: to 24 two points, 25 to 34 one, otherwise none
AGES = [
    (18, True, (2, 2)),
    (24, True, (2, 2)),
    (25, True, (1, 1)),
    (34, True, (1, 1)),
    (35, True, (0, 0)),
    (18, False, (0, 0)),
    (None, True, (0, 2)),
    (None, False, (0, 0)),
]


@pytest.mark.parametrize(("age", "is_open", "ends"), AGES)
def test_points_by(age: int | None, is_open: bool, ends: tuple[int, int]) -> None:
    fact = Fact("age", FactType.INTEGER, minimum=0, maximum=120, applies_when=A)
    by = PointsBy("age", "s", (PointsBand(None, 24, 2), PointsBand(25, 34, 1)), otherwise=0)
    rules = ruleset([flag("a"), fact], [rule("R-1", Always(), None, points_by=by)], scores=[Score("s")])
    known = {"a": is_open} | ({} if age is None else {"age": age})
    assert answer(situation(rules, known))["scores"] == {"s": ends}


def test_decisive_and_forcing() -> None:
    two = ruleset([flag("a"), flag("b")], [rule("R-1", A), rule("R-2", B), rule("R-3", Always(), "medium")])
    alone = answer(situation(two, {"a": True, "b": False}))
    assert (alone["decisive"], alone["forcing"]) == ({"R-1"}, {"R-1"})
    both = answer(situation(two, {"a": True, "b": True}))
    assert (both["decisive"], both["forcing"]) == (set(), {"R-1", "R-2"})


def test_relevant_facts_come_in_the_order_worth_asking() -> None:
    facts = [flag("gate"), flag("behind", applies_when=compare("gate", "is", True)), flag("small"), flag("tiny"), flag("idle")]
    rules = [
        rule("R-1", compare("behind", "is", True), "very_high"),
        rule("R-2", compare("small", "is", True), "high"),
        rule("R-3", compare("tiny", "is", True), "medium"),
    ]
    found = answer(situation(ruleset(facts, rules)))
    assert found["order"] == ["gate", "behind", "small", "tiny"]
    assert found["relevant"] == {"gate": ("grade", 3), "behind": ("grade", 3), "small": ("grade", 2), "tiny": ("grade", 1)}


def open_by_no_fact() -> list[Any]:
    """Conditions that stay open though every fact is known: a parameter has no value on the day, or the calendar ends."""
    age = Fact("age", FactType.INTEGER, minimum=0, maximum=100, question="How old?")
    days = [
        Fact(name, FactType.DATE, question="When?", earliest=date(1900, 1, 1), latest=date(2099, 1, 1)) for name in ("x", "y")
    ]
    later = ParameterHistory("limit", (DatedValue(date(2030, 1, 1), 18),))
    count = Quantity("count", "working_days_between", (QuantityInput("x"), QuantityInput("y")))
    unwritten = Compare("age", "at_least", (Parameter("limit"),))
    beyond = compare("count", "at_least", 5)
    known = {"age": 40, "x": date(2090, 1, 1), "y": date(2090, 3, 1)}
    found = []
    for condition in (unwritten, beyond, Not(unwritten), All((unwritten, beyond)), AnyOf((beyond, A))):
        rules = [rule("R-1", condition, "very_high"), rule("R-2", Always(), "medium")]
        made = replace(
            ruleset([flag("a"), age, *days], rules, quantities=[count]),
            parameters={"limit": later},
            effective_from=date(2030, 1, 1),
        )
        found.append(situation(made, {**known, "a": False}))
    return found


@pytest.mark.parametrize("case", open_by_no_fact(), ids=range(5))
def test_a_rule_that_no_fact_can_settle_still_counts_towards_the_most_possible(case: Any) -> None:
    program = compile_ruleset(case.ruleset)
    inputs = inputs_of(program, case)
    for settled in (settle(program, inputs, evaluate(program, inputs)), FastEvaluator(program).settle(program, inputs)[1]):
        assert settled.outcomes == ("unsettled", "applies")
        assert (settled.least, settled.most, settled.exact) == (1, 3, False)
