"""Every shipped example comes to what was worked out by hand in examples.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import riskengine

ROWS = yaml.safe_load((Path(__file__).parent / "examples.yaml").read_text(encoding="utf-8"))
OUTCOMES = ("applies", "does_not_apply", "unsettled", "presumed")
KEYS = {
    "file",
    "as_of",
    "edition",
    "exit_code",
    "verdict",
    "least",
    "most",
    "clocks",
    "late_by",
    "missing",
    "then",
    "accepted",
    "only_at",
}
KEYS |= {*OUTCOMES, "findings", "findings_include", "findings_exclude"}


@pytest.fixture(scope="module")
def engine():
    return riskengine.Engine.open()


@pytest.fixture(params=ROWS, ids=lambda row: row["file"])
def row(request):
    return request.param


@pytest.fixture
def record(row, engine, examples):
    return engine.assess((examples / row["file"]).read_bytes(), as_of=row["as_of"]).record


def test_every_example_has_a_row_and_every_row_an_example(examples):
    assert sorted(row["file"] for row in ROWS) == sorted(path.name for path in examples.glob("*.json"))


def test_every_expectation_is_looked_at(row):
    assert set(row) <= KEYS


def test_the_grade(row, record):
    assert record.edition.edition == row["edition"]
    assert (record.grade.verdict, record.grade.least, record.grade.most) == (row["verdict"], row["least"], row["most"])


def test_the_exit_code(row, engine, examples):
    assert engine.assess((examples / row["file"]).read_bytes(), as_of=row["as_of"]).exit_code == row["exit_code"]


def test_the_rules(row, record):
    outcomes = {rule.id: rule.outcome for rule in record.rules}
    expected = {rule: outcome for outcome in OUTCOMES for rule in row.get(outcome, ())}
    assert {rule: outcomes.get(rule) for rule in expected} == expected


def test_what_was_accepted(row, record):
    accepted = {each.rule for each in record.accepted}
    assert set(row.get("accepted", ())) <= accepted


def test_the_findings(row, record):
    found = {finding.code for finding in record.findings}
    if "findings" in row:
        assert sorted(found) == sorted(row["findings"])
    assert set(row.get("findings_include", ())) <= found
    assert not set(row.get("findings_exclude", ())) & found


def test_the_time_limits(row, record):
    states = {clock.id: clock.state for clock in record.clocks}
    assert {clock: states.get(clock) for clock in row.get("clocks", {})} == row.get("clocks", {})
    late = {clock.id: clock.late_by for clock in record.clocks}
    assert {clock: late.get(clock) for clock in row.get("late_by", {})} == row.get("late_by", {})
    if "clocks" in row:
        assert {clock.id: clock.only_at for clock in record.clocks if clock.only_at} == row.get("only_at", {})


def test_what_is_missing(row, record):
    if "missing" in row:
        assert [each.fact for each in record.missing][: len(row["missing"])] == row["missing"]


def test_the_day_of_the_assessment(row, record):
    if "then" in row:
        then = record.then
        found = {"edition": then.edition.edition, "verdict": then.grade.verdict, "sound": then.sound}
        assert found == row["then"]
