"""`riskengine test`: what it runs, prints and writes, and how it ends."""

from __future__ import annotations

import json
import os

import pytest
from jsonschema import Draft202012Validator

from riskengine.schemas import schema_of
from riskengine_cli.app import run
from riskengine_cli.progress import shown
from riskengine_cli.watching import snapshot, watch
from tests.suite_folder import CASES, one_case, suite_folder

GOOD = one_case("{least: high}", "facts: {access: true}")
BAD = one_case("{least: low}", "facts: {access: true}")
UNREADABLE = "suite: A\ncasses: []\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    suite_folder(tmp_path, {"a.yaml": GOOD})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, name, text):
    (folder / CASES / name).write_text(text)


ENDS = (
    ({"a.yaml": GOOD}, (), 0, "2 cases in 1 suite: 2 passed"),
    ({"b.yaml": BAD}, (), 5, "4 cases in 2 suites: 3 passed, 1 failed"),
    ({"b.yaml": BAD}, ("--only", "A CASE"), 5, "2 cases in 2 suites: 1 passed, 1 failed"),
    ({"a.yaml": BAD, "b.yaml": BAD}, ("-x",), 5, "2 cases in 1 suite: 1 passed, 1 failed, 2 not run"),
    ({"b.yaml": BAD}, ("--jobs", "2"), 5, "4 cases in 2 suites: 3 passed, 1 failed"),
    ({"b.yaml": BAD}, ("--jobs", "auto", "--exit-first"), 5, "4 cases in 2 suites: 3 passed, 1 failed"),
    ({"b.yaml": UNREADABLE}, (), 2, "2 cases in 1 suite: 2 passed, 1 problem with suites"),
    ({"a.yaml": UNREADABLE}, (), 2, "0 cases in 0 suites: nothing was tested"),
    ({"b.yaml": BAD, "c.yaml": UNREADABLE}, (), 2, "1 failed, 1 problem"),
    ({"b.csv": "case,expect.least\n"}, (), 5, "2 passed, 1 problem with suites"),
    ({"b.doc": ""}, (), 5, "1 problem with suites"),
)


@pytest.mark.parametrize(("suites", "options", "code", "summary"), ENDS)
def test_how_a_run_ends(suites, options, code, summary, folder, capsys):
    for name, text in suites.items():
        write(folder, name, text)
    assert run(["test", "rules", *options]) == code
    assert summary in capsys.readouterr().out.splitlines()[-1]


