"""How runs end: exit codes, their order, and what a person reads when something goes wrong."""

from __future__ import annotations

import itertools

import pytest

from riskengine.diagnostics import CaseError, Diagnostic, Place, RiskEngineError, RuleSetError, UsageError
from riskengine_cli import app, failures
from riskengine_cli.failures import WORST_FIRST, report, worst


@pytest.mark.parametrize(("better", "worse"), [(b, a) for a, b in itertools.pairwise(WORST_FIRST)])
def test_the_worse_code_stands_for_both(better, worse):
    assert worst([better, worse]) == worse
    assert worst([worse, better]) == worse


def test_the_order_is_the_published_one():
    assert WORST_FIRST == (70, 7, 4, 2, 6, 5, 1, 3, 0)


def test_nothing_was_run_is_never_success():
    assert worst([]) == 2


def test_an_unknown_code_is_an_internal_error():
    assert worst([0, 99]) == 70
    assert worst([99]) == 70


@pytest.mark.parametrize(("error", "code"), [(CaseError, 2), (UsageError, 2), (RuleSetError, 4), (RiskEngineError, 70)])
def test_every_error_of_ours_has_its_exit_code_and_its_words(error, code, capsys):
    diagnostic = Diagnostic("RE201", "there is no key `whne`", Place("a.yaml", 2, 3), help="did you mean `when`?")
    assert report(error("it cannot be used", [diagnostic]), debug=False) == code
    told = capsys.readouterr()
    assert told.out == ""
    for words in ("RE201", "a.yaml:2:3", "did you mean `when`?", "it cannot be used"):
        assert words in told.err


def _raise_secretly():
    raise ZeroDivisionError("the suspect lives at a secret place")


def _secret_error():
    with pytest.raises(ZeroDivisionError) as caught:
        _raise_secretly()
    return caught.value


def test_an_internal_error_says_where_but_not_what(capsys):
    assert report(_secret_error(), debug=False) == 70
    told = capsys.readouterr().err
    assert "internal error: ZeroDivisionError" in told
    assert "report it" in told
    assert "secret" not in told
    assert "Traceback" not in told


def test_debugging_shows_the_traceback(capsys):
    assert report(_secret_error(), debug=True) == 70
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert "_raise_secretly" in told


@pytest.mark.parametrize("arguments", [["--debug", "show", "zebra"], ["show", "zebra"]])
def test_debugging_is_an_option_of_the_program(arguments, capsys):
    assert app.run(arguments) == 2
    assert ("Traceback" in capsys.readouterr().err) == (arguments[0] == "--debug")


@pytest.mark.parametrize("arguments", [[], ["chek"], ["assess"], ["show", "--bogus"], ["assess", "x.json", "--format", "xml"]])
def test_a_wrong_command_line_is_2(arguments, capsys):
    assert app.run(arguments) == 2
    told = capsys.readouterr()
    assert "Usage: riskengine" in told.out + told.err
    assert "Traceback" not in told.err


def test_help_and_version_are_0(capsys):
    assert app.run(["--help"]) == 0
    assert app.run(["--version"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("riskengine 0.")


def test_interrupted(capsys):
    assert failures.interrupted() == 130
    assert "interrupted" in capsys.readouterr().err
