"""Every suite of a shipped edition passes."""

from __future__ import annotations

import pytest

from riskengine.authoring.suite_files import find_suites
from riskengine.authoring.suite_reader import read_suite
from riskengine.authoring.suite_report import failure_text
from riskengine.authoring.suite_running import run_suite
from riskengine.engine import Engine
from riskengine.excerpt import render
from tests.conftest import ROOT

PROBLEMS = []
FILES = find_suites([ROOT / "rules"], PROBLEMS)


@pytest.fixture(scope="module")
def engine():
    return Engine.open(ROOT / "rules")


def test_nothing_among_the_suites_would_be_passed_over():
    assert list(map(render, PROBLEMS)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.path.rsplit("/", 4)[-4:]))
def test_a_shipped_suite_passes(file, engine):
    problems = []
    suite = read_suite(file, problems)
    assert list(map(render, problems)) == []
    assert suite is not None
    failed = [failure_text(result) for result in run_suite(suite, engine) if not result.passed]
    assert not failed, "\n\n".join(failed)
