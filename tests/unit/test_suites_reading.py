"""What a suite's file comes to: complete cases, the same from YAML, JSON and CSV."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from riskengine.authoring.csv_cells import CsvProblem, read_rows
from riskengine.authoring.suite_cases import case_of
from riskengine.authoring.suite_files import file_of, find_suites
from riskengine.diagnostics import UsageError
from riskengine.loading.case_reader import read_case
from tests.suite_folder import CASES, HEAD, one_case, problems_of, read, results_of, suite_folder


def _case(tmp_path, text, number=1):
    problems = []
    (suite,) = read(suite_folder(tmp_path, {"a.yaml": text}), problems)
    assert problems == []
    return suite.cases[number]


def test_a_case_starts_from_the_base(tmp_path):
    case = _case(
        tmp_path, one_case("{least: low}", "facts: {access: null, told: 2021-06-02}\nwithout: [count]\nassessment: {grade: high}")
    )
    assert {name: entries[0].value for name, entries in case.case.facts.items()} == {
        "access": None,
        "worry": False,
        "asked": False,
        "told": dt.date(2021, 6, 2),
    }
    assert case.case.assessment is not None
    assert (case.case.assessment.grade, case.case.assessment.edition) == ("high", "1")
    assert (case.ruleset, case.edition, case.as_of, case.case.jurisdiction) == (
        "plain",
        "1",
        dt.date(2021, 6, 30),
        "england-and-wales",
    )


def test_null_takes_away_the_assessment_or_a_key_of_it(tmp_path):
    assert _case(tmp_path, one_case("{least: low}", "assessment: null")).case.assessment is None
    kept = _case(tmp_path, one_case("{least: low}", "assessment: {edition: null}")).case.assessment
    assert kept is not None
    assert (kept.grade, kept.edition) == ("low", None)


def test_a_case_has_its_own_day_place_and_edition(tmp_path):
    more = 'as_of: 2022-02-03\nedition: "2"\nassessment: null'
    case = _case(tmp_path, one_case("{least: low}", more))
    assert (case.as_of, case.edition) == (dt.date(2022, 2, 3), "2")
    assert _case(tmp_path, one_case("{least: low}", "edition: in_force")).edition is None


def test_the_case_is_the_one_that_a_case_file_would_hold(tmp_path):
    case = _case(tmp_path, f"{HEAD}  - {{case: One, expect: {{least: low}}}}\n", 0).case
    same = read_case(
        {
            "schema": "riskengine/case/1",
            "case_id": "One",
            "jurisdiction": "england-and-wales",
            "ruleset": "plain",
            "facts": {"access": False, "worry": False, "asked": False, "count": 1},
            "assessment": {"grade": "low", "assessed_on": "2021-06-01", "edition": "1"},
        }
    )
    assert case == same
    assert case.digest == same.digest


def test_facts_may_have_an_origin_and_a_history(tmp_path):
    facts = "facts: {access: [{value: null, as_at: 2021-06-01}, {value: true, as_at: 2021-06-20, source: a check}]}"
    entries = _case(tmp_path, one_case("{least: high}", facts)).case.facts["access"]
    assert [(entry.value, entry.as_at, entry.source) for entry in entries] == [
        (None, dt.date(2021, 6, 1), ""),
        (True, dt.date(2021, 6, 20), "a check"),
    ]


def test_case_of_says_everything_that_is_wrong():
    with pytest.raises(Exception, match="and 1 more"):
        case_of("A", jurisdiction="nowhere", ruleset="r", facts={"a": 1.5}, assessment=None)


YAML = """suite: sheet
cases:
  - case: One, with a comma
    as_of: 2021-06-30
    jurisdiction: england-and-wales
    facts: {access: true, worry: null, count: 4, told: {value: 2021-06-01, as_at: 2021-06-02}}
    assessment: {grade: low, assessed_on: 2021-06-01, edition: "1"}
    expect:
      verdict: below_minimum
      applies: [R-1, R-3]
      clocks: {C-1: {state: overdue, late_by: 22}}
      missing: {exactly: []}
      scores: {weight: [0, 3]}
      then: {edition: "1", sound: false}
  - case: Two
    as_of: 2021-07-30
    jurisdiction: england-and-wales
    edition: "2"
    assessment: null
    expect: {verdict: not_graded, findings: {not: [overdue]}}
"""
JSON = {
    "suite": "sheet",
    "cases": [
        {
            "case": "One, with a comma",
            "as_of": "2021-06-30",
            "jurisdiction": "england-and-wales",
            "facts": {"access": True, "worry": None, "count": 4, "told": {"value": "2021-06-01", "as_at": "2021-06-02"}},
            "assessment": {"grade": "low", "assessed_on": "2021-06-01", "edition": "1"},
            "expect": {
                "verdict": "below_minimum",
                "applies": ["R-1", "R-3"],
                "clocks": {"C-1": {"state": "overdue", "late_by": 22}},
                "missing": {"exactly": []},
                "scores": {"weight": [0, 3]},
                "then": {"edition": "1", "sound": False},
            },
        },
        {
            "case": "Two",
            "as_of": "2021-07-30",
            "jurisdiction": "england-and-wales",
            "edition": "2",
            "assessment": None,
            "expect": {"verdict": "not_graded", "findings": {"not": ["overdue"]}},
        },
    ],
}
CSV = """case,as_of,jurisdiction,edition,facts.access,facts.worry,facts.count,facts.told,assessment,assessment.grade,\
assessment.assessed_on,assessment.edition,expect.verdict,expect.applies,expect.clocks.C-1.state,expect.clocks.C-1.late_by,\
expect.missing.exactly,expect.scores.weight,expect.then.edition,expect.then.sound,expect.findings.not
"One, with a comma",2021-06-30,england-and-wales,,TRUE,null,4,"{value: 2021-06-01, as_at: 2021-06-02}",,low,\
2021-06-01,1,below_minimum,R-1; R-3,overdue,22,[],"[0, 3]",1,FALSE,

