"""`riskengine assess --certificate`: what is written, when nothing is, and what the published schema says of it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from riskengine import Engine
from riskengine.certificate_check import World, check, main
from riskengine.diagnostics import DisagreementError
from riskengine.schemas import schema_of
from riskengine_cli.app import run
from riskengine_cli.plain import run_plainly

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(ROOT.glob("rules/*/examples/*.json"))
DAY = ["--as-of", "2026-11-01"]


@pytest.fixture
def household(examples, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return str(shutil.copy(examples / "unknown-household.json", tmp_path))


@pytest.mark.parametrize("start", [run, run_plainly])
def test_the_decision_is_printed_as_ever_and_the_certificate_is_written(start, household, capsys):
    call = ["assess", household, *DAY, "--format", "json"]
    code, plain = start(call), capsys.readouterr().out
    assert start([*call, "--certificate", "c.json"]) == code == 1
    assert capsys.readouterr().out == plain
    assert check(Path("c.json").read_bytes())["claims"]["grade"]["verdict"] == json.loads(plain)["grade"]["verdict"]
    Path("decision.json").write_text(plain, encoding="utf-8")
    assert main(["c.json", "--case", household, "--decision", "decision.json"]) == 0


def test_no_file_is_overwritten_without_force(household, capsys):
    Path("c.json").write_text("mine", encoding="utf-8")
    assert run(["assess", household, *DAY, "--certificate", "c.json"]) == 2
    assert "--force" in capsys.readouterr().err
    assert Path("c.json").read_text(encoding="utf-8") == "mine"
    assert run(["assess", household, *DAY, "--certificate", "c.json", "--force"]) == 1
    assert check(Path("c.json").read_bytes())


def test_it_is_for_one_case(household, capsys):
    assert run(["assess", household, household, *DAY, "--certificate", "c.json"]) == 2
    assert "one case" in capsys.readouterr().err
    assert not Path("c.json").exists()


def test_it_is_not_the_file_of_the_result(household, capsys):
    assert run(["assess", household, *DAY, "--certificate", "c.json", "--output", "c.json"]) == 2
    assert "same file" in capsys.readouterr().err


def test_a_case_that_is_refused_has_none(household, capsys):
    Path("bad.json").write_text('{"case_id": 1}', encoding="utf-8")
    assert run(["assess", "bad.json", *DAY, "--certificate", "c.json"]) == 2
    assert not Path("c.json").exists()


def test_a_day_without_an_edition_has_none(household, capsys):
    case = json.loads(Path(household).read_text(encoding="utf-8"))
    case.pop("assessment")
    Path("case.json").write_text(json.dumps(case | {"facts": {}}), encoding="utf-8")
    assert run(["assess", "case.json", "--as-of", "2016-01-01", "--ruleset", "suspect-priority", "--certificate", "c.json"]) == 2
    told = capsys.readouterr()
    assert "no edition is in force on that day" in told.err
    assert told.out  # the decision is given all the same
    assert not Path("c.json").exists()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_certificates_fit_the_published_schema(example):
    engine = Engine.open()
    text = engine.certificate(engine.assess(example.read_bytes(), as_of=date(2026, 11, 1)))
    validator = Draft202012Validator(schema_of("certificate"))
    assert [error.message[:200] for error in validator.iter_errors(json.loads(text))] == []


def test_what_is_no_certificate_does_not_fit_the_schema():
    engine = Engine.open()
    example = EXAMPLES[0]
    certificate = json.loads(engine.certificate(engine.assess(example.read_bytes(), as_of=date(2026, 11, 1))))
    validator = Draft202012Validator(schema_of("certificate"))
    assert not validator.is_valid(certificate | {"note": "x"})
    assert not validator.is_valid({key: value for key, value in certificate.items() if key != "cases"})
    assert not validator.is_valid(certificate | {"claims": certificate["claims"] | {"scope": True}})


def test_where_the_check_comes_to_another_result_nothing_is_written(monkeypatch):
    """A fault in the engine, or in the check, ends as any disagreement of independent evaluators does."""
    engine = Engine.open()
    decision = engine.assess((EXAMPLES[2]).read_bytes(), as_of=date(2026, 11, 1))
    monkeypatch.setattr(World, "applies", lambda *_, **__: 0)
    with pytest.raises(DisagreementError) as raised:
        engine.certificate(decision)
    assert raised.value.exit_code == 7


@pytest.mark.parametrize(
    "facts", [{}, {"lives_with_child": True}, {"lives_with_child": None, "grooming": False}], ids=["none", "one", "two"]
)
@pytest.mark.parametrize("day", [date(2021, 6, 1), date(2024, 6, 1), date(2026, 11, 1)], ids=lambda day: str(day.year))
def test_a_case_with_hardly_anything_known_has_one_though_the_engine_may_know_bounds_only(facts, day):
    engine = Engine.open()
    case = {
        "schema": "riskengine/case/1",
        "case_id": "OPEN",
        "jurisdiction": "england-and-wales",
        "facts": {"offence_type": "images"} | facts,
    }
    decision = engine.assess(case | {"assessment": {"grade": "low"}}, as_of=day, ruleset="suspect-priority")
    grade = check(engine.certificate(decision))["claims"]["grade"]
    assert grade == {key: getattr(decision.grade, key) for key in grade}
