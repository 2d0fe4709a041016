"""Conditions and facts as phrases: every operator, every truth, every state of a fact."""

from __future__ import annotations

from datetime import date

import pytest

from riskengine.explaining.knowledge import knowledge_of
from riskengine.explaining.phrases import because_text, condition_phrase, fact_phrase, node_phrase, quantity_phrase
from riskengine.operators import OPERATORS
from riskengine.truth import Truth
from tests.rulings import judgement_of, program_of, slot_of

FACTS = """\
lives_with_child:
  type: boolean
  question: Does the suspect live with a child?
  phrases:
    true: the suspect lives with a child
    false: the suspect does not live with a child
    unknown: it is not known whether the suspect lives with a child
children:
  type: integer
  minimum: 1
  maximum: 30
  question: How many?
  applies_when: {lives_with_child: true}
  phrases: {value: "{value} children live with the suspect", not_applicable: no child lives with the suspect}
bare: {type: boolean, question: Bare?}
asked: {type: boolean, question: Was it asked?}
videos: {type: integer, minimum: 0, maximum: 100, question: Videos?, phrases: {value: "the suspect has shared {value} videos"}}
category: {type: choice, options: [none, c, b, a], ordered: true, question: Which?, phrases: {value: "the category is {value}"}}
platforms: {type: choices, options: [chat, forum, game], question: Where?}
seen_on: {type: date, question: When?}
heard_on: {type: date, question: When?}
note: {type: text, question: What?}
"""
RULES = """\
- id: R-1
  title: A rule
  when: {all: [{holds: access}, {videos: {at_least: 1}}, {total: {at_least: 4}}, {note: {is_not: nothing}}]}
  effect: {minimum_grade: medium}
  because: "{access}; {videos}; {total}"
  cites: ["hmic/2023#access"]
"""
MORE = """\
define:
  access:
    any: [{lives_with_child: true}, {asked: true}]
    phrases: {true: there is access, false: there is no access, unknown: access is not known}
  plain: {all: [{lives_with_child: true}, {videos: {at_least: 2}}]}
quantities:
  total: {sum: [videos, 3], phrase: "the total is {value}"}
  years: {years_between: [seen_on, heard_on]}
"""


def phrase_of(tmp_path, condition, truth, known=None, asked=()):
    """The phrase of one condition, with a case where one is given."""
    rules = (
        RULES
        + f"""\
- id: R-2
  title: Probe
  when: {condition}
  effect: {{flag: x}}
  because: probed
  cites: ["hmic/2023#access"]
"""
    )
    program = program_of(tmp_path, facts=FACTS, rules=rules, more=MORE)
    node = next(rule.node for rule in program.rules if rule.rule.id == "R-2")
    if known is None:
        return condition_phrase(program, node, truth)
    return node_phrase(knowledge_of(judgement_of(program, known, asked=asked)), node, truth)


@pytest.mark.parametrize(
    ("condition", "true", "false"),
    [
        ("{lives_with_child: true}", "the suspect lives with a child", "the suspect does not live with a child"),
        ("{lives_with_child: {is_not: true}}", "the suspect does not live with a child", "the suspect lives with a child"),
        ("{asked: true}", "the answer to “Was it asked?” is yes", "the answer to “Was it asked?” is no"),
        ("{bare: false}", "the answer to “Bare?” is no", "the answer to “Bare?” is yes"),
        ("{videos: 2}", "the suspect has shared 2 videos", "“videos” is not 2"),
        ("{videos: {at_least: 2}}", "the suspect has shared at least 2 videos", "the suspect has shared less than 2 videos"),
        ("{videos: {more_than: 2}}", "the suspect has shared more than 2 videos", "the suspect has shared at most 2 videos"),
        ("{videos: {less_than: 2}}", "the suspect has shared less than 2 videos", "the suspect has shared at least 2 videos"),
        ("{videos: {at_most: 2}}", "the suspect has shared at most 2 videos", "the suspect has shared more than 2 videos"),
        (
            "{videos: {between: [2, 4]}}",
            "the suspect has shared from 2 to 4 videos",
            "“videos” is not from 2 to 4",
        ),
        ("{category: {in: [a, b]}}", "the category is A or B", "the category is not A or B"),
        ("{category: {not_in: [a, b]}}", "the category is not A or B", "the category is A or B"),
        ("{category: {at_least: b}}", "the category is at least B", "the category is less than B"),
        ("{platforms: {contains: chat}}", "“platforms” is including chat", "“platforms” is not including chat"),
        (
            "{seen_on: {before: 2020-09-15}}",
            "“seen on” is before 15 September 2020",
            "“seen on” is on or after 15 September 2020",
        ),
        ("{seen_on: {after: {fact: heard_on}}}", "“seen on” is after “heard on”", "“seen on” is on or before “heard on”"),
        ("{total: {at_least: 5}}", "the total is at least 5", "the total is less than 5"),
        ("{years: {at_least: 5}}", "“years” is at least 5", "“years” is less than 5"),
        ("{note: secret}", "“note” is “secret”", "“note” is not “secret”"),
        ("{holds: access}", "there is access", "there is no access"),
        (
            "{all: [{lives_with_child: true}, {asked: true}]}",
            "the suspect lives with a child and the answer to “Was it asked?” is yes",
            "the suspect does not live with a child or the answer to “Was it asked?” is no",
        ),
        (
            "{any: [{lives_with_child: true}, {asked: true}]}",
            "the suspect lives with a child or the answer to “Was it asked?” is yes",
            "the suspect does not live with a child and the answer to “Was it asked?” is no",
        ),
        (
            "{none: [{lives_with_child: true}, {asked: true}]}",
            "the suspect does not live with a child and the answer to “Was it asked?” is no",
            "the suspect lives with a child or the answer to “Was it asked?” is yes",
        ),
        ("{not: {asked: true}}", "the answer to “Was it asked?” is no", "the answer to “Was it asked?” is yes"),
        (
            "{at_least: {n: 2, of: [{lives_with_child: true}, {asked: true}, {bare: true}]}}",
            (
                "at least 2 of these hold: the suspect lives with a child; the answer to “Was it asked?” is yes; "
                "the answer to “Bare?” is yes"
            ),
            (
                "fewer than 2 of these hold: the suspect lives with a child; the answer to “Was it asked?” is yes; "
                "the answer to “Bare?” is yes"
            ),
        ),
        ("{always: true}", "this covers every case", "this covers no case"),
    ],
)
def test_a_condition_is_said_for_each_truth(tmp_path, condition, true, false):
    assert phrase_of(tmp_path, condition, Truth.TRUE) == true
    assert phrase_of(tmp_path, condition, Truth.FALSE) == false


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("{lives_with_child: true}", "it is not known whether the suspect lives with a child"),
        ("{asked: true}", "the answer to “Was it asked?” is not known"),
        ("{bare: true}", "the answer to “Bare?” is not known"),
        ("{videos: {at_least: 2}}", "it is not known whether the suspect has shared at least 2 videos"),
        ("{holds: access}", "access is not known"),
        ("{holds: plain}", "it is not known whether the suspect lives with a child and the suspect has shared at least 2 videos"),
        ("{total: {at_least: 5}}", "it is not known whether the total is at least 5"),
    ],
)
def test_what_is_not_known_is_said_to_be_not_known(tmp_path, condition, said):
    assert phrase_of(tmp_path, condition, Truth.UNKNOWN) == said


