"""With domains as large as real ones, no completion that is tried lies outside the answer (language 3.3 to 3.7)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riskengine.evaluating.completions import BUDGET, settle
from riskengine.evaluating.reference import evaluate
from riskengine.truth import Truth
from tests.oracle import Situation, world_of
from tests.oracle_worlds import World, applies, grade_of, holds, rule_holds, score_of
from tests.properties.agreement import named
from tests.properties.profile import laws
from tests.strategies import LARGE, inputs_of, program_of, situations
from tests.strategies.situations import known_value

_CALLS = ("applies", "does_not_apply")


def answer_to(situation: Situation, budget: int) -> dict[str, Any]:
    """The answer, by names."""
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    return named(program, settle(program, inputs, evaluate(program, inputs), budget=budget))


def draw_completion(data: st.DataObject, situation: Situation) -> dict[str, Any]:
    """Any values for what is not known, often at the edges of what conditions tell apart."""
    return {name: data.draw(known_value(situation.ruleset, name, situation), label=name) for name in situation.missing}


def check_inside(answer: dict[str, Any], world: World) -> int | None:
    """The completion is one that the answer allows; its grade without what was accepted, None outside the scope."""
    truth = Truth.TRUE if holds(world, world.ruleset.scope.when) else Truth.FALSE
    assert answer["scope"] in (truth, Truth.UNKNOWN)
    for rule in world.ruleset.rules:
        if answer["outcomes"][rule.id] in _CALLS:
            assert answer["outcomes"][rule.id] == _CALLS[not rule_holds(world, rule)], rule.id
    for name in answer["closed"]:
        assert not applies(world, name), name
    return check_grades(answer, world) if truth is Truth.TRUE else None


def check_grades(answer: dict[str, Any], world: World) -> int:
    presumed = {name for name, outcome in answer["outcomes"].items() if outcome == "presumed"}
    gone = {name for name, outcome in answer["outcomes"].items() if outcome == "accepted"}
    assert answer["least"] <= grade_of(world, presumed)
    counted = max(answer["least"], grade_of(world, presumed, gone))
    assert counted <= answer["most"]
    for name, (low, high) in answer["scores"].items():
        assert low is None or low <= score_of(world, name, presumed), name
        assert high is None or score_of(world, name, presumed, gone) <= max(high, low), name
    return counted


@pytest.mark.parametrize("budget", [BUDGET, 20])
@laws(60)
@given(data=st.data())
def test_no_completion_lies_outside_the_answer(budget: int, data: st.DataObject) -> None:
    situation = data.draw(situations(LARGE))
    assume(situation.missing)
    answer = answer_to(situation, budget)
    for _ in range(4):
        check_inside(answer, world_of(situation, draw_completion(data, situation)))


@pytest.mark.parametrize("budget", [BUDGET, 20])
@laws(60)
@given(data=st.data())
def test_a_fact_that_makes_a_difference_is_listed(budget: int, data: st.DataObject) -> None:
    situation = data.draw(situations(LARGE))
    assume(situation.missing)
    answer = answer_to(situation, budget)
    values = draw_completion(data, situation)
    first = check_inside(answer, world_of(situation, values))
    for name in situation.missing:
        other = data.draw(known_value(situation.ruleset, name, situation))
        second = check_inside(answer, world_of(situation, {**values, name: other}))
        if first != second:
            assert name in answer["relevant"]
            assert answer["relevant"][name][1] >= max(grade for grade in (first, second) if grade is not None)
