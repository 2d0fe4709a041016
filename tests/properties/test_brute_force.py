"""The answer on every completion at once is what trying each of them gives (language 3.3 to 3.7)."""

from __future__ import annotations

import pytest
from hypothesis import given

from riskengine.evaluating.completions import settle
from riskengine.evaluating.reference import evaluate
from tests.oracle import Situation, brute_force
from tests.properties.agreement import disagreements
from tests.properties.profile import laws
from tests.strategies import FINITE, inputs_of, program_of, situations


@laws(150)
@given(situations(FINITE))
def test_every_answer_is_what_trying_all_completions_gives(situation: Situation) -> None:
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    settled = settle(program, inputs, evaluate(program, inputs))
    assert disagreements(program, settled, brute_force(situation)) == []


@pytest.mark.parametrize("budget", [1, 2, 6, 40])
@laws(40)
@given(situation=situations(FINITE))
def test_bounds_are_never_narrower_than_the_truth(situation: Situation, budget: int) -> None:
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    settled = settle(program, inputs, evaluate(program, inputs), budget=budget)
    assert disagreements(program, settled, brute_force(situation)) == []
