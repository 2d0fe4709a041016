"""`riskengine show` and `riskengine check` on what ships, and on folders that are broken or empty."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from riskengine_cli.app import run


@pytest.fixture
def tell(capsys):
    def call(*arguments):
        code = run([str(each) for each in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ([], ["suspect-priority/2020.1", "released", "illustrative"]),
        (["suspect-priority"], ["suspect-priority/2023.1"]),
        (["suspect-priority/2023.1"], ["illustrative", "ACC-1", "lives_with_child", "grades:"]),
        (["ACC-1"], ["holds: access_to_children", "hmic/2023#access", "suspect-priority/2026.1"]),
        (["suspect-priority/2020.1/MAT-2"], ["suspect-priority/2020.1", "minimum_grade: high"]),
        (["suspect-priority/ACC-1"], ["ACC-1"]),
        (["lives_with_child"], ["boolean", "Access to children"]),
        (["access_to_children"], ["any:"]),
        (["access_routes"], ["count_true"]),
        (["other_factors"], ["grade: medium"]),
        (["high_limit_days"], ["7 from", "not verified"]),
        (["ACT-HIGH"], ["high_limit_days days", "referral_received"]),
        (["INV-1"], ["given", "minimum_grade"]),
        (["misgraded"], ["error", "below the least"]),
        (["RE201"], ["RE201"]),
        (["hmic/2023#access"], ["cited by", "suspect-priority/2023.1/ACC-1"]),
        (["hmic/2023"], ["hmic/2023#access"]),
    ],
)
def test_show(tell, what, words):
    code, out, err = tell("show", *what)
    assert (code, err) == (0, "")
    assert [word for word in words if word not in out] == []


@pytest.mark.parametrize("what", [[], ["ACC-1"], ["suspect-priority/2023.1"], ["misgraded"], ["hmic/2023#access"]])
def test_show_as_json(tell, what):
    code, out, _ = tell("show", *what, "--format", "json")
    assert code == 0
    assert json.loads(out)["kind"]


@pytest.mark.parametrize(
    ("what", "near"),
    [("ACC-11", "ACC-1"), ("lives_with_chld", "lives_with_child"), ("misgrade", "misgraded"), ("hmic/2023#acces", "access")],
)
def test_a_near_name_is_suggested(tell, what, near):
    code, out, err = tell("show", what)
    assert (code, out) == (2, "")
    assert near in err


def test_a_name_that_several_rule_sets_use_says_where_else_it_is(tell):
    code, out, _ = tell("show", "date_of_birth")
    assert code == 0
    assert out.index("in: suspect-priority/") < out.index("also in:") < out.index("moj-direct-contact/1.0/date_of_birth")
    assert tell("show", "moj-direct-contact/1.0/date_of_birth")[1].count("When was the person born?") == 1


@pytest.fixture
def rules(tmp_path, root):
    shutil.copytree(root / "rules", tmp_path / "rules")
    shutil.copytree(root / "guidance", tmp_path / "guidance")
    return tmp_path / "rules"


def _break(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_ships_has_no_error(tell):
    code, out, err = tell("check")
    assert code == 0, out + err
    assert "5 editions checked" in out


def test_every_problem_at_once_sorted_by_place(tell, rules):
    edition = rules / "suspect-priority" / "2023.1"
    _break(edition / "facts.yaml", "type: boolean", "type: bolean")
    _break(edition / "clocks.yaml", "starts: referral_received", "strats: referral_received")
    code, out, _ = tell("check", "--rules", rules)
    assert code == 4
    assert out.index("clocks.yaml") < out.index("facts.yaml")
    assert "did you mean `boolean`?" in out
    assert " errors" in out.splitlines()[-1]


def test_an_edited_release_shows_everything_else_that_is_wrong_too(tell, rules):
    """The lock refuses the edition, which is no reason to keep the rest from its author."""
    assert tell("check", "--rules", rules, "--write-lock")[0] == 0
    edition = rules / "suspect-priority" / "2023.1"
    _break(edition / "rules" / "access.yaml", "minimum_grade: medium", "minimum_grade: meduim")
    _break(edition / "clocks.yaml", "starts: referral_received", "starts: referral_recieved")
    code, out, _ = tell("check", "--rules", rules)
    assert code == 4
    for words in ("RE421", "RE305", "did you mean `medium`?", "RE308", "did you mean `referral_received`?"):
        assert words in out


def test_an_edited_release_that_compiles_is_linted(tell, rules):
    facts = rules / "suspect-priority" / "2023.1" / "facts.yaml"
    _break(facts, "children_in_household:", "nobody_asks: {type: boolean, question: Why?}\nchildren_in_household:")
    code, out, _ = tell("check", "--rules", rules)
    assert code == 4
    assert "RE421" in out
    assert "nobody_asks" in out


def test_every_problem_with_a_line_shows_it(tell, rules):
    _break(rules / "suspect-priority" / "2023.1" / "rules" / "access.yaml", "cites: [", "cites: [gone/1#nowhere, ")
    out = tell("check", "--rules", rules)[1]
    assert "gone/1#nowhere" in out
    assert len(re.findall(r"--> .*:\d+:\d+$", out, re.MULTILINE)) == len(re.findall(r"\| +\^+$", out, re.MULTILINE)) > 1


def test_the_problems_as_json(tell, rules):
    _break(rules / "suspect-priority" / "2023.1" / "facts.yaml", "type: boolean", "type: bolean")
    code, out, _ = tell("check", "--rules", rules, "--format", "json")
    report = json.loads(out)
    assert code == 4
    assert report["errors"] == sum(each["severity"] == "error" for each in report["diagnostics"]) > 0


def test_an_empty_folder_is_never_success(tell, tmp_path):
    code, out, err = tell("check", "--rules", tmp_path)
    assert code != 0
    assert "there is no rule set" in out + err


def test_a_missing_folder(tell, tmp_path):
    code, out, err = tell("check", "--rules", tmp_path / "no")
    assert code == 2
    assert out == ""
    assert "no" in err


def test_a_lock_is_written_and_a_changed_release_refused(tell, rules):
    (rules / "editions.lock").unlink(missing_ok=True)
    assert tell("check", "--rules", rules, "--write-lock")[0] == 0
    assert (rules / "editions.lock").is_file()
    _break(rules / "suspect-priority" / "2023.1" / "rules" / "access.yaml", "minimum_grade: medium", "minimum_grade: high")
    assert tell("check", "--rules", rules)[0] == 4
    assert tell("check", "--rules", rules, "--write-lock")[0] == 4
    assert tell("check", "--rules", rules, "--write-lock", "--force")[0] == 0
