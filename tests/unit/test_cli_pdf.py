"""`riskengine assess --format pdf` before and around the browser: what it needs, what it says, and what it leaves behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from riskengine.diagnostics import UsageError
from riskengine_cli.app import run
from riskengine_cli.pdf import BROWSERS, CHOICE, find_browser, print_pdf

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins for a browser are shell scripts")


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine on which no browser is installed, with a folder of temporary files that can be looked into."""
    for name in ("programs", "temporary", "results"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.delenv(CHOICE, raising=False)
    return tmp_path


@pytest.fixture
def install(bare):
    def program(name, script):
        file = bare / "programs" / name
        file.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
        return str(file)

    return program


PRINTS = """
for option in "$@"; do
  case "$option" in
    --print-to-pdf=*) target="${option#--print-to-pdf=}" ;;
    file:*) page="${option#file://}" ;;
  esac
done
echo left behind > "$HOME/profile-like"
{ printf '%s' '%PDF-'; cat "$page"; } > "$target"
"""


def assess(examples, *options):
    return run(["assess", str(examples / "september-2020.json"), "--as-of", "2022-03-15", "--format", "pdf", *map(str, options)])


def test_without_a_browser_it_says_what_to_do_before_it_judges_anything(bare, examples, capsys):
    target = bare / "results" / "decision.pdf"
    assert assess(examples, "--output", target) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert all(word in told.err for word in (*BROWSERS, CHOICE, "--format html"))
    assert not target.exists()


def test_without_a_file_it_says_that_it_makes_one(install, examples, capsys):
    install("chromium", PRINTS)
    assert assess(examples) == 2
    assert "--output" in capsys.readouterr().err


def test_the_pdf_is_printed_of_the_page_and_nothing_else_stays(bare, install, examples, capsys):
    install("chromium", PRINTS)
    target = bare / "results" / "decision.pdf"
    assert assess(examples, "--output", target, "--view", "supervisor") == 1
    assert capsys.readouterr() == ("", "")
    assert target.read_bytes().startswith(b"%PDF-<!DOCTYPE html>")
    assert b"EX-SEPTEMBER-2020" in target.read_bytes()
    assert list((bare / "temporary").iterdir()) == []
    assert list((bare / "results").iterdir()) == [target]


def test_two_cases_make_no_pdf(bare, install, examples, capsys):
    install("chromium", PRINTS)
    assert assess(examples, examples / "stands.json", "--output", bare / "results" / "decision.pdf") == 2
    assert "one case" in capsys.readouterr().err


def test_a_refused_case_leaves_no_file(bare, install, capsys):
    install("chromium", PRINTS)
    case, target = bare / "case.json", bare / "results" / "decision.pdf"
    case.write_text("{}", encoding="utf-8")
    assert run(["assess", str(case), "--as-of", "2022-03-15", "--format", "pdf", "--output", str(target)]) == 2
    assert not target.exists()


@pytest.mark.parametrize("place", range(len(BROWSERS)))
def test_every_name_is_looked_for_in_order(install, place):
    programs = [install(name, "exit") for name in BROWSERS[place:]]
    assert find_browser() == programs[0]


def test_a_chosen_browser_comes_first(bare, install, monkeypatch):
    install("chromium", "exit")
    mine = install("mine", "exit")
    for name in ("mine", mine):
        monkeypatch.setenv(CHOICE, name)
        assert find_browser() == mine
    monkeypatch.setenv(CHOICE, "not-there\x1b[31m")
    with pytest.raises(UsageError, match=r"names one that is not there: not-there<U\+001B>"):
        find_browser()
    monkeypatch.setenv(CHOICE, "")
    assert find_browser() == str(bare / "programs" / "chromium")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 1", "it did not say why"),
        ("echo starting >&2; echo '[1:1] FATAL: no sandbox' >&2; echo bye >&2; exit 1", "FATAL: no sandbox"),
        ('printf "no\\033[31mred\\n"', r"no<U\+001B>\[31mred"),
        ('for option in "$@"; do case "$option" in --print*) : > "${option#*=}" ;; esac; done', "printed no PDF"),
        ("sleep 60", "within 0.5 seconds"),
    ],
)
def test_a_browser_that_fails_is_told_and_leaves_nothing(bare, install, script, told):
    with pytest.raises(UsageError, match=told):
        print_pdf("<p>a case</p>", install("chromium", script), seconds=0.5 if "sleep" in script else 20)
    assert list((bare / "temporary").iterdir()) == []


def test_what_a_browser_started_ends_with_it(bare, install):
    script = f'sleep 300 & echo $! > "{bare}/started"; {PRINTS}'
    assert print_pdf("<p>a case</p>", install("chromium", script)) == b"%PDF-<p>a case</p>"
    started = int((bare / "started").read_text(encoding="utf-8"))
    assert any(_is_over(started) or time.sleep(0.05) for _ in range(200))


def _is_over(process):
    """Whether a process has gone, or is but a name whose parent has not looked yet."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text(encoding="utf-8").split()[2] in "ZX"


def test_a_program_that_cannot_be_started(bare):
    with pytest.raises(UsageError, match="cannot be started"):
        print_pdf("<p>a case</p>", str(bare))
