"""The plainest calls of `assess` do without typer, and end as they do with it."""

from __future__ import annotations

import json
import subprocess
import sys
from inspect import signature
from typing import get_args, get_type_hints

import pytest
import typer

from riskengine_cli.app import program, run
from riskengine_cli.assess import assess
from riskengine_cli.assessing import Color, Detail, Format, View, assess_files
from riskengine_cli.plain import FLAGS, VALUES, run_plainly, understood

DAY = ("--as-of", "2023-09-13")


def test_the_table_has_typers_options_and_no_others():
    command = typer.main.get_command(program(["assess"]))
    params = {each.name: each for each in command.commands["assess"].params if each.name not in ("files", "help")}
    names = {option: name for name, each in params.items() for option in each.opts}
    assert names == {**{option: name for option, (name, _) in VALUES.items()}, **FLAGS}
    assert {name for name, each in params.items() if each.is_flag} == set(FLAGS.values())
    assert all(not each.multiple and each.nargs == 1 and not each.envvar for each in params.values())


def test_values_and_defaults_are_those_of_the_command():
    taken = get_type_hints(assess)
    assert all(make in (taken[name], *get_args(taken[name])) for name, make in VALUES.values())
    defaults = [{name: each.default for name, each in signature(call).parameters.items()} for call in (assess, assess_files)]
    assert defaults[0] == defaults[1]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--format", "json", "--force"], {"format_": Format.JSON, "force": True}),
        (["--view", "author", "--explain", "full"], {"view": View.AUTHOR, "explain": Detail.FULL}),
        (["--color", "never", "--edition", "2023.1"], {"color": Color.NEVER, "edition": "2023.1"}),
    ],
)
def test_plain_calls_are_understood(options, found):
    assert understood(["assess", "a.json", *options, "-"]) == {**found, "files": ["a.json", "-"]}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["show"],
        ["--debug", "assess", "a.json"],
        ["assess"],
        ["assess", ""],
        ["assess", "--help"],
        ["assess", "a.json", "-h"],
        ["assess", "a.json", "--format=json"],
        ["assess", "a.json", "--format", "jsno"],
        ["assess", "a.json", "--format"],
        ["assess", "a.json", "--edition", "--force"],
        ["assess", "a.json", "--force", "--force"],
        ["assess", "a.json", "--output", "x", "-o", "y"],
        ["assess", "a.json", "--unknown"],
        ["assess", "--", "a.json"],
    ],
)
def test_everything_else_is_left_to_typer(arguments):
    assert run_plainly(arguments) is None


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--format", "json"),
        ("--format", "ndjson", "--view", "disclosure"),
        ("--explain", "full", "--color", "always"),
        ("--edition", "9"),
        ("--ruleset", "none"),
        ("--rules", "nowhere"),
    ],
)
def test_it_prints_and_ends_as_with_typer(examples, options, capsys):
    arguments = ["assess", str(examples / "unknown-household.json"), *DAY, *options]
    ends = []
    for way in (run, run_plainly):
        code = way(arguments)
        ends.append((code, *capsys.readouterr()))
    assert ends[0] == ends[1]


def test_a_day_that_is_none_is_told_in_the_same_words(examples, capsys):
    arguments = ["assess", str(examples / "unknown-household.json"), "--as-of", "13.9.2023"]
    assert run(arguments) == run_plainly(arguments) == 2
    assert len(set(capsys.readouterr().err.splitlines())) == 1


def test_the_command_loads_no_typer_for_a_plain_call(examples):
    code = "import json, sys; from riskengine_cli import main; main(); print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    case = str(examples / "unknown-household.json")
    given = [sys.executable, "-c", code, "assess", case, *DAY, "--format", "json"]
    result = subprocess.run(given, capture_output=True, text=True, check=True)
    loaded = json.loads(result.stderr.splitlines()[-1])
    assert "riskengine.engine" in loaded
    assert "typer" not in loaded
