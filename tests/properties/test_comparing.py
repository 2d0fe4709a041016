"""One case under two editions, over random rule sets: mixtures are what they say, and the named changes make the difference."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from riskengine.case import Case
from riskengine.comparing.attributing import attribute, result_of
from riskengine.comparing.comparison import compare_editions
from riskengine.comparing.differences import Key, differences
from riskengine.comparing.mattering import may_matter
from riskengine.comparing.mixing import mixed
from riskengine.compiling.program import Program
from riskengine.deciding.judge import judge
from riskengine.deciding.knowledge import bind
from riskengine.deciding.ruling import Judgement
from riskengine.guidance import Guidance
from riskengine.loading.case_reader import read_case
from riskengine.ruleset import RuleSet
from tests.oracle import Situation
from tests.printing.cases import as_case
from tests.properties.profile import laws
from tests.strategies import FINITE, program_of, situations
from tests.strategies.rulesets import GRADES, rulesets

OFFICERS = st.sampled_from([None, *GRADES])


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Situation, RuleSet]:
    """A case under one edition, and a second edition: the first with some rules changed, or another one altogether."""
    situation = draw(situations(FINITE))
    if draw(st.integers(0, 2)) == 0:
        return situation, draw(rulesets(FINITE, situation.as_of))
    rules = []
    for rule in situation.ruleset.rules:
        what = draw(st.sampled_from(["same", "gone", "grade", "condition"]))
        if what == "grade" and rule.effect.minimum_grade is not None:
            rule = replace(rule, effect=replace(rule.effect, minimum_grade=draw(st.sampled_from(GRADES))))  # noqa: PLW2901
        if what == "condition":
            other = draw(st.sampled_from([each for each in situation.ruleset.rules if each.id[0] == rule.id[0]]))
            rule = replace(rule, when=other.when, because="")  # noqa: PLW2901
        if what != "gone" or rule.effect.points or rule.effect.points_by:
            rules.append(rule)
    return situation, replace(situation.ruleset, edition="2", rules=tuple(rules))


def judged(case: Case, program: Program, situation: Situation) -> Judgement:
    day = situation.as_of
    bound = bind(case, program, known_on=day, as_of=day, guidance_day=day, strict=False)
    return judge(program, bound, case, as_of=day)


def case_of(situation: Situation, officer: str | None) -> Case:
    assessment = None if officer is None else {"grade": officer, "assessed_on": situation.as_of.isoformat(), "edition": "1"}
    return read_case(as_case(situation, assessment))


@laws(60)
@given(situations(FINITE), OFFICERS)
def test_an_edition_beside_itself_differs_in_nothing(situation: Situation, officer: str | None) -> None:
    case = case_of(situation, officer)
    judgement = judged(case, program_of(situation.ruleset), situation)
    record = compare_editions(case, (judgement, Guidance()), (judgement, Guidance()), situation.as_of).record
    assert record.same
    assert (record.differences, record.decisive, record.time_limits) == ((), (), ())


@laws(150)
@given(pairs(), OFFICERS)
def test_the_named_changes_turn_one_result_into_the_other(pair: tuple[Situation, RuleSet], officer: str | None) -> None:
    situation, other = pair
    case = case_of(situation, officer)
    first, second = (judged(case, program_of(ruleset), situation) for ruleset in (situation.ruleset, other))
    found = differences(situation.ruleset, other)
    keys = [each.key for each in found]

    idle = [each.key for each in found if not may_matter(each, found, case, (first, second))]

    def result(applied: list[Key]) -> object:
        program = mixed(situation.ruleset, other, found, applied) or mixed(situation.ruleset, other, found, [*applied, *idle])
        return None if program is None else result_of(judged(case, program, situation))

    assert result([]) == result_of(first)
    assert result(keys) == result_of(second)
    attribution = attribute(case, first, second, found, situation.as_of)
    for key in keys:
        assert attribution.alone[key] == (result_of(first) if key in idle else result([key]))
    assert bool(attribution.sets) is (result_of(first) != result_of(second))
    for chosen in attribution.sets:
        assert result(list(chosen)) == result_of(second)
        for fewer in combinations(chosen, len(chosen) - 1):
            assert result(list(fewer)) != result_of(second)


@laws(100)
@given(pairs(), OFFICERS, st.data())
def test_what_cannot_matter_does_not(pair: tuple[Situation, RuleSet], officer: str | None, data: st.DataObject) -> None:
    situation, other = pair
    case = case_of(situation, officer)
    judgements = [judged(case, program_of(ruleset), situation) for ruleset in (situation.ruleset, other)]
    found = differences(situation.ruleset, other)
    idle = [each.key for each in found if not may_matter(each, found, case, judgements)]
    rest = [each.key for each in found if each.key not in idle]
    applied = data.draw(st.lists(st.sampled_from(rest), unique=True)) if rest else []
    with_idle = data.draw(st.lists(st.sampled_from(idle), unique=True)) if idle else []
    one, two = (mixed(situation.ruleset, other, found, chosen) for chosen in (applied, [*applied, *with_idle]))
    if one is not None and two is not None:
        assert result_of(judged(case, one, situation)) == result_of(judged(case, two, situation))


@laws(100)
@given(pairs(), OFFICERS)
def test_the_comparison_says_what_both_editions_come_to(pair: tuple[Situation, RuleSet], officer: str | None) -> None:
    situation, other = pair
    case = case_of(situation, officer)
    first, second = (judged(case, program_of(ruleset), situation) for ruleset in (situation.ruleset, other))
    record = compare_editions(case, (first, Guidance()), (second, Guidance()), situation.as_of).record
    assert (record.first.grade.verdict, record.second.grade.verdict) == (first.verdict, second.verdict)
    assert record.same is (result_of(first) == result_of(second))
    for each in record.differences:
        assert bool(each.moves) is (each.alone is not None and vars_of(each.alone) != vars_of(result_of(first)))


def vars_of(result: object) -> tuple[object, ...]:
    return tuple(getattr(result, name) for name in ("least", "most", "verdict"))
