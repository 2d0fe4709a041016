"""What no answer could settle is said in words of its own, and never as nothing missing."""

from __future__ import annotations

from datetime import date

from riskengine.authoring.suite_reasons import rule_reason
from riskengine.explaining.explanation import explanation_of
from riskengine.explaining.tree import plain_lines
from riskengine.explaining.uncountable import WORKING_DAYS, open_whatever_the_answers, uncountable
from tests.rulings import AS_OF, judgement_of, program_of, ruling_of

FACTS = """\
told: {type: date, question: When was the force told?}
acted: {type: date, question: When did it act?}
days: {type: integer, minimum: 0, maximum: 99, question: How many days?}
"""
MORE = """\
quantities: {waited: {working_days_between: [told, acted], phrase: "the wait was {value} working days"}}
parameters:
  most_days: [{from: 2010-01-01, value: 5, cites: ["hmic/2023#access"], verified: false}]
"""
RULES = """\
- {id: P-1, title: A number, when: {days: {more_than: {param: most_days}}}, effect: {minimum_grade: high}, because: it took long, cites: ["hmic/2023#access"]}
- {id: W-1, title: A wait, when: {waited: {more_than: 5}}, effect: {minimum_grade: high}, because: it took long, cites: ["hmic/2023#access"]}
"""  # noqa: E501
KNOWN = {"told": date(2022, 3, 1), "acted": date(2022, 3, 4), "days": 3}


def judged(folder, **known):
    as_of = known.pop("as_of", AS_OF)
    return judgement_of(program_of(folder, facts=FACTS, rules=RULES, more=MORE), {**KNOWN, **known}, grade="low", as_of=as_of)


def missing(judgement, **more):
    return " ".join(plain_lines(explanation_of(ruling_of(judgement, **more)).tree.section("missing")))


def test_nothing_is_uncountable_where_everything_is_known(tmp_path):
    judgement = judged(tmp_path)
    assert open_whatever_the_answers(judgement) == {}
    assert missing(judgement) == "Nothing that matters to this check is missing."


def test_a_fact_that_is_not_known_is_asked_and_not_uncountable(tmp_path):
    judgement = judged(tmp_path, acted=None, days=None)
    assert open_whatever_the_answers(judgement) == {}
    assert "When did it act?" in missing(judgement)


def test_a_number_without_a_value_is_named_with_the_day(tmp_path):
    judgement = judged(tmp_path, as_of=date(2009, 3, 16), told=date(2009, 3, 1), acted=date(2009, 3, 4))
    assert open_whatever_the_answers(judgement) == {"most_days": ("P-1",)}
    said = missing(judgement, as_of=date(2009, 3, 16))
    assert said == "No answer can settle P-1: the rule set gives “most days” no value for 16 March 2009."
    assert rule_reason(judgement, 0) == "it depends on the parameter most_days, which has no value on that day"


def test_working_days_beyond_the_table_are_named_with_its_ends(tmp_path):
    judgement = judged(tmp_path, told=date(1999, 3, 1))
    assert uncountable(judgement, judgement.program.rules[1].node) == (WORKING_DAYS,)
    said = missing(judgement)
    assert said.startswith("No answer can settle W-1: working days can be counted from 1 January 2000 to 31 December 2028 alone")
    assert rule_reason(judgement, 1) == (
        "it depends on working days outside 2000-01-01 to 2028-12-31, for which bank holidays are known"
    )
