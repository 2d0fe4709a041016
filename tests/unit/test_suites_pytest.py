"""The plugin of pytest: it collects suites where they are asked for, and nothing anywhere else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.suite_folder import CASES, one_case, suite_folder

BAD = one_case("{least: low}", "facts: {access: true}")


@pytest.fixture
def folder(tmp_path):
    suite_folder(tmp_path, {"a.yaml": BAD, "elsewhere/cases/data.yaml": "a: 1\n"})
    (tmp_path / "test_one.py").write_text("def test_one(): pass\n")
    return tmp_path


def _pytest(folder, *arguments):
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-v", *arguments]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return result.returncode, result.stdout


def test_nothing_is_collected_unless_it_is_asked_for(folder):
    code, out = _pytest(folder)
    assert code == 0, out
    assert "1 passed" in out


@pytest.mark.parametrize("arguments", [("--riskengine", "rules"), (CASES,), (f"{CASES}/a.yaml",)])
def test_every_case_is_a_test(folder, arguments):
    code, out = _pytest(folder, *arguments)
    assert code == 1, out
    assert f"{CASES}/a.yaml::The base PASSED" in out
    assert f"{CASES}/a.yaml::A case FAILED" in out
    assert "1 failed, 1 passed" in out


def test_a_failure_is_what_the_command_prints(folder):
    _, out = _pytest(folder, CASES)
    assert "expected: low\n    actual:   high\n    because:  R-1 requires high: there is access" in out
    assert "Traceback" not in out
    assert "pytest_plugin.py" not in out


def test_a_case_can_be_chosen(folder):
    code, out = _pytest(folder, f"{CASES}/a.yaml::The base")
    assert code == 0, out
    assert "1 passed" in out


def test_a_suite_that_cannot_be_read_is_an_error(folder):
    (folder / CASES / "a.yaml").write_text("suite: A\ncasses: []\n")
    code, out = _pytest(folder, CASES)
    assert code == 2, out
    assert "error[RE201]" in out


def test_a_run_without_suites_imports_nothing_of_the_package(folder):
    (folder / "test_one.py").write_text(
        "import sys\n"
        "def test_one():\n"
        "    ours = {name.removeprefix('riskengine') for name in sys.modules if name.startswith('riskengine')}\n"
        "    assert ours <= {'', '._version', '.authoring', '.authoring.pytest_plugin'}, ours\n"
    )
    code, out = _pytest(folder)
    assert code == 0, out
