"""What a case expects, compared with what comes out: what passes, what differs, and why."""

from __future__ import annotations

import pytest

from riskengine.authoring.suite_changes import CHANGES
from riskengine.authoring.suite_comparing import OBSERVERS, WORDS
from riskengine.authoring.suite_names import NAMES
from riskengine.authoring.suite_reasons import REASONS
from riskengine.authoring.suites import KINDS
from tests.suite_folder import one_case, results_of, suite_folder

ACCESS = "facts: {access: true}"
UNKNOWN = "facts: {access: null}"
TOLD = "facts: {told: 2021-06-01}"
LATE = "facts: {told: 2021-06-01, acted: 2021-06-11}"
MANY = "facts: {count: 7}"
EARLY = "as_of: 2019-03-01\nedition: in_force\nassessment: null"
GAPS, FOUND = "what is missing", "the findings"

PASS = (
    (ACCESS, "{verdict: below_minimum}"),
    (ACCESS, "{least: high, most: high}"),
    (ACCESS, "{applies: [R-1], does_not_apply: [R-2, R-3, R-4]}"),
    (UNKNOWN, "{verdict: not_supported, least: low, most: high, unsettled: [R-1]}"),
    ("without: [worry]", "{presumed: [R-2], least: medium}"),
    ("facts: {asked: null}", "{accepted: [R-3], findings: [accepted_unknown], verdict: consistent}"),
    (UNKNOWN, "{missing: [access]}"),
    (UNKNOWN, "{missing: {among: [access], not: [worry, count]}}"),
    (UNKNOWN, "{missing: {exactly: [told, access]}}"),
    (TOLD, "{missing: {exactly: []}}"),
    (ACCESS, "{findings: {among: [misgraded], not: [overdue, departure]}}"),
    ("facts: {told: 2021-06-29}", "{findings: {exactly: []}}"),
    (TOLD, "{clocks: {C-1: overdue}}"),
    (TOLD, "{clocks: {C-1: {state: overdue, late_by: 22, due: 2021-06-08}}}"),
    (LATE, "{clocks: {C-1: {state: met_late, late_by: 3}}}"),
    ("", "{clocks: {C-1: {state: undetermined, due: null, late_by: null}}}"),
    (MANY, "{scores: {weight: 3}, least: medium}"),
    ("facts: {count: null}", "{scores: {weight: [0, 3]}}"),
    (ACCESS, '{then: {edition: "1", verdict: below_minimum, sound: false, least: high, most: high}}'),
    ("assessment: {assessed_on: null}", "{then: null, findings: [assessment_undated]}"),
    ("assessment: null", "{verdict: not_graded, then: null}"),
    ("assessment: {assessed_on: 2019-01-01}", "{then: {edition: null, verdict: null, sound: false}}"),
    (ACCESS, "{explanation: [there is access, Access to\n      children]}"),
    (ACCESS, "{explanation: {among: [there is access], not: [there is no access]}}"),
    ("as_of: 2022-03-01\nedition: in_force", '{verdict: consistent, then: {edition: "1"}}'),
    ("as_of: 2022-03-01", "{findings: [hypothetical]}"),
    (EARLY, "{verdict: no_edition, least: null, most: null}"),
)


