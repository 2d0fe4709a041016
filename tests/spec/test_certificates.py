"""What a certificate proves in small rule sets: outcomes by rule, cases, examples, and when there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from riskengine.certificate_check import check
from riskengine.conditions import All, AtLeast, Compare, Condition, Not, Reference
from riskengine.conditions import Any as AnyOf
from riskengine.diagnostics import UsageError
from riskengine.facts import EARLIEST, LATEST, Fact, FactType
from riskengine.quantities import Quantity, QuantityInput
from riskengine.ruleset import Band, PointsBand, PointsBy, Score
from tests.certificates import decided
from tests.oracle import Situation
from tests.spec.small import compare, flag, rule, ruleset, situation

A, B = compare("a", "is", True), compare("b", "is", True)
AGE = Fact("age", FactType.INTEGER, question="How old?", minimum=0, maximum=120)
BORN = Fact("born", FactType.DATE, question="When born?", earliest=EARLIEST, latest="as_of")
SEEN = Fact("seen", FactType.DATE, question="When seen?", earliest=EARLIEST, latest=LATEST)
TOWN = Fact("town", FactType.TEXT, question="Where?")
SIZE = Fact("size", FactType.CHOICE, question="How big?", options=("small", "middling", "large"), ordered=True)
FOUND = Fact("found", FactType.CHOICES, question="What was found?", options=("one", "two", "three"))


def certified(case: Situation, officer: str | None = None) -> dict[str, Any]:
    case = replace(case, ruleset=replace(case.ruleset, reason_codes={"known": "What is known locally"}))
    with decided(case, officer) as (engine, decision):
        return check(engine.certificate(decision))


def asked(fact: Fact, *conditions: Condition, known: dict[str, Any] | None = None) -> dict[str, Any]:
    """The certificate of a rule set with one rule for each condition, on a fact that is not known."""
    rules = [rule(f"R-{number}", condition) for number, condition in enumerate(conditions, 1)]
    return certified(situation(ruleset([fact, flag("b")], rules), known))


@pytest.mark.parametrize(
    ("policy", "known", "tried", "outcome"),
    [
        ("report", {"a": True, "b": True}, set(), "applies"),
        ("report", {"a": False}, set(), "does_not_apply"),
        ("report", {"a": True}, {"b"}, "unsettled"),
        ("presume", {"a": True}, {"b"}, "presumed"),
        ("accept", {"a": True}, {"b"}, "accepted"),
        ("accept", {}, {"a", "b"}, "accepted"),
        ("accept", {}, {"a"}, "unsettled"),
    ],
)
def test_outcomes_by_policy(policy: str, known: Any, tried: Any, outcome: str) -> None:
    rules = ruleset([flag("a"), flag("b")], [rule("R-1", All((A, B)), when_unknown=policy)])
    assert certified(situation(rules, known, tried))["claims"]["outcomes"] == {"R-1": outcome}


EITHER_WAY = {
    "truth": (flag("a"), AnyOf((A, Not(A)))),
    "number": (AGE, AnyOf((compare("age", "less_than", 18), compare("age", "at_least", 18)))),
    "date": (
        BORN,
        AnyOf((compare("born", "before", EARLIEST.replace(year=2000)), compare("born", "after", EARLIEST.replace(1990)))),
    ),
    "choice": (SIZE, AnyOf((compare("size", "at_most", "middling"), compare("size", "is", "large")))),
    "choices": (FOUND, AnyOf((compare("found", "contains", "one"), Not(compare("found", "contains", "one"))))),
    "text": (TOWN, AnyOf((compare("town", "is", "Leeds"), compare("town", "is_not", "Leeds")))),
    "count": (SIZE, AtLeast(1, tuple(compare("size", "is", option) for option in SIZE.options))),
}


@pytest.mark.parametrize("kind", EITHER_WAY)
def test_what_is_so_either_way_is_proved_by_cases(kind: str) -> None:
    fact, condition = EITHER_WAY[kind]
    found = asked(fact, condition)
    assert found["claims"]["outcomes"] == {"R-1": "applies"}
    assert found["claims"]["grade"]["least"] == "high"
    assert found["cases"]["R-1"]["fact"] == fact.name


def test_what_may_be_is_shown_by_examples_inside_the_domains() -> None:
    found = asked(AGE, compare("age", "at_least", 18), compare("age", "more_than", 120))
    assert found["claims"]["outcomes"] == {"R-1": "unsettled", "R-2": "does_not_apply"}
    assert found["examples"]["R-1 true"]["age"] >= 18 > found["examples"]["R-1 false"]["age"]
    assert found["claims"]["grade"] | {"verdict": ""} == {"officer": None, "least": "low", "most": "high", "verdict": ""}


def test_a_number_worked_out_from_a_date_is_divided_where_it_counts() -> None:
    quantity = Quantity("years", "years_between", (QuantityInput(name="born"), QuantityInput(name="as_of")), "it is {value}")
    condition = AnyOf((compare("years", "less_than", 18), compare("years", "at_least", 18)))
    case = situation(ruleset([BORN], [rule("R-1", condition)], quantities=[quantity]))
    assert certified(case)["cases"]["R-1"] == {"fact": "born", "below": "2006-03-01", "yes": None, "no": None}


def test_scores_have_their_ends_proved() -> None:
    by = PointsBy("age", "danger", (PointsBand(0, 17, 3), PointsBand(18, 120, 1)))
    rules = [
        replace(rule("R-1", A, None), effect=replace(rule("R-1", A).effect, minimum_grade=None, points={"danger": 2})),
        rule("R-2", compare("b", "is", False), None, points_by=by),
    ]
    score = Score("danger", (Band(None, 2, "low"), Band(3, None, "high")))
    found = certified(situation(ruleset([flag("a"), flag("b"), AGE], rules, scores=[score]), {"b": False}))
    assert found["claims"]["scores"] == {"danger": [1, 5]}
    assert (found["claims"]["grade"]["least"], found["claims"]["grade"]["most"]) == ("low", "high")


@pytest.mark.parametrize(
    ("officer", "known", "verdict"),
    [
        ("high", {"a": True, "b": True}, "consistent"),
        ("very_high", {"a": True, "b": True}, "consistent"),
        ("low", {"a": True, "b": True}, "below_minimum"),
        ("high", {"a": True}, "not_supported"),  # `b` is required
        ("low", {"b": True}, "not_supported"),
        (None, {"a": True, "b": True}, "not_graded"),
    ],
)
def test_verdicts(officer: str | None, known: Any, verdict: str) -> None:
    rules = ruleset([flag("a"), flag("b")], [rule("R-1", A, require=("b",))])
    assert certified(situation(rules, known), officer)["claims"]["grade"]["verdict"] == verdict


def test_a_known_fact_that_does_not_apply_keeps_a_grade_from_standing() -> None:
    rules = ruleset([flag("a"), flag("b", applies_when=A)], [rule("R-1", B)])
    found = certified(situation(rules, {"a": False, "b": True}), "low")["claims"]
    assert found["not_applicable"] == ["b"]
    assert found["grade"]["verdict"] == "not_supported"


def test_the_scope_is_proved_either_way() -> None:
    rules = ruleset([flag("a"), flag("b")], [rule("R-1", B)], scope=A)
    scopes = [certified(situation(rules, known))["claims"]["scope"] for known in ({"a": True}, {"a": False}, {})]
    assert scopes == ["inside", "outside", "unsettled"]


def test_there_is_none_where_the_range_is_bounds() -> None:
    quantity = Quantity("gap", "difference", (QuantityInput(name="age"), QuantityInput(name="age_then")), "it is {value}")
    then = replace(AGE, name="age_then", maximum=100_000)
    condition = All((compare("gap", "is", 3), compare("age", "is_not", 7)))
    case = situation(ruleset([replace(AGE, maximum=100_000), then], [rule("R-1", condition)], quantities=[quantity]))
    with pytest.raises(UsageError, match="bounds"):
        certified(case)


def test_there_is_none_where_working_days_decide() -> None:
    quantity = Quantity(
        "wait", "working_days_between", (QuantityInput(name="seen"), QuantityInput(name="as_of")), "it is {value}"
    )
    rules = ruleset([SEEN], [rule("R-1", compare("wait", "at_least", 3))], quantities=[quantity])
    with pytest.raises(UsageError, match="counts no working days"):
        certified(situation(rules, {"seen": EARLIEST.replace(year=2024)}))


def test_facts_compared_with_each_other_are_shown_by_examples() -> None:
    condition = Compare("seen", "before", (Reference("born"),))
    found = certified(situation(ruleset([BORN, SEEN], [rule("R-1", condition)])))
    assert found["claims"]["outcomes"] == {"R-1": "unsettled"}
    example = found["examples"]["R-1 true"]
    assert example["seen"] < example["born"]