Two,2021-07-30,england-and-wales,2,,,,,null,,,,not_graded,,,,,,,,overdue
"""


def _alike(suite):
    """A suite without what its form decides: where things stand, and how a date was written."""
    cases = tuple(
        replace(
            case,
            expectations=tuple(sorted((replace(each, path=()) for each in case.expectations), key=repr)),
            case=case.case.digest,
        )
        for case in suite.cases
    )
    return suite.title, cases


def test_yaml_json_and_csv_say_the_same(tmp_path):
    problems = []
    texts = {"sheet.yaml": YAML, "sheet.json": json.dumps(JSON, indent=1), "sheet.csv": CSV}
    suites = read(suite_folder(tmp_path, texts), problems)
    assert problems == []
    assert [len(suite.cases) for suite in suites] == [2, 2, 2]
    one, *others = map(_alike, suites)
    assert others == [one, one]


def test_a_failure_in_a_sheet_stands_at_its_cell(tmp_path):
    rules = suite_folder(tmp_path, {"sheet.csv": CSV.replace("below_minimum", "consistent")})
    result = results_of(rules)[0]
    assert result.place.line == 2
    found = next(each for each in result.differences if each.what == "verdict")
    line = CSV.splitlines()[1]
    assert (found.place.line, found.place.column) == (2, line.index("below_minimum") + 1)


def test_cells_may_hold_quotes_and_line_ends():
    rows = [[cell.text for cell in row] for row in read_rows('a,"b\nc ""d"""\n\n,,\n1,\n')]
    assert rows == [["a", 'b\nc "d"'], ["1", ""]]
    assert [(cell.start.line, cell.start.column) for row in read_rows('a,"b\nc",d\ne') for cell in row] == [
        (0, 0),
        (0, 2),
        (1, 3),
        (2, 0),
    ]
    with pytest.raises(CsvProblem) as problem:
        list(read_rows('a,"b" c'))
    assert problem.value.at.column == 5


def test_every_problem_of_every_suite_is_told_at_once(tmp_path):
    bad = f"{HEAD}  - case: One\n    facts: {{acess: true, count: many}}\n    expect: {{least: hihg, applies: [R-99]}}\n"
    worse = "suite: Two\ncasses: []\nas_of: tomorrow\n"
    rules = suite_folder(tmp_path, {"a.yaml": bad, "b.yaml": worse})
    found = sorted(problem.code for problem in problems_of(rules))
    assert found == ["RE201", "RE209", "RE743", "RE744", "RE808", "RE811", "RE815"]


@pytest.mark.parametrize("path", ["rules", "rules/plain", "rules/plain/1", CASES, f"{CASES}/a.yaml", f"{CASES}/../cases/a.yaml"])
def test_suites_are_found_from_every_folder_above(path, tmp_path):
    suite_folder(tmp_path, {"a.yaml": one_case("{least: low}"), "readme.md": "# About these cases"})
    problems = []
    (found,) = find_suites([tmp_path / path], problems)
    assert problems == []
    assert (found.ruleset, found.edition) == ("plain", "1")


def test_a_suite_is_found_once(tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": one_case("{least: low}")})
    assert len(find_suites([rules, rules / "plain"], [])) == 1


def test_paths_may_be_relative(tmp_path, monkeypatch):
    suite_folder(tmp_path, {"a.yaml": one_case("{least: low}")})
    monkeypatch.chdir(tmp_path)
    assert file_of(next(iter((tmp_path / CASES).iterdir())).relative_to(tmp_path)).rules == "rules"
    monkeypatch.chdir(tmp_path / CASES)
    assert file_of((tmp_path / CASES / "a.yaml").relative_to(tmp_path / CASES)).ruleset == "plain"


def test_a_path_that_does_not_exist_is_told():
    with pytest.raises(UsageError, match="no file or folder"):
        find_suites(["no/such"], [])


def test_the_shipped_suites_are_found_without_a_path():
    assert find_suites([], [])


def test_a_suite_elsewhere_says_which_edition_it_is_for(tmp_path):
    text = one_case("{least: high}", "facts: {access: true}").replace("as_of:", 'ruleset: plain\nedition: "1"\nas_of:', 1)
    suite_folder(tmp_path, {"elsewhere/a.yaml": text})
    problems = []
    (suite,) = read(tmp_path / "elsewhere" / "a.yaml", problems)
    assert problems == []
    assert suite.cases[0].ruleset == "plain"
