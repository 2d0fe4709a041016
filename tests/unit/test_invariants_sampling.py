"""Drawn cases of any rule set: each could be recorded, and what is worked out of it for claims is what settles it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.authoring.invariants import sample_invariants
from riskengine.authoring.invariants_shrinking import shrink
from riskengine.authoring.sampling import Sampler
from riskengine.authoring.sampling_trials import Bench
from riskengine.compiling.program import Program
from riskengine.deciding.fact_values import check_of
from riskengine.evaluating.completions import settle
from riskengine.evaluating.inputs import FALSE_LEVEL, Inputs
from riskengine.facts import FactState
from riskengine.truth import Truth
from tests.properties.profile import laws
from tests.strategies import FINITE, LARGE, program_of, situations

FAMILIES = pytest.mark.parametrize("family", [FINITE, LARGE], ids=["finite", "large"])


def recorded(program: Program, inputs: Inputs) -> list[int]:
    return [slot for slot in range(program.as_of_slot) if inputs.values[slot] is not None]


def as_written(value):
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


@FAMILIES
@laws(8)
@given(data=st.data())
def test_a_drawn_case_could_be_recorded(family, data):
    program = program_of(data.draw(situations(family)).ruleset)
    bench = Bench(program)
    for inputs in Sampler(bench, "1").cases(12, [program.rules[0].node] if program.rules else []):
        as_of = inputs.values[program.as_of_slot]
        assert isinstance(as_of, date)
        levels = bench.evaluation(inputs).levels
        for slot in recorded(program, inputs):
            assert check_of(program.facts[slot])(as_written(inputs.values[slot]), as_of) == inputs.values[slot]
            assert inputs.states[slot] is FactState.KNOWN
            assert program.gates[slot] < 0 or levels[program.gates[slot]] != FALSE_LEVEL


@FAMILIES
@laws(8)
@given(data=st.data())
def test_what_a_trial_says_is_never_above_the_truth_and_its_ceiling_never_below(family, data):
    program = program_of(data.draw(situations(family)).ruleset)
    bench = Bench(program)
    for inputs in Sampler(bench, "1").cases(8):
        trial = bench.trial(inputs)
        settled = settle(program, inputs, trial.evaluation)
        if trial.scope is Truth.FALSE or settled.scope is Truth.FALSE:
            assert trial.scope is settled.scope or Truth.UNKNOWN in (trial.scope, settled.scope)
            continue
        assert trial.least <= settled.least
        assert settled.least <= trial.ceiling
        trial.check_by_reference()


@FAMILIES
@laws(3)
@given(data=st.data())
def test_directions_of_any_rule_set_can_be_tried(family, data):
    program = program_of(data.draw(situations(family)).ruleset)
    assert sample_invariants(program, samples=6) == sample_invariants(program, samples=6)


@laws(8)
@given(data=st.data())
def test_what_is_left_of_a_shrunk_case_is_needed(data):
    program = program_of(data.draw(situations(FINITE)).ruleset)
    bench = Bench(program)
    for inputs in Sampler(bench, "1").cases(3):
        kept = set(recorded(program, inputs)[:2])
        small = shrink(program, inputs, lambda each, kept=kept: kept <= set(recorded(program, each)))
        assert set(recorded(program, small)) == kept
