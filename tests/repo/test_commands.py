"""Every command has help with an example, is documented, and is documented truly."""

from __future__ import annotations

import re
import shlex

import pytest
import typer
from typer.testing import CliRunner

from riskengine_cli.app import program, run
from tests.repo.sources import ROOT

APP = program()
COMMANDS = typer.main.get_command(APP).commands
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def _documented_calls():
    for path in DOCUMENTS:
        for block in re.findall(r"```(?:console|bash|sh)\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.splitlines():
                call = re.search(r"(?:^|[/ ])riskengine ([a-z].*)", line.split(" #")[0])
                if call and "venv" not in line:
                    yield path.name, shlex.split(re.split(r" [|>&]", call.group(1))[0])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_with_an_example(name):
    shown = CliRunner().invoke(APP, [name, "--help"])
    assert shown.exit_code == 0
    assert re.search(rf"Examples?: riskengine {name}", shown.output)


def test_the_help_of_the_program_lists_every_command(capsys):
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name):
    assert [param.name for param in COMMANDS[name].params if not getattr(param, "help", None)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_in_the_readme(name):
    assert f"riskengine {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("document", "call"), list(_documented_calls()))
def test_a_documented_call_has_the_options_that_it_uses(document, call):
    command = COMMANDS.get(call[0])
    assert command is not None, f"{document}: no command {call[0]}"
    known = {option for param in command.params for option in param.opts} | {"--help"}
    assert [word for word in call[1:] if word.startswith("-") and word != "-" and word.split("=")[0] not in known] == []


def test_completion_works_for_the_three_shells(monkeypatch):
    for shell in ("bash", "zsh", "fish"):
        shown = CliRunner().invoke(APP, ["--show-completion", shell])
        assert shown.exit_code == 0
        assert "riskengine" in shown.output
