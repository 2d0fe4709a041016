"""`riskengine assess`: formats, the order of several cases, exit codes, and what is said where."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from riskengine_cli.app import run

DAY = ["--as-of", "2022-03-15"]


@pytest.fixture
def misgraded(examples):
    return str(examples / "september-2020.json")


@pytest.fixture
def assess(capsys):
    def call(*arguments):
        code = run(["assess", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.json"
    path.write_text('{"case_id": 1}', encoding="utf-8")
    return path


def test_text(assess, misgraded):
    code, out, err = assess(misgraded, *DAY)
    assert code == 1
    assert "graded low" in out
    assert "\x1b[" not in out
    assert err == ""


def test_coloured_text(assess, misgraded):
    assert "\x1b[" in assess(misgraded, *DAY, "--color", "always")[1]


def test_colour_never_reaches_a_file(assess, misgraded, tmp_path):
    target = tmp_path / "decision.txt"
    assert assess(misgraded, *DAY, "--color", "always", "--output", target)[:2] == (1, "")
    assert "\x1b[" not in target.read_text(encoding="utf-8")


def test_one_case_is_one_object(assess, misgraded):
    code, out, _ = assess(misgraded, *DAY, "--format", "json")
    decision = json.loads(out)
    assert code == 1
    assert decision["grade"]["verdict"] == "below_minimum"
    assert decision["as_of"] == "2022-03-15"


def test_several_cases_are_a_list_in_order_and_a_refused_one_keeps_its_place(assess, misgraded, broken):
    code, out, err = assess(misgraded, broken, misgraded, *DAY, "--format", "json")
    decisions = json.loads(out)
    assert code == 2
    assert [each["schema"] for each in decisions] == ["riskengine/decision/1", "riskengine/refusal/1", "riskengine/decision/1"]
    assert decisions[1]["file"] == str(broken)
    assert decisions[1]["diagnostics"]
    assert "3 cases: 1 refused, 2 with something to put right" in err


def test_lines_in_order(assess, misgraded, broken):
    code, out, _ = assess(broken, misgraded, *DAY, "--format", "ndjson")
    assert code == 2
    refusal, decision = map(json.loads, out.splitlines())
    assert refusal["schema"] == "riskengine/refusal/1"
    assert decision["case_id"] == "EX-SEPTEMBER-2020"


def test_one_line_and_one_object_say_the_same(assess, misgraded):
    one, line = (assess(misgraded, *DAY, "--format", form)[1] for form in ("json", "ndjson"))
    assert json.loads(one) == json.loads(line)
    assert len(line.splitlines()) == 1


def test_a_refused_case_is_told_with_its_places(assess, broken):
    code, out, err = assess(broken, *DAY)
    assert (code, out) == (2, "")
    assert f"--> {broken}:1:" in err
    assert "RE7" in err


def test_markdown_and_html(assess, misgraded):
    assert "# " in assess(misgraded, *DAY, "--format", "markdown")[1]
    assert assess(misgraded, *DAY, "--format", "html")[1].startswith("<!DOCTYPE html>")


def test_html_is_a_page_for_one_case(assess, misgraded):
    code, out, err = assess(misgraded, misgraded, *DAY, "--format", "html")
    assert (code, out) == (2, "")
    assert "one case" in err


def test_without_a_day_it_says_which_day_it_took(assess, misgraded):
    code, _, err = assess(misgraded)
    assert code == 1
    assert "as of today" in err


@pytest.mark.parametrize("day", ["yesterday", "2022-3-15", "20220315", "2022-02-30", "15/03/2022", ""])
def test_a_day_that_is_none(assess, misgraded, day):
    code, out, err = assess(misgraded, "--as-of", day)
    assert (code, out) == (2, "")
    assert "YYYY-MM-DD" in err


def test_an_unknown_rule_set_or_edition(assess, misgraded):
    for option, value in (("--ruleset", "suspect-prioritty"), ("--edition", "2023.2")):
        code, out, err = assess(misgraded, misgraded, *DAY, option, value)
        assert (code, out) == (2, "")
        assert "suspect-priority" in err or "2023.1" in err
        assert err.count(value) == 1


def test_a_hypothetical_edition_is_never_success(assess, examples):
    code, out, _ = assess(examples / "stands.json", "--as-of", "2023-07-24", "--edition", "2020.1", "--format", "json")
    assert code != 0
    assert "hypothetical" in {finding["code"] for finding in json.loads(out)["findings"]}


def test_a_case_that_stands_is_success(assess, examples):
    assert assess(examples / "stands.json", "--as-of", "2023-07-24")[0] == 0


def test_no_case_at_all(assess, tmp_path):
    path = tmp_path / "none.ndjson"
    path.write_text("\n", encoding="utf-8")
    code, out, err = assess(path, *DAY)
    assert (code, out) == (2, "")
    assert "nothing was checked" in err


def test_standard_input(assess, misgraded, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(misgraded).read_bytes())))
    code, out, _ = assess("-", *DAY, "--format", "json")
    assert code == 1
    assert json.loads(out)["case_id"] == "EX-SEPTEMBER-2020"


def test_an_invalid_rule_set_stops_everything(assess, misgraded, tmp_path, root):
    shutil.copytree(root / "rules", tmp_path / "rules", ignore=shutil.ignore_patterns("editions.lock"))
    shutil.copytree(root / "guidance", tmp_path / "guidance")
    facts = tmp_path / "rules" / "suspect-priority" / "2020.1" / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("type: boolean", "type: bolean", 1), encoding="utf-8")
    code, out, err = assess(misgraded, *DAY, "--rules", tmp_path / "rules")
    assert (code, out) == (4, "")
    assert "did you mean `boolean`?" in err
    assert "facts.yaml:" in err


def test_the_digest_is_the_same_in_every_view(assess, misgraded):
    views = ("officer", "supervisor", "author", "disclosure")
    digests = {json.loads(assess(misgraded, *DAY, "--format", "json", "--view", view)[1])["digest"] for view in views}
    assert len(digests) == 1


def test_a_short_explanation_is_shorter_and_the_default_for_text(assess, misgraded):
    full, short = (assess(misgraded, *DAY, "--explain", detail)[1] for detail in ("full", "short"))
    assert len(short) < len(full)
    assert assess(misgraded, *DAY)[1] == short


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_documents_are_full_unless_asked_otherwise(assess, misgraded, form):
    full, short = (assess(misgraded, *DAY, "--format", form, "--explain", detail)[1] for detail in ("full", "short"))
    assert assess(misgraded, *DAY, "--format", form)[1] == full != short
