"""Coverage of random rule sets: suggested cases close what they say, and no case shows what is proved impossible."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskengine.authoring.coverage_answers import Answers
from riskengine.authoring.coverage_bench import CoverageBench, Draft
from riskengine.authoring.coverage_measuring import Measured
from riskengine.authoring.coverage_table import Row, Table
from riskengine.authoring.coverage_wants import shown
from riskengine.case import Assessment
from riskengine.compiling.program import Program
from riskengine.deciding.fact_values import check_of
from riskengine.evaluating.inputs import Inputs
from riskengine.evaluating.reference import evaluate, evaluate_late
from riskengine.facts import FactState
from riskengine.records import changed
from riskengine.ruleset import RuleSet
from tests.oracle import Situation, completions, size_of
from tests.properties.profile import laws
from tests.strategies import FINITE, LARGE, RICH, RICH_FINITE, inputs_of, program_of, situations
from tests.strategies.families import DAYS

MOST_COMPLETIONS = 60
BUDGET = 1 << 10
FAMILIES = pytest.mark.parametrize("family", [FINITE, RICH_FINITE, LARGE, RICH], ids=lambda family: family.name)
SMALL = pytest.mark.parametrize("family", [FINITE, RICH_FINITE], ids=lambda family: family.name)


def as_written(value):
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


@FAMILIES
@laws(2)
@given(data=st.data())
def test_suggestions_close_every_hole_but_those_that_say_that_they_cannot(family, data):
    program = program_of(data.draw(situations(family)).ruleset)
    answers = Answers(Measured(program, []), budget=BUDGET)
    suggestions = answers.suggestions

    after = Measured(program, [draft.row for draft, _ in suggestions])

    closed = {ask for ask, (status, _) in answers.verdicts.items() if status == "open"}
    assert [ask.what for ask in after.holes if ask in closed] == []
    assert {answers.verdicts[ask][0] for ask in after.holes} <= {"impossible", "not_decided"}
    for draft, asks in suggestions:
        assert asks
        assert_recordable(program, draft)


def assert_recordable(program: Program, draft: Draft) -> None:
    """What is known is said to be known, and fits its domain."""
    for slot in range(program.as_of_slot):
        value = draft.inputs.values[slot]
        assert (value is not None) is (draft.inputs.states[slot] is FactState.KNOWN)
        if value is not None:
            assert check_of(program.facts[slot])(as_written(value), draft.row.as_of) == value


@SMALL
@laws(5)
@given(data=st.data())
def test_no_case_shows_what_is_proved_impossible(family, data):
    """Every complete case, those with one fact less, and the empty one, on the days and in the places that there are."""
    ruleset = data.draw(situations(family)).ruleset
    program = program_of(ruleset)
    answers = Answers(Measured(program, []), budget=BUDGET)
    impossible = [ask for ask, (status, _) in answers.verdicts.items() if status == "impossible"]
    rows = list(every_row(program, ruleset, answers.bench))

    table = Table(program, rows)
    masks = {want: shown(want, table) for ask in impossible for way in ask.ways for want in way}

    assert [ask.what for ask in impossible if any(all(masks[want] for want in way) for way in ask.ways)] == []


def every_row(program: Program, ruleset: RuleSet, bench: CoverageBench) -> Iterator[Row]:
    for day in sorted({*bench.days[:1], *(day for day in DAYS if day >= ruleset.effective_from)}):
        for jurisdiction in ruleset.jurisdictions:
            blank = Situation(ruleset, day, jurisdiction)
            yield from every_grade(bench, inputs_of(program, blank))
            if size_of(blank) > MOST_COMPLETIONS:
                continue
            for key in completions(blank):
                values = dict(zip(blank.missing, key, strict=True))
                whole = Situation(ruleset, day, jurisdiction, values)
                yield from every_grade(bench, inputs_of(program, whole))
                for fact in values:
                    yield worked_out(bench, inputs_of(program, whole.deleting(fact, asked=False)), None)


def every_grade(bench: CoverageBench, inputs: Inputs) -> Iterator[Row]:
    yield worked_out(bench, inputs, None)
    for grade in range(len(bench.program.grades)):
        yield worked_out(bench, inputs, bench.assessed(grade, inputs.values[-2]))


def worked_out(bench: CoverageBench, inputs: Inputs, assessment: Assessment | None) -> Row:
    """What the case comes to, its truths worked out by the reference evaluator."""
    row = bench.judged(inputs, assessment)
    plain = evaluate(bench.program, row.inputs)
    if row.inputs.values[-1] is not None:
        plain = evaluate_late(bench.program, row.inputs, plain)
    return changed(row, evaluation=plain)
