"""What README.md tells a new user to run does what README.md says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

import riskengine
from tests.repo.readme import commands
from tests.repo.sources import ROOT, text_files

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_command_is_one_line_that_makes_its_own_environment():
    for command in commands().values():
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && ")


def test_the_case_in_it_is_a_case():
    case = json.loads(re.search(r"```json\n(.*?)```", README, re.DOTALL).group(1))
    assert riskengine.read_case(case).case_id == "EX-1"


def test_the_library_use_in_it_runs(capsys):
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    case = json.loads(re.search(r"```json\n(.*?)```", README, re.DOTALL).group(1))
    exec(compile(code, "README.md", "exec"), {"case": case})  # noqa: S102 - the document under test
    assert "below_minimum" in capsys.readouterr().out


@pytest.mark.slow
def test_the_first_command_in_a_fresh_copy(tmp_path):
    for path in text_files():
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    command = ["bash", "-c", commands()["try"]]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    assert "graded low" in result.stdout
