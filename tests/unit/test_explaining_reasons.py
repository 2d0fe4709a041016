"""Witnesses: the smallest parts that make a rule apply or stop it."""

from __future__ import annotations

import pytest

from riskengine.explaining.reasons import open_slots, stopped_by, supporting_facts, why_not_lower
from tests.rulings import judgement_of, program_of

FACTS = """\
a: {type: boolean, question: A?, phrases: {true: a holds, false: a does not hold, unknown: a is not known}}
b: {type: boolean, question: B?, phrases: {true: b holds, false: b does not hold, unknown: b is not known}}
c: {type: boolean, question: C?, phrases: {true: c holds, false: c does not hold, unknown: c is not known}}
d: {type: boolean, question: D?, applies_when: {a: true}, phrases: {true: d holds, false: d does not hold, not_applicable: d is no question}}
m: {type: integer, minimum: 0, maximum: 10, question: M?, phrases: {value: "m is {value}"}}
"""  # noqa: E501
MORE = """\
define:
  named: {any: [{a: true}, {b: true}], phrases: {true: the named one holds, false: the named one does not hold}}
quantities:
  how_many: {count_true: [a, b, c]}
"""


def ruled(tmp_path, condition, known, asked=()):
    rules = f"""\
- id: R-1
  title: Probe
  when: {condition}
  effect: {{minimum_grade: medium}}
  because: probed
  cites: ["hmic/2023#access"]
"""
    program = program_of(tmp_path, facts=FACTS, rules=rules, more=MORE)
    return judgement_of(program, known, asked=asked)


def names(judgement, slots):
    return [judgement.program.facts[slot].name for slot in slots]


@pytest.mark.parametrize(
    ("condition", "known", "part"),
    [
        ("{a: true}", {"a": False}, "a does not hold"),
        ("{all: [{a: true}, {b: true}]}", {"a": True, "b": False}, "b does not hold"),
        ("{all: [{any: [{a: true}, {b: true}]}, {c: true}]}", {"a": False, "b": False, "c": False}, "c does not hold"),
        ("{any: [{a: true}, {b: true}]}", {"a": False, "b": False}, "a does not hold and b does not hold"),
        ("{none: [{a: true}, {b: true}]}", {"a": True, "b": True}, "a holds"),
        ("{not: {all: [{a: true}, {b: true}]}}", {"a": True, "b": True}, "a holds and b holds"),
        ("{at_least: {n: 2, of: [{a: true}, {b: true}, {c: true}]}}", {"a": True, "b": False, "c": False}, "b does not hold and c does not hold"),  # noqa: E501
        ("{at_least: {n: 3, of: [{a: true}, {b: true}, {c: true}]}}", {"a": True, "b": False, "c": False}, "b does not hold"),
        ("{holds: named}", {"a": False, "b": False}, "the named one does not hold"),
        ("{all: [{holds: named}, {c: true}]}", {"a": True, "c": False}, "c does not hold"),
        ("{d: {is_not: true}}", {"a": False}, "d is no question"),
        ("{m: {at_least: 3}}", {"m": 1}, "m is 1 (less than 3)"),
        ("{how_many: {at_least: 2}}", {"a": True, "b": False, "c": False}, "“how many” is 1 (less than 2)"),
    ],
)  # fmt: skip
def test_a_rule_is_stopped_by_the_smallest_part(tmp_path, condition, known, part):
    assert stopped_by(ruled(tmp_path, condition, known), 0) == part


def test_a_rule_that_applies_or_is_open_is_not_stopped(tmp_path):
    assert stopped_by(ruled(tmp_path, "{a: true}", {"a": True}), 0) is None
    assert stopped_by(ruled(tmp_path, "{a: true}", {}), 0) is None


def test_a_rule_that_no_answer_can_make_apply_says_so(tmp_path):
    said = stopped_by(ruled(tmp_path, "{all: [{any: [{a: true}, {b: true}]}, {a: false}, {b: false}]}", {}), 0)
    assert said == "whatever the answers to what is not known, its parts cannot hold together"


@pytest.mark.parametrize(
    ("condition", "known", "facts"),
    [
        ("{a: true}", {"a": True, "b": True}, ["a"]),
        ("{any: [{a: true}, {b: true}]}", {"a": True, "b": True}, ["a"]),
        ("{any: [{all: [{a: true}, {b: true}]}, {c: true}]}", {"a": True, "b": True, "c": True}, ["c"]),
        ("{all: [{a: true}, {b: true}]}", {"a": True, "b": True}, ["a", "b"]),
        ("{d: true}", {"a": True, "d": True}, ["a", "d"]),
        ("{d: {is_not: true}}", {"a": True, "d": False}, ["a", "d"]),
        ("{not: {d: true}}", {"a": False}, ["a"]),
        ("{none: [{a: true}, {b: true}]}", {"a": False, "b": False}, ["a", "b"]),
        ("{m: {at_least: 3}}", {"m": 4, "a": True}, ["m"]),
        ("{how_many: {at_least: 2}}", {"a": True, "b": False, "c": True}, ["a", "c"]),
        ("{how_many: {at_most: 1}}", {"a": True, "b": False, "c": False}, ["b", "c"]),
        ("{any: [{a: true}, {b: true}]}", {"a": False}, []),
    ],
)
def test_the_facts_that_support_a_condition_are_few(tmp_path, condition, known, facts):
    judgement = ruled(tmp_path, condition, known)
    assert names(judgement, supporting_facts(judgement, judgement.program.rules[0].node)) == facts


@pytest.mark.parametrize(
    ("condition", "known", "facts"),
    [
        ("{any: [{a: true}, {all: [{b: true}, {c: true}]}]}", {"b": False}, ["a"]),
        ("{any: [{a: true}, {all: [{b: true}, {c: true}]}]}", {"b": True}, ["a", "c"]),
        ("{d: true}", {}, ["a", "d"]),
        ("{d: true}", {"a": True}, ["d"]),
        ("{how_many: {at_least: 2}}", {"a": True}, ["b", "c"]),
        ("{m: {at_least: 3}}", {"m": 1}, []),
    ],
)
def test_only_what_keeps_a_condition_open_is_open(tmp_path, condition, known, facts):
    judgement = ruled(tmp_path, condition, known)
    assert names(judgement, open_slots(judgement, judgement.program.rules[0].node)) == facts


def test_why_not_lower_names_rules_and_scores(tmp_path):
    rules = "".join(
        f"- {{id: R-{number}, title: T, when: {when}, effect: {effect}, because: why, cites: ['hmic/2023#access']}}\n"
        for number, when, effect in (
            (1, "{a: true}", "{minimum_grade: medium}"),
            (2, "{b: true}", "{minimum_grade: high}"),
            (3, "{c: true}", "{points: {tally: 5}}"),
        )
    )
    more = MORE + "scores: {tally: {bands: [{to: 4, grade: low}, {from: 5, grade: high}]}}\n"
    program = program_of(tmp_path, facts=FACTS, rules=rules, more=more)
    judgement = judgement_of(program, {"a": True, "b": True, "c": True})
    assert why_not_lower(judgement, 0) == ((1, 0), (0,))
    assert why_not_lower(judgement, 1) == ((1,), (0,))
    assert why_not_lower(judgement_of(program, {"a": True}), 0) == ((0,), ())
