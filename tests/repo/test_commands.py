"""Every command has help with an example, is documented, and is documented truly."""

from __future__ import annotations

import json
import re
import shlex
import shutil

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


def _quoted_calls():
    """Calls within sentences, without those that hold a gap such as FILE."""
    for path in DOCUMENTS:
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for call in re.findall(r"`riskengine ([a-z][^`]*)`", text):
            if not re.search(r"[A-Z]{2}(?![A-Z0-9]*-\d)|\[|\.\.\.", call):
                yield path.name, shlex.split(call)


@pytest.mark.parametrize(("document", "call"), [*_documented_calls(), *_quoted_calls()])
def test_a_documented_call_runs(document, call, tmp_path, monkeypatch, capsys):
    case = json.loads(re.search(r"```json\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL).group(1))
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    (tmp_path / "cases.ndjson").write_text(f"{json.dumps(case)}\n" * 2, encoding="utf-8")
    for folder in ("rules", "guidance"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    assert run(call) in (0, 1), document
    assert "Traceback" not in capsys.readouterr().err


def test_completion_works_for_the_three_shells(monkeypatch):
    for shell in ("bash", "zsh", "fish"):
        shown = CliRunner().invoke(APP, ["--show-completion", shell])
        assert shown.exit_code == 0
        assert "riskengine" in shown.output
