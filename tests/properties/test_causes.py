"""What is said to force the least required does, and nothing of it can be left out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from riskengine.compiling.program import Program
from riskengine.evaluating.completions import BUDGET, Completions, settle
from riskengine.evaluating.inputs import Inputs
from riskengine.evaluating.known import settled_at_once
from riskengine.evaluating.reference import evaluate
from riskengine.evaluating.settled import Settled
from riskengine.evaluating.sufficient import sufficient_facts
from riskengine.facts import FactState
from tests.oracle import Situation
from tests.properties.profile import laws
from tests.strategies import FINITE, inputs_of, program_of, situations


def only(program: Program, inputs: Inputs, kept: set[int]) -> Inputs:
    """The same case of which only some facts were asked."""
    kept = kept | {program.as_of_slot}
    values = tuple(value if slot in kept else None for slot, value in enumerate(inputs.values))
    states = tuple(state if slot in kept else FactState.NOT_ASKED for slot, state in enumerate(inputs.states))
    return replace(inputs, values=values, states=states)


def least_of(program: Program, inputs: Inputs, settled: Settled) -> int:
    """The least required, presumed rules kept."""
    presumed = frozenset(number for number, outcome in enumerate(settled.outcomes) if outcome == "presumed")
    return Completions(program, inputs, evaluate(program, inputs), BUDGET, presumed=presumed).least(lambda _: True)


@laws(40)
@given(situations(FINITE))
def test_a_sufficient_set_forces_the_least_and_no_fact_of_it_can_go(situation: Situation) -> None:
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    settled = settle(program, inputs, evaluate(program, inputs))
    assume(settled.least > 0)

    found = set(sufficient_facts(program, inputs, settled))

    assert all(inputs.values[slot] is not None for slot in found)
    assert least_of(program, only(program, inputs, found), settled) >= settled.least
    for slot in found:
        assert least_of(program, only(program, inputs, found - {slot}), settled) < settled.least


@laws(40)
@given(situations(FINITE), st.data())
def test_the_answer_at_once_is_that_of_the_completions(situation: Situation, data: st.DataObject) -> None:
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    evaluation = evaluate(program, inputs)
    at_once = settled_at_once(program, inputs, evaluation)
    assume(at_once is not None)

    worked_out = Completions(program, inputs, evaluation, BUDGET).settled()

    assert at_once == replace(worked_out, relevant=())
    assert worked_out.relevant == ()
