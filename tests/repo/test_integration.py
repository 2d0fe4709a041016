"""A sample case system that uses only public names: it type-checks strictly, and it works."""

from __future__ import annotations

import ast
import datetime as dt
import json
import subprocess
import sys

import pytest

import riskengine
from tests.repo.sample_integration import CaseSystem, Saved
from tests.repo.sources import ROOT

SAMPLE = ROOT / "tests" / "repo" / "sample_integration.py"
TODAY = dt.date(2022, 3, 15)


@pytest.fixture(scope="module")
def system():
    return CaseSystem()


@pytest.fixture
def case(examples):
    return json.loads((examples / "september-2020.json").read_text(encoding="utf-8"))


def test_strict_types():
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", str(SAMPLE)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_only_public_names_are_used():
    tree = ast.parse(SAMPLE.read_text(encoding="utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_package(node.value)}
    assert used
    assert used <= set(riskengine.__all__)


def _is_package(node):
    return isinstance(node, ast.Name) and node.id == "riskengine"


def test_a_case_is_saved(system, case):
    saved = system.save(case, TODAY)
    assert isinstance(saved, Saved)
    assert json.loads(saved.decision)["digest"] == saved.digest
    assert saved.to_put_right
    assert saved.to_ask


def test_a_bad_case_is_told(system, case):
    problems = system.save({**case, "facts": {"lives_with_chld": True}}, TODAY)
    assert isinstance(problems, tuple)
    assert "/facts/lives_with_chld" in problems[0]


def test_overnight(system, case):
    assert list(system.overnight([case, {"case_id": "B"}], TODAY)) == [("EX-SEPTEMBER-2020", 1), ("B", 2)]


def test_a_letter(system, case):
    assert system.letter(case, TODAY).startswith("#")


def test_overdue(system, case):
    decision = system.engine.assess(case, as_of=TODAY)
    assert ("ACT-HIGH", 547) in system.overdue(decision)
