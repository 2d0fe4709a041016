"""durable-rules comes to the same as the engine on random rule sets: node by node, number by number, grade by grade."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine import Engine
from riskengine.compiling.program import Program
from riskengine.evaluating.inputs import Evaluation
from riskengine.evaluating.reference import evaluate
from riskengine.rete.agreement import disagreements
from riskengine.rete.available import why_not
from riskengine.rete.conclusions import Conclusions
from riskengine.truth import Truth
from tests.oracle import Situation, world_of
from tests.oracle_worlds import NOT_APPLICABLE, holds, value_of
from tests.printing.cases import as_case
from tests.properties.profile import laws
from tests.properties.test_engine import OFFICERS, assessed, written
from tests.second import compared, concluded, knowledge_in
from tests.strategies import FINITE, LARGE, Family, inputs_of, program_of, situations

pytestmark = pytest.mark.skipif(bool(why_not()), reason=f"durable-rules: {why_not()}")
FAMILIES = pytest.mark.parametrize("family", [FINITE, LARGE], ids=["finite", "large"])
TRUTHS = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}


def truths(program: Program, evaluation: Evaluation, second: Conclusions) -> Iterator[tuple[str, bool | None, bool | None]]:
    """Every condition that has a name, as each of the two has it."""
    yield "scope", TRUTHS[evaluation.truth(program.scope)], second.scope
    for rule in program.rules:
        yield rule.rule.id, TRUTHS[evaluation.truth(rule.node)], second.rules[rule.rule.id]
    for name, node in program.definitions.items():
        yield name, TRUTHS[evaluation.truth(node)], second.definitions[name]
    for slot, gate in program.gated:
        name = program.facts[slot].name
        yield f"gate of {name}", TRUTHS[evaluation.truth(gate)], second.gates[name]


@FAMILIES
@laws(60)
@given(data=st.data())
def test_every_named_condition_and_number_is_the_same(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family))
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    evaluation = evaluate(program, inputs)
    second = concluded(situation.ruleset, knowledge_in(situation, situation.ruleset))
    assert [each for each in truths(program, evaluation, second) if each[1] is not each[2]] == []
    spans = {each.name: span for each, span in zip(program.quantities, evaluation.quantities, strict=True)}
    for name, span in second.quantities.items():
        assert TRUTHS[spans[name].applies] is span.applies
        assert span.applies is False or spans[name][:2] == span[:2], name
    assert [span[:2] for span in evaluation.scores] == [second.scores[each.name][:2] for each in program.scores]


@FAMILIES
@laws(30)
@given(data=st.data())
def test_a_complete_case_has_the_truths_that_its_definition_gives(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family, complete=True))
    program_of(situation.ruleset)
    second = concluded(situation.ruleset, knowledge_in(situation, situation.ruleset))
    world = world_of(situation, {})
    assert second.scope is holds(world, situation.ruleset.scope.when)
    assert {rule.id: holds(world, rule.when) for rule in situation.ruleset.rules} == second.rules
    for name, span in second.quantities.items():
        value = value_of(world, name)
        assert span.applies is False if value is NOT_APPLICABLE else (span.low, span.high) == (value, value)
    assert {name: (value_of(world, name),) * 2 for name in second.scores} == {
        name: span[:2] for name, span in second.scores.items()
    }


@FAMILIES
@laws(40)
@given(data=st.data(), officer=OFFICERS)
def test_the_two_agree_on_every_judgement(family: Family, data: st.DataObject, officer: str | None) -> None:
    situation = data.draw(situations(family))
    assert disagreements(compared(situation, program_of(situation.ruleset), officer)) == []


@laws(15)
@given(situation=situations(LARGE), officer=OFFICERS)
def test_an_engine_that_cross_checks_gives_the_same_decision(situation: Situation, officer: str | None) -> None:
    program_of(situation.ruleset)
    case = as_case(situation, assessed(officer, situation))
    day = situation.as_of
    with written(situation.ruleset) as rules:
        plain = Engine.open(rules).assess(case, as_of=day)
        checked = Engine.open(rules, cross_check=True).assess(case, as_of=day)
    assert checked.checked_by == ("durable-rules",)
    assert checked.digest == plain.digest
