"""Learning a fact never widens the range and deleting one never narrows it (language 3.6)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riskengine.compiling.program import Program
from riskengine.evaluating.completions import BUDGET, settle
from riskengine.evaluating.reference import evaluate
from riskengine.evaluating.settled import Settled
from riskengine.truth import Truth
from tests.oracle import Situation
from tests.properties.profile import laws
from tests.strategies import FINITE, LARGE, Family, inputs_of, program_of, situations
from tests.strategies.situations import known_value

BOTH = pytest.mark.parametrize(
    ("family", "budget"),
    [(FINITE, BUDGET), (FINITE, 4), (LARGE, BUDGET), (LARGE, 16)],
    ids=["finite", "finite-4", "large", "large-16"],
)


def answer_to(program: Program, situation: Situation, budget: int) -> Settled:
    """What holds over all completions."""
    inputs = inputs_of(program, situation)
    return settle(program, inputs, evaluate(program, inputs), budget=budget)


def special(settled: Settled) -> bool:
    """Whether a rule is presumed or accepted, which the law leaves aside."""
    return bool({"presumed", "accepted"} & set(settled.outcomes))


def assert_narrower(known_less: Settled, known_more: Settled) -> None:
    """Knowing more settles no less."""
    assume(not special(known_less) and not special(known_more))
    if known_less.scope is not Truth.UNKNOWN:
        assert known_more.scope is known_less.scope
    if known_more.least >= 0 and known_less.least >= 0:
        assert known_less.least <= known_more.least
        assert known_more.most <= known_less.most
    for before, after in zip(known_less.outcomes, known_more.outcomes, strict=True):
        assert before in ("unsettled", after)
    assert known_less.not_applicable <= known_more.not_applicable


def values(data: st.DataObject, situation: Situation, name: str) -> Any:
    """A value to learn."""
    return data.draw(known_value(situation.ruleset, name, situation), label=name)


@BOTH
@laws(50)
@given(data=st.data())
def test_learning_any_fact_never_widens_the_range(family: Family, budget: int, data: st.DataObject) -> None:
    situation = data.draw(situations(family))
    assume(situation.missing)
    program = program_of(situation.ruleset)
    name = data.draw(st.sampled_from(situation.missing))
    more = situation.learning(name, values(data, situation, name))
    assert_narrower(answer_to(program, situation, budget), answer_to(program, more, budget))


@BOTH
@laws(25)
@given(data=st.data())
def test_deleting_any_fact_never_narrows_the_range(family: Family, budget: int, data: st.DataObject) -> None:
    situation = data.draw(situations(family, complete=data.draw(st.booleans())))
    assume(situation.known)
    program = program_of(situation.ruleset)
    whole = answer_to(program, situation, budget)
    for name in situation.known:
        for asked in (True, False):
            assert_narrower(answer_to(program, situation.deleting(name, asked=asked), budget), whole)


@laws(40)
@given(data=st.data())
def test_a_fact_that_is_not_relevant_changes_nothing(data: st.DataObject) -> None:
    situation = data.draw(situations(FINITE))
    program = program_of(situation.ruleset)
    before = answer_to(program, situation, BUDGET)
    listed = {program.facts[each.slot].name for each in before.relevant}
    for name in set(situation.missing) - listed:
        after = answer_to(program, situation.learning(name, values(data, situation, name)), BUDGET)
        if before.exact and after.exact and not special(before) and not special(after):
            assert (after.scope, after.least, after.most) == (before.scope, before.least, before.most), name
