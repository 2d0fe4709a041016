"""Accepting what came out: only expectations are rewritten, and everything else keeps its form and its comments."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from riskengine.authoring.suite_accepting import accept
from riskengine.authoring.suite_workers import run_all
from riskengine.diagnostics import UsageError
from tests.suite_folder import CASES, HEAD, one_case, read, suite_folder

WRITTEN = """# about the suite
suite:   A suite      # with   odd spacing
as_of: 2021-06-30
jurisdiction: england-and-wales
base:
  facts: { access: true,   worry: false, asked: false, count: 1 }
  assessment: {grade: low, assessed_on: 2021-06-01, edition: "1"}
cases:
  - case: 'One'
    expect:
      verdict: consistent   # why it stands
      # about the least
      least: "low"
      applies:
        - R-1
        # about the second
        - R-2   # and more
      does_not_apply: [R-3, R-4]
      clocks: {C-1: overdue}
      findings: {among: [misgraded, overdue], not: [departure]}
      scores: {weight: 3}   # at the end

  # about the next one
  - case: Two
    expect: {least: high, missing: {exactly: [access]}}   # in a line
  - case: Three
    expect: {least: high}
"""
ACCEPTED = """# about the suite
suite:   A suite      # with   odd spacing
as_of: 2021-06-30
jurisdiction: england-and-wales
base:
  facts: { access: true,   worry: false, asked: false, count: 1 }
  assessment: {grade: low, assessed_on: 2021-06-01, edition: "1"}
cases:
  - case: 'One'
    expect:
      verdict: below_minimum # why it stands
      # about the least
      least: "high"
      applies:
        - R-1
        # about the second
      does_not_apply: [R-3, R-4, R-2]
      clocks: {C-1: undetermined}
      findings: {among: [misgraded], not: [departure]}
      scores: {weight: 0}   # at the end

  # about the next one
  - case: Two
    expect: {least: high, missing: {exactly: [told]}}   # in a line
  - case: Three
    expect: {least: high}
"""


def _accepted(folder, name, text):
    rules = suite_folder(folder, {name: text})
    (suite,) = read(rules, [])
    return accept(suite, run_all([suite]))


def _passes(folder, name, data):
    (folder / CASES / name).write_bytes(data)
    (suite,) = read(folder / "rules", [])
    return all(result.passed for result in run_all([suite]))


def test_only_expectations_are_rewritten_and_comments_stay(tmp_path):
    found = _accepted(tmp_path, "a.yaml", WRITTEN)
    assert found.after.decode() == ACCEPTED
    assert found.changed == 7
    assert found.left == ()
    assert (tmp_path / CASES / "a.yaml").read_text() == WRITTEN, "nothing is written to disk"
    assert _passes(tmp_path, "a.yaml", found.after)


def test_the_difference_is_for_a_person_to_read(tmp_path):
    lines = _accepted(tmp_path, "a.yaml", WRITTEN).difference.splitlines()
    assert lines[0].endswith("a.yaml")
    assert '-      least: "low"' in lines
    assert '+      least: "high"' in lines
    assert not any("Three" in line or "about" in line for line in lines if line[0] in "+-")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_stay(ends, mark, tmp_path):
    data = mark + WRITTEN.replace("\n", ends).encode()
    assert _accepted(tmp_path, "a.yaml", data).after == mark + ACCEPTED.replace("\n", ends).encode()


def test_what_passes_is_left_alone(tmp_path):
    text = one_case("{least:   low}")
    found = _accepted(tmp_path, "a.yaml", text)
    assert (found.after.decode(), found.changed, found.difference) == (text, 0, "")


EVERY_KIND = (
    ("facts: {access: true}", "{most: low, verdict: consistent}"),
    ("facts: {access: null}", "{missing: [worry, access], applies: [R-1], unsettled: [R-2]}"),
    ("facts: {access: null}", "{missing: {not: [access], among: [told]}}"),
    ("facts: {told: 2021-06-01}", "{findings: {exactly: []}, clocks: {C-1: {state: met, late_by: 1, due: 2020-01-01}}}"),
    ("", "{clocks: {C-1: {late_by: 1, due: 2020-01-01}}}"),
    ("facts: {count: null}", "{scores: {weight: 7}}"),
    ("facts: {count: 7}", "{scores: {weight: [0, 1]}}"),
    ("facts: {access: true}", '{then: {edition: "2", verdict: consistent, sound: true, least: low, most: low}}'),
    ("assessment: null", "{then: {edition: '1', sound: true}}"),
    ("as_of: 2019-03-01\nedition: in_force\nassessment: null", "{least: low, verdict: consistent}"),
)


@pytest.mark.parametrize(("more", "expect"), EVERY_KIND)
def test_an_accepted_suite_passes(more, expect, tmp_path):
    found = _accepted(tmp_path, "a.yaml", one_case(expect, more))
    assert found.changed
    assert found.left == ()
    assert _passes(tmp_path, "a.yaml", found.after)


LEFT = (
    ("", "{explanation: [no such text]}"),
    ("", "{then: null}"),
    ("", "{applies: [R-9]}"),
    ("", "{missing: [access]}"),
    ("as_of: 2019-03-01\nedition: in_force\nassessment: null", "{applies: [R-1]}"),
)


@pytest.mark.parametrize(("more", "expect"), LEFT)
def test_what_only_a_person_can_put_right_is_left(more, expect, tmp_path):
    text = one_case(expect, more)
    found = _accepted(tmp_path, "a.yaml", text)
    assert found.after.decode() == text
    assert [result.case for result in found.left] == ["A case"]


def test_block_lists_keep_their_indentation(tmp_path):
    expect = "\n      applies:\n      - R-1\n      - R-2\n      least: high"
    found = _accepted(tmp_path, "a.yaml", one_case(expect, "facts: {access: true}"))
    assert "      applies:\n      - R-1\n      does_not_apply: [R-2]\n      least: high\n" in found.after.decode()


def test_comments_stay_where_what_they_stood_beside_goes(tmp_path):
    expect = """
      # about the rules
      applies:
        # about R-2
        - R-2   # goes with it
      # about the least
      least: high   # stays
      # about the clock
      clocks:
        C-1:
          state: met
          # about the day
          due: 2020-01-01
      # at the end"""
    found = _accepted(tmp_path, "a.yaml", one_case(expect))
    _, _, after = found.after.decode().partition("A case\n    expect: ")
    assert (
        after
        == """
      # about the rules
      does_not_apply: [R-2]
        # about R-2
      # about the least
      least: low    # stays
      # about the clock
      clocks:
        C-1:
          state: undetermined
          # about the day
          due: null
      # at the end
"""
    )
    assert _passes(tmp_path, "a.yaml", found.after)


