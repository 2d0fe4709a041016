"""What completions that were worked out already show of an answer is what working the answer out gives (language 3.6)."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riskengine.compiling.program import Program
from riskengine.evaluating.answers import answers_to, cells_of, learning
from riskengine.evaluating.completions import settle
from riskengine.evaluating.inputs import Evaluation, Inputs
from riskengine.evaluating.learnt import Learnt
from riskengine.evaluating.reference import evaluate
from riskengine.evaluating.settled import Settled
from tests.oracle import Situation
from tests.properties.profile import laws
from tests.strategies import FINITE, LARGE, Family, inputs_of, program_of, situations


@pytest.mark.parametrize("family", [FINITE, LARGE], ids=["finite", "large"])
@laws(60)
@given(data=st.data())
def test_what_an_answer_comes_to_is_read_off_the_completions(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family))
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    evaluation = evaluate(program, inputs)
    learnt = Learnt.of(program, inputs, evaluation, settle(program, inputs, evaluation))
    assume(learnt is not None)
    assert learnt is not None
    for slot in range(program.as_of_slot):
        if inputs.values[slot] is None:
            for cell in cells_of(program, inputs, slot, evaluate) or ():
                with_it = learning(inputs, slot, cell.value)
                settled = settle(program, with_it, evaluate(program, with_it))
                seen = learnt.range_with(slot, cell.value)
                assert seen is None or not settled.exact or seen == (settled.least, settled.most), (slot, cell)


def settling(program: Program, inputs: Inputs) -> tuple[Evaluation, Settled]:
    """The evaluation and what is settled, the plain way."""
    evaluation = evaluate(program, inputs)
    return evaluation, settle(program, inputs, evaluation)


@laws(40)
@given(situations(FINITE))
def test_answers_are_the_same_with_and_without_it(situation: Situation) -> None:
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    learnt = Learnt.of(program, inputs, *settling(program, inputs))
    assume(learnt is not None)
    for slot in range(program.as_of_slot):
        if inputs.values[slot] is None:
            slow = answers_to(program, inputs, slot, evaluate, settling)
            assert answers_to(program, inputs, slot, evaluate, settling, learnt) == slow