@pytest.mark.parametrize(("more", "expect"), PASS)
def test_what_comes_out_as_expected_passes(more, expect, tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": one_case(expect, more)})
    base, result = results_of(rules)
    assert base.passed
    assert result.problems == ()
    assert [(each.what, each.expected, each.actual) for each in result.differences] == []


FAIL = (
    (ACCESS, "{verdict: consistent}", "verdict", "consistent", "below_minimum", "R-1 requires high: there is access"),
    (ACCESS, "{least: low}", "least grade required", "low", "high", "R-1 requires high: there is access"),
    ("", "{least: high}", "least grade required", "high", "low", "no rule that applies requires more than low"),
    (MANY, "{least: low}", "least grade required", "low", "medium", "the score weight is 3 at least, which asks for medium"),
    (UNKNOWN, "{most: low}", "most that it could be", "low", "high", "access is not known, and could lead to high by R-1"),
    (UNKNOWN, "{verdict: consistent}", "verdict", "consistent", "not_supported", "access is not known, and could lead to high"),
    (ACCESS, "{does_not_apply: [R-1]}", "R-1", "does not apply", "applies", "there is access"),
    ("", "{applies: [R-1]}", "R-1", "applies", "does not apply", "there is no access"),
    (UNKNOWN, "{applies: [R-1]}", "R-1", "applies", "is unsettled", "it depends on what is not known: access"),
    ("without: [worry]", "{applies: [R-2]}", "R-2", "applies", "is presumed to apply", "it is presumed where it is not known"),
    ("", "{missing: [access]}", "access", f"among {GAPS}", f"not among {GAPS}", "it is recorded: there is no access"),
    (UNKNOWN, "{missing: {not: [access]}}", "access", f"not among {GAPS}", f"among {GAPS}", "it matters for: grade, by R-1"),
    ("", "{missing: {exactly: [access]}}", "everything missing", "access", "told", "expected, but not there: access"),
    ("", "{findings: [overdue]}", "overdue", f"among {FOUND}", f"not among {FOUND}", "the findings are: time_limit"),
    (TOLD, "{findings: {not: [overdue]}}", "overdue", "not among the findings", "among the findings", "Act within a week"),
    (TOLD, "{findings: {exactly: []}}", "all findings", "none", "overdue", "there, but not expected: overdue"),
    (TOLD, "{clocks: {C-1: running}}", "C-1", "running", "overdue", "due 2021-06-08"),
    (LATE, "{clocks: {C-1: {late_by: 1}}}", "C-1, whole days late", "1", "3", "stopped 2021-06-11"),
    (TOLD, "{clocks: {C-1: {due: 2021-06-09}}}", "C-1, due", "9 June 2021", "8 June 2021", "started 2021-06-01"),
    (MANY, "{scores: {weight: [0, 1]}}", "weight", "0 to 1", "3", "R-4 gives 3"),
    (ACCESS, "{then: {sound: true}}", "then sound", "true", "false", "under 1: graded low, high to high, below_minimum"),
    ("assessment: null", "{then: {verdict: consistent}}", "then verdict", "consistent", "none", "the assessment has no date"),
    (ACCESS, "{explanation: [a acess]}", 'the text "a acess"', "in the explanation", "not in it", "ccess"),
    (ACCESS, "{explanation: {not: [is access]}}", 'the text "is access"', "not in the explanation", "in it", "there is access"),
    (EARLY, "{least: low}", "least grade required", "low", "none", "no edition is in force"),
)  # fmt: skip


@pytest.mark.parametrize(("more", "expect", "what", "expected", "actual", "reason"), FAIL)
def test_a_difference_says_what_was_expected_what_came_out_and_why(more, expect, what, expected, actual, reason, tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": one_case(expect, more)})
    _, result = results_of(rules)
    (found,) = result.differences
    assert (found.what, found.expected, found.actual) == (what, expected, actual)
    assert reason in "; ".join(found.reasons)
    assert found.place.file.endswith("a.yaml")
    assert found.place.line == len(one_case(expect, more).splitlines())


def test_a_difference_says_where_the_rule_is_written(tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": one_case("{applies: [R-4], clocks: {C-1: met}, scores: {weight: 9}}")})
    differences = results_of(rules)[1].differences
    assert [(each.written.file.rpartition("/")[2], each.written.line) for each in differences] == [
        ("all.yaml", 21),
        ("clocks.yaml", 1),
        ("ruleset.yaml", 13),
    ]


def test_only_what_is_stated_is_compared(tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": one_case("{most: high}", ACCESS)})
    assert all(result.passed for result in results_of(rules))


def test_what_can_be_compared_is_compared_beside_names_that_do_not_exist(tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": one_case("{applies: [R-9], least: high}")})
    result = results_of(rules)[1]
    assert [problem.code for problem in result.problems] == ["RE811"]
    assert [each.what for each in result.differences] == ["least grade required"]


@pytest.mark.parametrize(
    "table", [OBSERVERS, WORDS, NAMES, REASONS, CHANGES], ids=["seen", "words", "names", "reasons", "changes"]
)
def test_every_kind_of_expectation_is_in_every_table(table):
    assert set(table) == set(KINDS)
