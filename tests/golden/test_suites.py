"""The suite in the documents passes, and no shipped file only looks like a suite; test_shipped_suites.py runs those that are."""

from __future__ import annotations

import re

import pytest

from riskengine.authoring.suite_expectations import EXPECT
from riskengine.authoring.suite_files import find_suites
from riskengine.authoring.suite_reader import read_suite
from riskengine.authoring.suite_report import failure_text
from riskengine.authoring.suite_running import run_suite
from riskengine.authoring.suite_sheets import COLUMNS
from riskengine.authoring.suites import SuiteFile
from riskengine.engine import Engine
from riskengine.excerpt import render
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def engine():
    return Engine.open(ROOT / "rules")


def test_nothing_among_the_suites_would_be_passed_over():
    problems = []
    assert find_suites([ROOT / "rules"], problems)
    assert list(map(render, problems)) == []


DOCUMENT = (ROOT / "docs" / "suites.md").read_text(encoding="utf-8")


def test_the_documented_suite_passes(tmp_path, engine):
    text = re.search(r"```yaml\n(suite:.*?)```", DOCUMENT, re.DOTALL).group(1)
    file = tmp_path / "documented.yaml"
    file.write_text(text.replace("as_of:", 'ruleset: suspect-priority\nedition: "2023.1"\nas_of:', 1), encoding="utf-8")
    problems = []
    suite = read_suite(SuiteFile(str(file)), problems)
    assert list(map(render, problems)) == []
    assert suite is not None
    results = list(run_suite(suite, engine))
    assert len(results) == 2
    assert [failure_text(result) for result in results if not result.passed] == []


def test_the_documented_use_in_python_runs(engine, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", DOCUMENT, re.DOTALL).group(1)
    shortened = code.replace('["rules"]', '["rules/moj-images"]')
    exec(compile(shortened, "suites.md", "exec"), {"engine": engine})  # noqa: S102 - the document under test
    assert "True ()" in capsys.readouterr().out


def test_every_key_of_what_can_be_expected_is_documented():
    assert [key for key in EXPECT.keys if f"`{key}`" not in DOCUMENT] == []
    assert [column for column in COLUMNS if f"`{column}`" not in DOCUMENT] == []
