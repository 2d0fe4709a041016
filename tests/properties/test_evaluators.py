"""The evaluators agree with each other and with two values; what they settle stays settled (language 3.2)."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.compiling.program import Program
from riskengine.conditions import Condition
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.reference import evaluate
from riskengine.ruleset import RuleSet
from riskengine.truth import Truth
from tests.oracle import Situation, completions, world_of
from tests.oracle_kleene import kleene, names_facts_only
from tests.oracle_worlds import NOT_APPLICABLE, holds, value_of
from tests.properties.agreement import TRUTHS
from tests.properties.profile import laws
from tests.strategies import FINITE, LARGE, Family, inputs_of, program_of, situations

FAMILIES = pytest.mark.parametrize("family", [FINITE, LARGE], ids=["finite", "large"])


def roots(program: Program, ruleset: RuleSet) -> Iterator[tuple[int, Condition]]:
    """The conditions that have a name in a rule set, each with its node."""
    yield program.scope, ruleset.scope.when
    yield from ((rule.node, rule.rule.when) for rule in program.rules)
    yield from ((program.definitions[name], each.condition) for name, each in ruleset.definitions.items())
    for name, fact in ruleset.facts.items():
        if fact.applies_when is not None:
            yield program.gates[program.slots[name]], fact.applies_when


@FAMILIES
@laws(80)
@given(data=st.data())
def test_the_fast_evaluator_is_the_reference_evaluator(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family))
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    assert FastEvaluator(program).evaluate(program, inputs) == evaluate(program, inputs)


@laws(10)
@given(situations(LARGE))
def test_a_fast_evaluator_that_was_pickled_gives_the_same(situation: Situation) -> None:
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    fast = FastEvaluator(program)
    copy = pickle.loads(pickle.dumps(fast))  # noqa: S301
    assert copy.evaluate(copy.program, inputs) == fast.evaluate(program, inputs)


@laws(60)
@given(situations(FINITE))
def test_what_is_settled_node_by_node_holds_in_every_completion(situation: Situation) -> None:
    program = program_of(situation.ruleset)
    partial = evaluate(program, inputs_of(program, situation))
    for values in itertools.islice(completions(situation), 0, None, 7):
        known = dict(zip(situation.missing, values, strict=True))
        complete = situation
        for name, value in known.items():
            complete = complete.learning(name, value)
        whole = evaluate(program, inputs_of(program, complete))
        changed = [
            n for n, (before, after) in enumerate(zip(partial.levels, whole.levels, strict=True)) if before not in (1, after)
        ]
        assert changed == [], known


@FAMILIES
@laws(60)
@given(data=st.data())
def test_a_complete_case_has_two_values_and_the_right_ones(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family, complete=True))
    program = program_of(situation.ruleset)
    evaluation = evaluate(program, inputs_of(program, situation))
    world = world_of(situation, {})
    for node, condition in roots(program, situation.ruleset):
        assert evaluation.truth(node) is TRUTHS[holds(world, condition)], condition
    for score, span in zip(program.scores, evaluation.scores, strict=True):
        assert span.low == span.high == value_of(world, score.name)
    for quantity, span in zip(program.quantities, evaluation.quantities, strict=True):
        value = value_of(world, quantity.name)
        if value is NOT_APPLICABLE:
            assert span.applies is Truth.FALSE
        else:
            assert (span.applies, span.low, span.high) == (Truth.TRUE, value, value)


@FAMILIES
@laws(60)
@given(data=st.data())
def test_conditions_on_facts_have_their_kleene_truth(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family))
    program = program_of(situation.ruleset)
    evaluation = evaluate(program, inputs_of(program, situation))
    for node, condition in roots(program, situation.ruleset):
        if names_facts_only(situation, condition):
            assert evaluation.truth(node) is TRUTHS[kleene(situation, condition)], condition
