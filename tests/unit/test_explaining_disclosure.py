"""The disclosure view: what facts marked sensitive say reaches no form of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from riskengine.case import Departure, FactEntry
from riskengine.deciding.decision import ClockResult, Finding
from riskengine.explaining.explanation import explanation_of
from riskengine.explaining.record import build_record
from riskengine.explaining.record_json import decision_digest, to_json
from riskengine.explaining.tree import as_record
from tests.rulings import judgement_of, program_of, ruling_of

CANARIES = (
    "CANARY", "canary", "7919", "3 March 2021", "2021-03-03", "the secret is so", "the secret is not so", "4,242", "4242",
)  # fmt: skip
FACTS = """\
secret: {type: boolean, question: Secret?, sensitive: true, phrases: {true: the secret is so, false: the secret is not so}}
tally: {type: integer, minimum: 0, maximum: 10000, question: How many?, sensitive: true, phrases: {value: "there are {value}"}}
kind: {type: choice, options: [plain, canary_kind], question: Which?, sensitive: true}
kinds: {type: choices, options: [other, canary_kinds], question: Which?, sensitive: true}
note: {type: text, question: What?, sensitive: true}
began: {type: date, question: When?, sensitive: true}
gated: {type: boolean, question: Is it CANARY?, applies_when: {secret: true}, phrases: {not_applicable: CANARY does not apply}}
open: {type: boolean, question: Open?, phrases: {true: the open fact is so, false: the open fact is not so}}
"""
RULES = """\
- id: SEC-1
  title: A CANARY title, which the rule is known by
  when: {all: [{secret: true}, {note: {is_not: nothing}}, {kind: canary_kind}]}
  effect: {minimum_grade: high, action: {do: Do the CANARY thing}, flag: A CANARY flag}
  because: "{secret}, {note} and {kind}: CANARY"
  cites: ["hmic/2023#access"]
  discretion: supervisor
- id: SEC-2
  title: Many CANARY ones
  when: {holds: many}
  effect: {minimum_grade: medium}
  because: "{many}"
  cites: ["hmic/2023#access"]
- id: SEC-3
  title: CANARY points
  effect: {points_by: {fact: tally, score: total, bands: [{from: 0, to: 5000, points: 7919}], otherwise: 1}}
  because: CANARY points by how many
  cites: ["hmic/2023#access"]
- id: SEC-4
  title: A CANARY rule that does not apply
  when: {all: [{secret: false}, {open: true}]}
  effect: {minimum_grade: medium}
  because: "{secret}"
  cites: ["hmic/2023#access"]
- id: SEC-5
  title: A rule behind a CANARY gate
  when: {gated: true}
  effect: {minimum_grade: medium}
  because: "{gated} CANARY"
  cites: ["hmic/2023#access"]
- id: OPEN-1
  title: An open rule
  when: {open: true}
  effect: {minimum_grade: high}
  because: "{open}"
  cites: ["hmic/2023#access"]
"""
MORE = """\
define:
  many: {all: [{tally: {at_least: 1000}}, {kinds: {contains: canary_kinds}}], phrases: {true: CANARY many, false: CANARY few}}
scores: {total: {bands: [{to: 10, grade: low}, {from: 11, grade: medium}]}}
"""
KNOWN = {
    "secret": True,
    "tally": 4242,
    "kind": "canary_kind",
    "kinds": frozenset({"canary_kinds"}),
    "note": "CANARY note",
    "began": date(2021, 3, 3),
    "gated": True,
    "open": True,
}
ORIGIN = {
    name: FactEntry(value, date(2021, 3, 3), "CANARY source", "CANARY recorder", "allegation")
    for name, value in KNOWN.items()
    if name not in ("open", "gated")
}
ORIGIN["open"] = FactEntry(True, date(2022, 1, 9), "CANARY: what the source says", "DC CANARY", "fact")
"""What is written about where a fact comes from is free text, so it may quote the case even where the fact is not sensitive."""
SENSITIVE = ("secret", "tally", "kind", "kinds", "note", "began")


def ruling_with(tmp_path, known=KNOWN, grade="low"):
    clocks = """\
- id: CL-1
  title: A CANARY limit
  when: {secret: true}
  starts: began
  within: {days: 7}
  stops: began
  cites: ["hmic/2023#access"]
