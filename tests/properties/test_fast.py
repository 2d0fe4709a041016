"""What is compiled for speed comes to the same as the plain way: settling, time limits, binding, whole decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine import Engine, read_case
from riskengine.case import Case
from riskengine.conditions import All, Compare, Literal
from riskengine.deciding.knowledge import Binder
from riskengine.deciding.prepared import PLAIN_USES
from riskengine.deciding.ruling import Bound
from riskengine.diagnostics import CaseError
from riskengine.evaluating.completions import settle, settled_truths
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.reference import evaluate, evaluate_late
from riskengine.facts import Fact, FactType
from riskengine.quantities import QuantityInput
from riskengine.ruleset import Clock, RuleSet
from riskengine.truth import Truth
from tests.oracle import Situation
from tests.printing.cases import as_case
from tests.properties.profile import laws
from tests.properties.test_engine import OFFICERS, assessed, written
from tests.spec.small import compare, flag, ruleset, situation
from tests.strategies import FINITE, LARGE, Family, inputs_of, program_of, situations

FAMILIES = pytest.mark.parametrize("family", [FINITE, LARGE], ids=["finite", "large"])
COMPLETE = pytest.mark.parametrize("complete", [True, False], ids=["complete", "partial"])
DAYS = st.integers(-400, 400)
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 2000), st.text("ab1é ", max_size=3), st.just("2020-02-30"), st.just(("a", "a"))
)


@FAMILIES
@COMPLETE
@laws(60)
@given(data=st.data())
def test_the_compiled_way_settles_what_the_plain_way_settles(family: Family, complete: bool, data: st.DataObject) -> None:
    situation = data.draw(situations(family, complete=complete))
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    evaluation, settled = FastEvaluator(program).settle(program, inputs)
    plain = evaluate(program, inputs)
    assert settled == settle(program, inputs, plain)
    assert evaluation == plain
    assert plain == evaluation


def timed(ruleset: RuleSet) -> RuleSet:
    """The rule set with a time limit for each rule's condition at some grade, or at any other."""
    grades = [Compare("grade", operator, (Literal(grade),)) for grade in ruleset.grades for operator in ("is", "is_not")]
    clocks = tuple(
        Clock(
            f"CLOCK-{n}",
            "A limit",
            All((rule.when, grades[n % len(grades)])),
            "begun",
            "days",
            QuantityInput(literal=7),
            None,
            (),
        )
        for n, rule in enumerate(ruleset.rules)
    )
    begun = Fact("begun", FactType.DATE, question="When?", group="g")
    return replace(ruleset, facts={**ruleset.facts, "begun": begun}, clocks=clocks)


@FAMILIES
@COMPLETE
@laws(40)
@given(data=st.data())
def test_the_conditions_of_time_limits_come_to_the_same(family: Family, complete: bool, data: st.DataObject) -> None:
    situation = data.draw(situations(family, complete=complete))
    program = program_of(timed(situation.ruleset))
    inputs, fast = inputs_of(program, situation), FastEvaluator(program)
    early = evaluate(program, inputs)
    for number, grade in enumerate(program.grades):
        graded = inputs.graded(grade)
        late = evaluate_late(program, graded, early)
        expected = settled_truths(program, graded, late, [clock.node for clock in program.clocks])
        assert list(fast.clock_truths(program, inputs, fast.settle(program, inputs)[0], number)) == expected


@pytest.mark.parametrize("asked", [(), ("urgent",)], ids=["not asked", "asked in vain"])
def test_a_time_limit_on_a_fact_whose_gate_nothing_else_uses_stays_open(asked: tuple[str, ...]) -> None:
    urgent = flag("urgent", applies_when=compare("report", "is", True))
    begun = Fact("begun", FactType.DATE, question="When?", group="g")
    clock = Clock("C-1", "A limit", compare("urgent", "is", True), "begun", "days", QuantityInput(literal=7), None, ())
    rules = replace(ruleset([flag("report"), urgent, begun]), clocks=(clock,))
    program = program_of(rules)
    for report, expected in ((True, Truth.UNKNOWN), (False, Truth.FALSE)):
        inputs = inputs_of(program, situation(rules, {"report": report}, asked))
        fast = FastEvaluator(program)
        assert list(fast.clock_truths(program, inputs, fast.settle(program, inputs)[0], 0)) == [expected]


def recorded(situation: Situation, data: st.DataObject) -> Case:
    """The situation as a case, of which some facts are recorded on a day, some twice, and some with odd values."""
    case = as_case(situation, None)
    facts: dict[str, Any] = case["facts"]
    for name in sorted(facts):
        match data.draw(st.integers(0, 9)):
            case 0:
                facts[name] = {"value": facts[name], "as_at": (situation.as_of + timedelta(data.draw(DAYS))).isoformat()}
            case 1:
                days = sorted({data.draw(DAYS), data.draw(DAYS)})
                facts[name] = [{"value": facts[name], "as_at": (situation.as_of + timedelta(day)).isoformat()} for day in days]
            case 2:
                odd = data.draw(ODD)
                facts[name] = list(odd) if isinstance(odd, tuple) else odd
    if data.draw(st.booleans()):
        facts["of_another_edition"] = True
    return read_case(case)


def bound_by(binder: Binder, case: Case, day: date, known_on: date, *, strict: bool) -> Bound | list[str]:
    """What a binder makes of a case, or what it finds wrong with it."""
    try:
        bound = binder.bind(
            case, known_on=known_on, as_of=day, guidance_day=day, vocabulary=["of_another_edition"], strict=strict
        )
    except CaseError as error:
        return [f"{problem.code} {problem.message}" for problem in error.diagnostics]
    return replace(bound, timeless=False)


@FAMILIES
@laws(60)
@given(data=st.data())
def test_the_compiled_way_binds_what_the_plain_way_binds(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family, complete=data.draw(st.booleans())))
    program = program_of(situation.ruleset)
    case = recorded(situation, data)
    known_on = situation.as_of - timedelta(data.draw(st.sampled_from([0, 0, 30])))
    strict = data.draw(st.booleans())
    plain = bound_by(Binder(program), case, situation.as_of, known_on, strict=strict)
    assert bound_by(Binder(program).compiled(), case, situation.as_of, known_on, strict=strict) == plain


@laws(20)
@given(situations(FINITE), OFFICERS, st.integers(0, 500))
def test_a_decision_is_the_same_bytes_before_and_after_an_edition_is_compiled(
    situation: Situation, officer: str | None, earlier: int
) -> None:
    program_of(situation.ruleset)
    assessment = assessed(officer, situation)
    if assessment is not None:
        assessment["assessed_on"] = (situation.as_of - timedelta(earlier)).isoformat()
    case = as_case(situation, assessment)
    with written(situation.ruleset) as rules:
        plain = Engine.open(rules, fast=False).assess(case, as_of=situation.as_of)
        engine = Engine.open(rules)
        for _ in range(PLAIN_USES):
            engine.assess(case, as_of=situation.as_of)
        decision = engine.assess(case, as_of=situation.as_of)
        assert decision.findings == plain.findings
        assert decision.model_dump_json() == plain.model_dump_json()