@pytest.mark.parametrize(
    ("condition", "truth", "known", "said"),
    [
        ("{videos: {at_least: 2}}", Truth.TRUE, {"videos": 3}, "the suspect has shared 3 videos (at least 2)"),
        ("{videos: {at_least: 2}}", Truth.FALSE, {"videos": 1}, "the suspect has shared 1 videos (less than 2)"),
        ("{category: {in: [a, b]}}", Truth.TRUE, {"category": "a"}, "the category is A"),
        ("{category: a}", Truth.FALSE, {"category": "c"}, "the category is C (not A)"),
        ("{total: {at_least: 5}}", Truth.TRUE, {"videos": 3}, "the total is 6 (at least 5)"),
        ("{children: {at_least: 1}}", Truth.FALSE, {"lives_with_child": False}, "no child lives with the suspect"),
        ("{seen_on: {before: {fact: as_of}}}", Truth.TRUE, {"seen_on": date(2020, 1, 2)}, "“seen on” is 2 January 2020 (before the day of this check)"),  # noqa: E501
        (
            "{all: [{lives_with_child: true}, {asked: true}]}",
            Truth.FALSE,
            {"lives_with_child": True, "asked": False},
            "the answer to “Was it asked?” is no",
        ),
    ],
)  # fmt: skip
def test_recorded_values_are_said(tmp_path, condition, truth, known, said):
    assert phrase_of(tmp_path, condition, truth, known) == said


def test_every_operator_has_words_for_both_truths():
    from riskengine.explaining.phrases import _NEGATED_OPERATORS
    from riskengine.explaining.words import ENGLISH

    assert set(_NEGATED_OPERATORS) == set(OPERATORS)
    for name, opposite in _NEGATED_OPERATORS.items():
        assert ENGLISH.has(f"op.{name}")
        assert ENGLISH.has(f"op.{opposite}")


def test_because_says_what_is_actually_so(tmp_path):
    program = program_of(tmp_path, facts=FACTS, rules=RULES, more=MORE)
    assert because_text(judgement_of(program, {"lives_with_child": True, "videos": 2}), 0) == (
        "there is access; the suspect has shared 2 videos; the total is 5"
    )
    assert (
        because_text(judgement_of(program, {"videos": 2}), 0)
        == "access is not known; the suspect has shared 2 videos; the total is 5"
    )
    unknown = because_text(judgement_of(program, {}, asked=["videos"]), 0)
    assert (
        unknown == "access is not known; the answer to “Videos?” is not known; “total” is not known exactly: it is from 3 to 103"
    )


def test_a_recorded_value_is_never_filled_in_again(tmp_path):
    rules = RULES.replace("{access}; {videos}; {total}", "{note}")
    program = program_of(tmp_path, facts=FACTS, rules=rules, more=MORE)
    assert because_text(judgement_of(program, {"note": "{videos} {0.__class__}"}), 0) == "“note” is “{videos} {0.__class__}”"


def test_facts_that_do_not_apply_say_so(tmp_path):
    program = program_of(tmp_path, facts=FACTS, rules=RULES, more=MORE)
    known = knowledge_of(judgement_of(program, {"lives_with_child": False}))
    assert fact_phrase(known, slot_of(program, "children")) == "no child lives with the suspect"
    years = next(index for index, quantity in enumerate(program.quantities) if quantity.name == "years")
    assert "not known" in quantity_phrase(known, years)
