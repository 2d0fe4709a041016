"""`riskengine test` and the claims of editions: what is tried, what is printed, and how it ends."""

from __future__ import annotations

import json

import pytest

from riskengine.authoring.invariants_editions import edition_folders
from riskengine.loading.case_reader import read_each_case
from riskengine_cli.app import run
from tests.small_folder import EDITION, FACTS, FILES, build, second_edition

CLAIMS = """- {id: INV-1, claim: Access is never low, given: {access: true}, then: {minimum_grade: high}}
- {id: INV-2, claim: Without access nothing is claimed, given: {access: false}, then: {access: {is_not: true}}}
"""
DIRECTED = FACTS.replace("  group: Access\n", "  group: Access\n  direction: raises\n")
SUITE = """suite: Access
as_of: 2020-06-01
jurisdiction: england-and-wales
cases:
  - case: With access it is high
    facts: {access: true}
    expect: {verdict: not_graded}
"""
GOOD = {f"{EDITION}/invariants.yaml": CLAIMS, f"{EDITION}/facts.yaml": DIRECTED, f"{EDITION}/cases/a.yaml": SUITE}
REVERSED = {f"{EDITION}/rules/all.yaml": FILES[f"{EDITION}/rules/all.yaml"].replace("{access: true}", "{access: false}")}


@pytest.fixture
def good(tmp_path):
    return build(tmp_path / "good", GOOD)


@pytest.fixture
def bad(tmp_path):
    return build(tmp_path / "bad", {**GOOD, **REVERSED})


def test_claims_that_hold_are_told_and_never_called_proved(good, capsys):
    assert run(["test", str(good)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    tried = "2 claims tried on 100 drawn cases each and 1 direction of a fact on 50"
    assert last == f"plain 1: {tried}: none refuted (a sample, not a proof)"


def test_a_claim_that_is_refuted_ends_in_5_with_its_place_and_a_case(bad, capsys):
    assert run(["test", str(bad), "--invariants", "20"]) == 5
    told = capsys.readouterr().out
    assert "REFUTED: INV-1: Access is never low" in told
    assert "invariants.yaml:1:3" in told
    assert "Guidance as encoded requires at least low here. The claim says at least high." in told
    assert "REFUTED: the direction of access: A greater value of “access” never lowers what guidance requires" in told
    assert "made smaller from the suite case “With access it is high”" in told
    assert "2 claims tried on 20 drawn cases each and 1 direction of a fact on 10: 2 refuted" in told
    text = "\n".join(line.removeprefix("    ") for line in told.split("assessed:\n\n")[1].split("\n\n")[0].splitlines())
    (case,) = read_each_case(text.encode(), "found.yaml")
    assert [entry.value for entry in case.facts["access"]] == [True]


def test_as_json(bad, capsys):
    assert run(["test", str(bad), "--format", "json"]) == 5
    claims = {each["id"]: each for each in json.loads(capsys.readouterr().out)["claims"]}
    assert {name: (each["kind"], each["refuted"], each["proved"]) for name, each in claims.items()} == {
        "INV-1": ("claim", True, False),
        "INV-2": ("claim", False, False),
        "access": ("direction", True, False),
    }
    assert claims["INV-1"]["place"]["line"] == 1
    assert claims["INV-1"]["found_in"] == "With access it is high"
    assert claims["INV-2"]["case"] is None


def test_as_annotations(bad, capsys):
    assert run(["test", str(bad), "--format", "github"]) == 5
    told = [line for line in capsys.readouterr().out.splitlines() if "INV-1 is refuted" in line]
    assert len(told) == 1
    assert told[0].startswith("::error file=")
    assert "%0A" in told[0]


NARROW = (("--only", "access"), ("-x",), ("--invariants", "0"))


@pytest.mark.parametrize("options", NARROW)
def test_a_narrow_run_draws_no_cases(options, bad, capsys):
    assert run(["test", str(bad), *options]) == 0
    assert "claim" not in capsys.readouterr().out


def test_a_single_suite_draws_no_cases_unless_asked(bad, capsys):
    suite = str(bad / "plain/1/cases/a.yaml")
    assert run(["test", suite]) == 0
    assert run(["test", suite, "--invariants", "5"]) == 5
    assert "REFUTED: INV-1" in capsys.readouterr().out


def test_a_number_is_needed(good, capsys):
    assert run(["test", str(good), "--invariants", "many"]) == 2
    assert "--invariants takes a number of cases" in capsys.readouterr().err


def test_which_editions_a_path_is_about(tmp_path):
    changes = {
        f"{EDITION}/ruleset.yaml": lambda text: text.replace("{from: 2020-01-01}", "{from: 2020-01-01, until: 2020-12-31}")
    }
    rules = build(tmp_path, {**GOOD, **second_edition("{from: 2021-01-01}"), **changes})
    first, second = rules / "plain/1", rules / "plain/2"
    assert edition_folders([rules]) == edition_folders([rules / "plain"]) == (first, second)
    assert edition_folders([first]) == edition_folders([first / "cases", first / "cases/a.yaml"]) == (first,)
    assert edition_folders([tmp_path / "guidance"]) == ()
