"""The record of a decision: every field, its order, its JSON and its digest."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from riskengine.case import FactEntry
from riskengine.deciding.decision import ClockResult, DecisionRecord, Finding
from riskengine.deciding.ruling import ThenRuling
from riskengine.explaining.missing import list_missing
from riskengine.explaining.record import build_record
from riskengine.explaining.record_json import as_plain, decision_digest, escape_unseen, to_json
from tests.rulings import judgement_of, program_of, ruling_of

FACTS = """\
told: {type: boolean, question: Told?}
other: {type: boolean, question: Other?}
count: {type: integer, minimum: 0, maximum: 10, question: Count?}
gated: {type: integer, minimum: 0, maximum: 10, question: Gated?, applies_when: {told: true}}
share: {type: decimal, minimum: 0, maximum: 10, question: Share?}
kind: {type: choice, options: [b, a], question: Kind?}
kinds: {type: choices, options: [z, y, x], question: Kinds?}
day: {type: date, question: Day?}
moment: {type: datetime, question: Moment?}
note: {type: text, question: Note?}
"""
CITES = '  cites: ["hmic/2023#access"]\n'
RULES = f"""\
- id: B-1
  title: Everything is read
  when: {{any: [{{told: true}}, {{share: {{at_least: 1}}}}, {{kind: a}}, {{kinds: {{contains: z}}}}, {{day: {{before: 2020-01-01}}}}, {{moment: {{before: 2020-01-01T00:00:00Z}}}}, {{note: x}}]}}
  effect: {{minimum_grade: medium, action: {{do: Act}}, review: supervisor}}
  because: because
{CITES}- id: A-1
  title: Points
  when: {{other: true}}
  effect: {{points: {{total: 2}}}}
  because: because
{CITES}- id: A-2
  title: Points by range
  effect: {{points_by: {{fact: gated, score: total, bands: [{{to: 4, points: 1}}, {{from: 5, points: 3}}]}}}}
  because: because
{CITES}"""  # noqa: E501
MORE = "scores: {total: {bands: [{to: 2, grade: low}, {from: 3, grade: high}]}}\n"


@pytest.fixture
def program(tmp_path):
    return program_of(tmp_path, facts=FACTS, rules=RULES, more=MORE)


def record_of(program, known, **more):
    return build_record(ruling_of(judgement_of(program, known, **more)), version="1.0", checked_by=["second"])


def test_rules_are_by_id_with_outcome_and_what_stops_them(program):
    record = record_of(program, {"told": True, "other": False, "gated": 5})
    assert [rule.id for rule in record.rules] == ["A-1", "A-2", "B-1"]
    first, second, third = record.rules
    assert (first.outcome, first.because, first.stopped_by) == ("does_not_apply", "", "the answer to “Other?” is no")
    assert (second.outcome, second.effect.points_by) == ("applies", "total by gated: ..4: 1, 5..: 3")
    assert third.effect.actions[0].cites == ("hmic/2023#access",)
    assert third.effect.review == "supervisor"
    assert record.decisive == ("A-2",)
    assert record.engine.checked_by == ("second",)


def test_values_are_json_and_keep_what_is_recorded_about_them(program):
    known = {
        "told": True, "share": Decimal("2.50"), "kind": "a", "kinds": frozenset({"x", "z"}), "day": date(2020, 9, 15),
        "moment": datetime(2020, 9, 15, 12, 30, tzinfo=UTC), "note": "text",
    }  # fmt: skip
    entry = FactEntry(True, datetime(2020, 9, 14, 9, 0, tzinfo=UTC), "check", "DC 1", "fact")
    record = record_of(program, known, asked=["other"], entries={"told": entry})
    facts = {fact.fact: fact for rule in record.rules for fact in rule.facts}
    values = {name: fact.value for name, fact in facts.items()}
    assert values == {
        "told": True, "share": "2.5", "kind": "a", "kinds": ("z", "x"), "day": "2020-09-15",
        "moment": "2020-09-15T12:30:00Z", "note": "text", "other": None,
    }  # fmt: skip
    assert facts["other"].state == "unknown"
    flag = facts["told"]
    assert (flag.as_at, flag.source, flag.recorded_by, flag.basis) == ("2020-09-14T09:00:00Z", "check", "DC 1", "fact")


def test_scores_say_what_every_rule_gives(program):
    score = record_of(program, {"told": True, "gated": 5}).scores[0]
    assert (score.least, score.most, score.band_least, score.band_most) == ("3", "5", "high", "high")
    assert [(item.rule, item.least, item.most, item.not_applicable) for item in score.items] == [
        ("A-1", "0", "2", False),
        ("A-2", "3", "3", False),
    ]
    score = record_of(program, {"told": True, "other": True}).scores[0]
    assert [(item.least, item.most) for item in score.items] == [("2", "2"), ("1", "3")]
    score = record_of(program, {"told": False, "other": True}).scores[0]
    assert [(item.least, item.most, item.not_applicable) for item in score.items] == [("2", "2", False), ("0", "0", True)]


def test_citations_are_resolved_once_each_in_order(program):
    record = record_of(program, {})
    assert [citation.reference for citation in record.citations] == ["hmic/2023#access"]
    assert record.citations[0].published == date(2023, 4, 5)
    assert record.citations[0].confidence == "press"


def test_a_reference_that_leads_nowhere_is_kept_and_marked(tmp_path):
    program = program_of(tmp_path, facts=FACTS, rules=RULES.replace("hmic/2023#access", "gone/1#x"), more=MORE)
    citation = record_of(program, {}).citations[0]
    assert (citation.reference, citation.confidence, citation.text) == ("gone/1#x", "missing", "")


def test_then_has_its_own_edition_and_grade(program):
    judgement = judgement_of(program, {"told": True, "other": False, "gated": 5})
    ruling = replace(ruling_of(judgement), then=ThenRuling(date(2020, 9, 15), judgement, ("a note",)))
    then = build_record(ruling, version="1").then
    assert then is not None
    assert then.edition is not None
    assert then.grade is not None
    assert (then.edition.edition, then.grade.verdict, then.sound, then.notes) == ("1", "below_minimum", False, ("a note",))
    then = build_record(replace(ruling, then=ThenRuling(date(2020, 9, 15), None)), version="1").then
    assert then is not None
    assert (then.edition, then.grade, then.sound) == (None, None, False)


def test_sufficient_facts_are_told_with_their_values(program):
    ruling = ruling_of(judgement_of(program, {"told": True}))
    record = build_record(ruling, version="1", sufficient=(program.slots["told"],))
    assert [(fact.fact, fact.value) for fact in record.sufficient] == [("told", True)]


@pytest.mark.parametrize("judged", [True, False])
def test_json_has_every_field_in_order_and_is_what_pydantic_writes(program, judged):
    judgement = judgement_of(program, {"told": True, "note": 'ünï "q" \\ \u2028 \x7f \x1f'}) if judged else None
    clock = ClockResult("C", "Limit", "running", "2020-09-15", "2020-09-22", None, None, "7 days", ())
    ruling = ruling_of(judgement, clocks=(clock,), findings=(Finding("flag", "note", "x", ("A-1",)),), notes=("n",))
    if judged:
        ruling = replace(ruling, then=ThenRuling(date(2020, 9, 15), judgement))
    record = build_record(ruling, version="1")
    adapter = TypeAdapter(DecisionRecord)
    assert to_json(record).encode() == escape_unseen(adapter.dump_json(record).decode()).encode()
    assert to_json(record, 2).encode() == escape_unseen(adapter.dump_json(record, indent=2).decode()).encode()
    assert list(json.loads(to_json(record))) == [field.name for field in fields(DecisionRecord)]
    assert adapter.validate_json(to_json(record)) == record


def test_the_digest_covers_all_but_the_engine_and_itself(program):
    ruling = ruling_of(judgement_of(program, {"told": True}))
    record = build_record(ruling, version="1")
    assert record.digest == decision_digest(record)
    assert build_record(ruling, version="2", checked_by=("other",)).digest == record.digest
    assert build_record(replace(ruling, notes=("changed",)), version="1").digest != record.digest
    assert decision_digest(replace(record, case_id="changed")) != record.digest


def test_only_plain_data_is_written():
    with pytest.raises(TypeError, match="cannot hold a float"):
        as_plain(1.5)


def test_json_with_an_indent_is_what_the_json_package_writes(program):
    ruling = ruling_of(judgement_of(program, {"told": True}))
    record = build_record(replace(ruling, notes=("“quoted”\n\x1f", "")), version="1")
    for indent in (0, 2, 4):
        assert to_json(record, indent) == json.dumps(as_plain(record), ensure_ascii=False, indent=indent)


def test_missing_facts_are_grouped_and_each_comes_once(tmp_path):
    facts = "".join(f"{name}: {{type: boolean, question: '{name}?'}}\n" for name in ("a", "b", "c", "d", "e", "f"))
    facts += "begun: {type: date, question: begun?}\ngate: {type: boolean, question: gate?}\n"
    facts += "behind: {type: boolean, question: behind?, applies_when: {gate: true}}\n"
    rules = "".join(
        f"- {{id: {name}, title: T, when: {when}, effect: {effect}, because: why, cites: ['hmic/2023#access']{more}}}\n"
        for name, when, effect, more in (
            ("G-1", "{a: true}", "{minimum_grade: high}", ""),
            ("R-1", "{always: true}", "{require: [a, b]}", ""),
            ("X-1", "{any: [{c: true}, {b: true}]}", "{flag: look}", ""),
            ("X-2", "{behind: true}", "{review: supervisor}", ""),
            ("P-1", "{d: true}", "{minimum_grade: medium}", ", when_unknown: presume"),
            ("N-1", "{all: [{e: true}, {f: true}]}", "{flag: never}", ""),
        )
    )
    clocks = """\
- {id: C-1, title: T, when: {always: true}, starts: begun, within: {days: 7}, stops: begun, cites: ['hmic/2023#access']}
"""
    program = program_of(tmp_path, facts=facts, rules=rules, clocks=clocks)
    clock = ClockResult("C-1", "T", "undetermined", None, None, None, None, "7 days", ())
    ruling = ruling_of(judgement_of(program, {"f": False}, asked=["c"]), clocks=(clock,))
    assert [(fact.fact, fact.why, fact.state, fact.rules) for fact in list_missing(ruling)] == [
        ("a", "grade", "not_asked", ("G-1",)),
        ("b", "required", "not_asked", ("R-1",)),
        ("begun", "action", "not_asked", ()),
        ("c", "action", "unknown", ("X-1",)),
        ("gate", "action", "not_asked", ("X-2",)),
        ("behind", "action", "not_asked", ("X-2",)),
        ("d", "presumption", "not_asked", ("P-1",)),
    ]