"""
    program = program_of(tmp_path, facts=FACTS, rules=RULES, more=MORE, clocks=clocks)
    judgement = judgement_of(program, known, grade=grade, entries=ORIGIN)
    clock = ClockResult(
        "CL-1", "A CANARY limit", "overdue", "2021-03-03", "2021-03-10", None, 371, "7 days", (), reason="CANARY reason"
    )
    findings = tuple(
        Finding(code, "error", f"CANARY {code}", rules)
        for code, rules in (
            ("misgraded", ("SEC-1",)), ("action", ("SEC-1",)), ("flag", ("SEC-1",)), ("overdue", ("CL-1",)),
            ("contradictory_facts", ()), ("departure_invalid", ()), ("supervision_needed", ("SEC-2",)),
            ("time_limit_undetermined", ("CL-1",)), ("accepted_unknown", ()), ("new_information", ()),
        )
    )  # fmt: skip
    departure = Departure(("SEC-1",), "local_knowledge", "CANARY reason", "DC 1", "DI 2", date(2022, 3, 1))
    ruling = ruling_of(judgement, clocks=(clock,), findings=findings, notes=("CANARY note: secret",))
    assessment = replace(ruling.case.assessment, departure=departure)
    judgement = replace(judgement, departure_problems=("CANARY problem",))
    return replace(ruling, judgement=judgement, case=replace(ruling.case, assessment=assessment))


def forms_of(ruling, view):
    for detail in ("short", "full"):
        explanation = explanation_of(ruling, view=view, detail=detail)
        yield f"{view} {detail} text", explanation.text(width=100_000)
        yield f"{view} {detail} markdown", explanation.markdown().replace("\\", "")
        yield f"{view} {detail} html", explanation.html()
        yield f"{view} {detail} tree", str(as_record(explanation.tree))
    yield f"{view} json", to_json(build_record(ruling, version="1", view=view, sufficient=(0, 1, 2)))


def leaks(text):
    """The canaries in a text, but for effects: in JSON they are what the published rule says, whatever the case is."""
    for published in ('"do":"Do the CANARY thing"', '"flag":"A CANARY flag"', "total by tally: 0..5000: 7919, otherwise: 1"):
        text = text.replace(published, "")
    return [canary for canary in CANARIES if canary in text]


@pytest.mark.parametrize("grade", ["low", "high", "very_high", None])
def test_no_canary_reaches_the_disclosure_view(tmp_path, grade):
    for name, text in forms_of(ruling_with(tmp_path, grade=grade), "disclosure"):
        assert leaks(text) == [], name


@pytest.mark.parametrize("left_out", [*SENSITIVE, "gated"])
@pytest.mark.parametrize("secret", [True, False])
def test_nor_when_something_is_missing_or_does_not_apply(tmp_path, left_out, secret):
    known = {name: value for name, value in {**KNOWN, "secret": secret, "open": False}.items() if name != left_out}
    for name, text in forms_of(ruling_with(tmp_path, known), "disclosure"):
        assert leaks(text) == [], name


def test_the_canaries_would_be_seen_in_the_officers_view(tmp_path):
    texts = " ".join(text for _, text in forms_of(ruling_with(tmp_path), "officer"))
    assert all(canary in texts for canary in ("CANARY note", "canary", "the secret is so", "4242", "2021-03-03"))


def test_what_is_not_sensitive_is_still_told(tmp_path):
    ruling = ruling_with(tmp_path)
    texts = dict(forms_of(ruling, "disclosure"))
    for form in ("text", "markdown", "html"):
        assert "The open fact is so" in texts[f"disclosure full {form}"]
        assert "requires at least high" in texts[f"disclosure full {form}"]
        assert "Sensitive information is withheld from this copy." in texts[f"disclosure full {form}"]
        assert "9 January 2022; recorded by [withheld]; source: [withheld]" in texts[f"disclosure full {form}"].replace("\n", " ")
    record = build_record(ruling, version="1", view="disclosure")
    (told,) = {fact for rule in record.rules for fact in rule.facts if fact.fact == "open" and rule.id == "OPEN-1"}
    assert (told.as_at, told.source, told.recorded_by, told.basis) == ("2022-01-09", "[withheld]", "[withheld]", "fact")
    assert {rule.id: rule.outcome for rule in record.rules}["SEC-1"] == "applies"
    assert [fact.value for rule in record.rules for fact in rule.facts if fact.fact == "secret"] == ["[withheld]"] * 3
    assert [fact.value for rule in record.rules for fact in rule.facts if fact.fact == "open"] == [True, True]


def test_the_digest_is_that_of_the_whole_decision_in_every_view(tmp_path):
    ruling = ruling_with(tmp_path)
    whole = build_record(ruling, version="1")
    assert whole.digest == decision_digest(whole)
    for view in ("supervisor", "author", "disclosure"):
        assert build_record(ruling, version="2", checked_by=("x",), view=view).digest == whole.digest