WRONG = (
    (("rules", "--only", "zebra"), "no suite and no case has `zebra` in its name"),
    (("no/such",), "there is no file or folder no/such"),
    (("rules", "--jobs", "none"), "--jobs takes a number of processes"),
    (("rules", "--jobs", "0"), "--jobs takes a number of processes"),
)


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_a_run_of_nothing_is_no_pass(arguments, message, folder, capsys):
    assert run(["test", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_an_edition_without_suites_is_no_pass(folder, capsys):
    assert run(["test", "rules/plain/2"]) == 2
    assert "error[RE801]" in capsys.readouterr().out


def test_a_rule_set_that_cannot_be_used(folder, capsys):
    (folder / "rules" / "plain" / "1" / "facts.yaml").write_text("access: {type: boolaen}\n")
    assert run(["test", "rules"]) == 4
    assert "boolaen" in capsys.readouterr().err


def test_the_rules_option_names_the_folder(folder, capsys):
    assert run(["test", "--rules", "rules"]) == 0
    elsewhere = folder / "elsewhere.yaml"
    elsewhere.write_text(GOOD.replace("as_of:", 'ruleset: plain\nedition: "1"\nas_of:', 1))
    assert run(["test", "elsewhere.yaml", "--rules", "rules"]) == 0
    assert run(["test", "elsewhere.yaml"]) == 5
    assert "there is no rule set `plain`" in capsys.readouterr().out


def test_json_and_junit(folder, capsys):
    write(folder, "b.yaml", BAD)
    assert run(["test", "rules", "--format", "json", "--junit", "junit.xml"]) == 5
    printed = json.loads(capsys.readouterr().out)
    assert printed["failed"] == 1
    assert list(Draft202012Validator(schema_of("test")).iter_errors(printed)) == []
    assert '<testsuites tests="4" failures="1" errors="0">' in (folder / "junit.xml").read_text()


def test_claims_fit_the_published_schema(root, capsys):
    assert run(["test", str(root / "rules" / "moj-images"), "--format", "json", "--invariants", "3"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["claims"]
    assert list(Draft202012Validator(schema_of("test")).iter_errors(printed)) == []


def test_github(folder, capsys):
    write(folder, "b.yaml", BAD)
    assert run(["test", "rules", "--format", "github"]) == 5
    assert capsys.readouterr().out.startswith(f"::error file={CASES}/b.yaml,line=12,")


def test_accept_rewrites_and_prints_the_difference(folder, capsys):
    write(folder, "a.yaml", BAD)
    mode = (folder / CASES / "a.yaml").stat().st_mode
    assert run(["test", "rules", "--accept"]) == 0
    told = capsys.readouterr()
    assert "-    expect: {least: low}\n+    expect: {least: high}\n" in told.out
    assert "1 expectation was rewritten" in told.err
    assert (folder / CASES / "a.yaml").read_text() == GOOD
    assert (folder / CASES / "a.yaml").stat().st_mode == mode
    assert run(["test", "rules"]) == 0


def test_accept_leaves_what_a_person_is_to_put_right(folder, capsys):
    write(folder, "a.yaml", one_case("{least: high, explanation: [no such text]}"))
    assert run(["test", "rules", "--accept"]) == 5
    out = capsys.readouterr().out
    assert "+    expect: {least: low, explanation: [no such text]}" in out
    assert 'the text "no such text"' in out
    assert "2 cases in 1 suite: 1 passed, 1 failed" in out


def test_accept_with_nothing_to_accept(folder, capsys):
    assert run(["test", "rules", "--accept"]) == 0
    assert capsys.readouterr().out == "2 cases in 1 suite: 2 passed\n"


def test_watching_runs_again_after_a_change(folder, capsys):
    codes = []

    def once():
        codes.append(run(["test", "rules"]))
        return codes[-1]

    def pause(_):
        if len(codes) == 1:
            write(folder, "a.yaml", BAD)
        elif len(codes) == 2:
            (folder / "rules" / "plain" / "1" / "rules" / "all.yaml").unlink()
        else:
            raise KeyboardInterrupt

    assert watch(once, [folder / CASES], pause) == 130
    assert codes == [0, 5, 4]
    assert "changed: a.yaml" in capsys.readouterr().err


def test_watching_goes_on_where_a_rule_set_is_broken(folder, monkeypatch, capsys):
    (folder / "rules" / "plain" / "1" / "facts.yaml").write_text("access: {type: boolaen}\n")

    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    monkeypatch.setattr("riskengine_cli.watching.PAUSE", 0)
    assert watch(lambda: run(["test", "rules"]), [folder / "rules"], interrupt) == 130
    assert "exit code 4; waiting" in capsys.readouterr().err


def test_watching_sees_guidance_and_rules_and_leaves_other_files(folder):
    before = snapshot([folder])
    assert {os.path.relpath(path, folder) for path in before} >= {"guidance/test/1.md", f"{CASES}/a.yaml"}
    (folder / "notes.tmp").write_text("x")
    assert snapshot([folder]) == before


def test_no_bar_is_drawn_where_there_is_no_terminal(capsys):
    assert list(shown(iter(range(5)), 5)) == [0, 1, 2, 3, 4]
    assert capsys.readouterr().err == ""


def test_a_bar_on_a_terminal_changes_no_result(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("riskengine_cli.progress.PATIENCE", -1.0)
    assert list(shown(iter(range(5)), 5)) == [0, 1, 2, 3, 4]
    assert list(shown(iter(()), 0)) == []
    assert capsys.readouterr().out == ""
