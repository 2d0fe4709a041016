"""What checking says of all cases is so in every case: ranges, what conditions imply, what is certain where they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.compiling.implied import Implications, certain, implied, impossible
from riskengine.compiling.lines import Lines, compared
from riskengine.compiling.lint import lint
from riskengine.compiling.program import Program
from riskengine.compiling.ranges import ranges_of
from riskengine.compiling.regions import Region, held_by
from riskengine.conditions import Condition
from riskengine.evaluating.reference import evaluate
from riskengine.facts import Fact, FactType, Value
from riskengine.truth import Truth
from tests.oracle import Situation, completions, world_of
from tests.oracle_worlds import holds
from tests.properties.profile import laws
from tests.strategies import FINITE, LARGE, Family, inputs_of, program_of, situations

FAMILIES = pytest.mark.parametrize("family", [FINITE, LARGE], ids=["finite", "large"])


def implications(program: Program) -> Implications:
    return Implications(program, Lines(program, ranges_of(program)))


@FAMILIES
@laws(30)
@given(data=st.data())
def test_a_truth_that_occurs_is_possible(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family, complete=True))
    program = program_of(situation.ruleset)
    evaluation = evaluate(program, inputs_of(program, situation))
    known = implications(program)
    for step in program.steps:
        if step.kind == "node" and evaluation.truth(step.index) is not Truth.UNKNOWN:
            assert not impossible(known, step.index, truth=evaluation.truth(step.index) is Truth.TRUE)


@FAMILIES
@laws(30)
@given(data=st.data())
def test_the_value_of_a_fact_lies_where_a_truth_says_that_it_does(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family, complete=True))
    program = program_of(situation.ruleset)
    inputs = inputs_of(program, situation)
    evaluation = evaluate(program, inputs)
    known = implications(program)
    for step in program.steps:
        if step.kind != "node" or evaluation.truth(step.index) is Truth.UNKNOWN:
            continue
        for key, region in implied(known, step.index, truth=evaluation.truth(step.index) is Truth.TRUE).items():
            if key[0] != "fact" or key[2] or program.facts[key[1]].type is FactType.TEXT:
                continue
            gate = program.gates[key[1]]
            if gate >= 0 and evaluation.truth(gate) is Truth.FALSE:
                assert region.missing
            elif gate < 0 or evaluation.truth(gate) is Truth.TRUE:
                value = inputs.values[key[1]]
                assert value is not None
                cut = (position(program.facts[key[1]], value), 0)
                assert any(start <= cut < end for start, end in region.stretches)


def position(fact: Fact, value: Value) -> int | Decimal:
    match value:
        case str():
            return fact.options.index(value)
        case datetime():
            return (value - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        case date():
            return value.toordinal()
        case int() | Decimal():
            return value
    raise AssertionError(value)


@FAMILIES
@laws(30)
@given(data=st.data())
def test_no_value_both_satisfies_a_comparison_with_literals_and_does_not(family: Family, data: st.DataObject) -> None:
    """With the law above: the regions of such comparisons are exact, so that one in another adds nothing to it."""
    program = program_of(data.draw(situations(family)).ruleset)
    lines = implications(program).lines
    for node in program.nodes:
        if node.kind == "compare" and node.axis != "choices" and all(ref.kind == "constant" for ref in node.operands):
            (yes,) = compared(lines, node, truth=True).values()
            (no,) = compared(lines, node, truth=False).values()
            assert held_by([yes, no], 2) == Region()


@FAMILIES
@laws(30)
@given(data=st.data())
def test_lint_has_something_to_say_or_not_but_never_fails(family: Family, data: st.DataObject) -> None:
    problems = lint(program_of(data.draw(situations(family)).ruleset))
    assert {problem.severity for problem in problems} <= {"warning", "note"}
    assert list(problems) == sorted(problems, key=lambda problem: problem.sort_key)


@FAMILIES
@laws(30)
@given(data=st.data())
def test_quantities_and_scores_lie_in_their_ranges(family: Family, data: st.DataObject) -> None:
    situation = data.draw(situations(family, complete=True))
    program = program_of(situation.ruleset)
    evaluation = evaluate(program, inputs_of(program, situation))
    ranges = ranges_of(program)
    pairs = [*zip(evaluation.quantities, ranges.quantities, strict=True), *zip(evaluation.scores, ranges.scores, strict=True)]
    for span, reach in pairs:
        if span.applies is Truth.FALSE:
            assert reach.optional
        elif span.applies is Truth.TRUE and span.low is not None and span.low == span.high:
            assert reach.low is None or reach.low <= span.low
            assert reach.high is None or span.low <= reach.high
            assert not reach.whole or span.low == int(span.low)


@laws(30)
@given(situations(FINITE))
def test_what_holds_in_every_completion_leaves_nothing_unknown_that_it_makes_certain(situation: Situation) -> None:
    program = program_of(situation.ruleset)
    known = implications(program)
    worlds = [world_of(situation, dict(zip(situation.missing, key, strict=True))) for key in completions(situation)]
    for node, condition in conditions(program):
        if not all(holds(world, condition) for world in worlds):
            continue
        facts = implied(known, node, truth=True)
        for name in situation.missing:
            if certain(known, facts, program.slots[name]):
                gate = situation.ruleset.facts[name].applies_when
                assert gate is not None
                assert not any(holds(world, gate) for world in worlds)


def conditions(program: Program) -> Iterator[tuple[int, Condition]]:
    yield from ((rule.node, rule.rule.when) for rule in program.rules)
    yield from ((node, program.ruleset.definitions[name].condition) for name, node in program.definitions.items())
