"""A run of suites as text, JSON, annotations and JUnit XML; and the same in several processes."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from riskengine.authoring.suite_junit import as_junit
from riskengine.authoring.suite_report import as_annotations, as_plain, as_text
from riskengine.authoring.suite_workers import count, run_all
from riskengine.authoring.suites import Run
from riskengine.diagnostics import RuleSetError
from riskengine.schemas import schema_of
from tests.suite_folder import HEAD, one_case, read, results_of, suite_folder

BAD = one_case("{least: low, applies: [R-9]}", "facts: {access: true}")


@pytest.fixture
def run(tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": BAD, "b.yaml": "suite: B\ncases: []\n"})
    problems = []
    suites = read(rules, problems)
    return Run(tuple(run_all(suites)), tuple(problems), 1)


def test_text(run, tmp_path):
    text = "".join(as_text(run)).replace(tmp_path.as_posix(), "")
    assert text.startswith("FAILED: A case\n  in A suite, /rules/plain/1/cases/a.yaml:10:11\n")
    assert (
        "\n  least grade required  (line 12, column 21)\n    expected: low\n    actual:   high\n    because:  R-1 requires"
        in text
    )
    assert "error[RE811]: plain 1 has no rule `R-9`" in text
    assert "error[RE803]: this suite has no case" in text
    assert text.endswith("\n2 cases in 1 suite: 1 passed, 1 failed, 1 problem with suites\n")
    assert "The base" not in text


def test_plain_data(run):
    plain = as_plain(run)
    assert (plain["schema"], plain["cases"], plain["passed"], plain["failed"]) == ("riskengine/test/1", 2, 1, 1)
    passed, failed = plain["results"]
    assert passed["passed"]
    assert failed["place"]["line"] == 10
    (difference,) = failed["differences"]
    assert (difference["kind"], difference["expected"], difference["actual"]) == ("least", "low", "high")
    assert difference["reasons"] == ["R-1 requires high: there is access"]
    assert [problem["code"] for problem in failed["problems"]] == ["RE811"]
    assert [problem["code"] for problem in plain["problems"]] == ["RE803"]


def test_plain_data_fits_its_published_schema(run):
    validator = Draft202012Validator(schema_of("test"))
    plain = json.loads(json.dumps({**as_plain(run), "claims": [], "coverage": None}))
    assert list(validator.iter_errors(plain)) == []
    assert not validator.is_valid({**plain, "schema": "riskengine/test/2"})


def test_annotations(run):
    lines = "".join(as_annotations(run)).splitlines()
    assert lines[0].startswith("::error file=")
    where, _, told = lines[0].partition("title=")
    assert where.endswith("a.yaml,line=12,col=21,")
    assert told == ("A case%3A least grade required::expected low, and it is high%0Abecause R-1 requires high: there is access")
    assert [line.partition("title=")[2].partition(":")[0] for line in lines[1:3]] == ["RE811", "RE803"]


def test_junit(run):
    root = ET.fromstring(as_junit(run))  # noqa: S314 - our own text
    assert root.attrib == {"tests": "3", "failures": "0", "errors": "2"}
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert cases["The base"].attrib["classname"] == "plain/1.A suite"
    assert list(cases["The base"]) == []
    error = cases["A case"].find("error")
    assert error is not None
    assert "R-9" in error.attrib["message"]
    assert "expected: low" in (error.text or "")


def test_junit_of_a_failure(tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": one_case("{least: high}")})
    root = ET.fromstring(as_junit(Run(tuple(results_of(rules)), (), 1)))  # noqa: S314 - our own text
    assert root.attrib == {"tests": "2", "failures": "1", "errors": "0"}
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.attrib["message"] == "least grade required: expected high, and it is low"


def test_several_processes_give_the_same_results_in_the_same_order(tmp_path):
    many = HEAD + "".join(
        f"  - {{case: Case {number}, expect: {{least: {'low' if number % 7 else 'high'}}}}}\n" for number in range(250)
    )
    rules = suite_folder(tmp_path, {"a.yaml": many, "b.yaml": BAD})
    suites = read(rules, [])
    alone = list(run_all(suites))
    assert len(alone) == count(suites) == 252
    assert list(run_all(suites, jobs=2)) == alone


def test_only_what_has_a_text_in_its_name_is_run(tmp_path):
    suites = read(suite_folder(tmp_path, {"a.yaml": BAD}), [])
    assert [result.case for result in run_all(suites, only="THE BASE")] == ["The base"]
    assert [result.case for result in run_all(suites, only="a suite")] == ["The base", "A case"]
    assert [result.case for result in run_all(suites, only="a.yaml")] == ["The base", "A case"]
    assert count(suites, "zebra") == 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_rule_set_that_cannot_be_used_is_an_error_of_its_own(jobs, tmp_path):
    many = HEAD + "".join(f"  - {{case: Case {number}, expect: {{least: low}}}}\n" for number in range(150))
    rules = suite_folder(tmp_path, {"a.yaml": many})
    suites = read(rules, [])
    (rules / "plain" / "1" / "facts.yaml").write_text("access: {type: boolaen, question: Access?}\n")
    with pytest.raises(RuleSetError):
        list(run_all(suites, jobs=jobs))