def test_values_are_written_as_our_files_hold_them(tmp_path):
    found = _accepted(
        tmp_path, "a.yaml", one_case("\n      clocks: {C-1: {due: 2020-01-01, late_by: 3}}\n      then: {edition: '2'}")
    )
    assert "clocks: {C-1: {due: null, late_by: null}}\n      then: {edition: '1'}\n" in found.after.decode()


SUITE = {
    "suite": "A suite",
    "as_of": "2021-06-30",
    "jurisdiction": "england-and-wales",
    "cases": [
        {
            "case": "One",
            "facts": {"access": True, "worry": False, "told": "2021-06-01"},
            "expect": {"least": "low", "applies": ["R-1", "R-2"], "clocks": {"C-1": {"due": "2020-01-01"}}},
        }
    ],
}


@pytest.mark.parametrize("indent", [None, 1, 2, 4])
def test_json_keeps_its_layout(indent, tmp_path):
    text = json.dumps(SUITE, indent=indent)
    found = _accepted(tmp_path, "a.json", text)
    after = json.loads(found.after)
    assert after["cases"][0].pop("expect") == {
        "least": "high",
        "applies": ["R-1"],
        "clocks": {"C-1": {"due": "2021-06-08"}},
        "does_not_apply": ["R-2"],
    }
    assert found.after.decode().count("\n") == text.count("\n") if indent is None else found.after.count(b"\n") > 1
    assert _passes(tmp_path, "a.json", found.after)


COLUMNS = "case,as_of,jurisdiction,facts.access,facts.worry,facts.asked,facts.count,expect.least,expect.applies,"
ROW = "2021-06-30,england-and-wales,true,false,false,1"
SHEET = f"""{COLUMNS}expect.does_not_apply,expect.missing.exactly,expect.clocks.C-1.due
"One, two",{ROW},low,R-1; R-2,R-4,"[]",2020-01-01
Two,{ROW},high,R-1,R-4,,
"""


def test_cells_of_a_sheet_are_rewritten(tmp_path):
    found = _accepted(tmp_path, "a.csv", SHEET)
    header, first, second = found.after.decode().splitlines()
    assert first == f'"One, two",{ROW},high,R-1,R-4; R-2,told,null'
    assert [header, second] == [SHEET.splitlines()[0], SHEET.splitlines()[2]]
    assert found.left == ()
    assert _passes(tmp_path, "a.csv", found.after)


def test_a_sheet_without_room_is_left(tmp_path):
    text = "case,as_of,jurisdiction,facts.access,expect.applies\nOne,2021-06-30,england-and-wales,true,R-1; R-3\n"
    found = _accepted(tmp_path, "a.csv", text)
    assert found.after.decode() == text
    assert [each.what for result in found.left for each in result.differences] == ["R-3"]


def test_a_file_that_changed_meanwhile_is_not_rewritten(tmp_path):
    rules = suite_folder(tmp_path, {"a.yaml": one_case("{least: high}")})
    (suite,) = read(rules, [])
    results = list(run_all([suite]))
    Path(suite.file.path).write_text(one_case("{most: high}"))
    with pytest.raises(UsageError, match="changed since it was read"):
        accept(suite, results)


def test_what_is_missing_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    with pytest.raises(UsageError, match=r"pip install 'riskengine\[authoring\]'"):
        _accepted(tmp_path, "a.yaml", one_case("{least: high}"))
    assert _accepted(tmp_path, "a.yaml", f"{HEAD}  - {{case: One, expect: {{least: low}}}}\n").changed == 0
