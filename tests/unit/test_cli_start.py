"""A start loads what it needs: nothing heavy for a decision as JSON, one command where one is named."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("rich", "pydantic", "pydantic_core", "jinja2", "markdown_it", "mdit_py_plugins", "holidays", "pygments")

_CODE = """
import json, sys
from riskengine_cli.app import run
run(sys.argv[1:])
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def _loaded(*arguments):
    """The modules that a run of the program loads."""
    result = subprocess.run([sys.executable, "-c", _CODE, *map(str, arguments)], capture_output=True, text=True, check=True)
    return json.loads(result.stderr.splitlines()[-1])


@pytest.fixture(scope="module")
def for_a_decision(examples):
    return _loaded("assess", examples / "unknown-household.json", "--as-of", "2023-09-13", "--format", "json")


@pytest.fixture(scope="module")
def for_the_list_of_schemas():
    return _loaded("schema")


def test_a_decision_as_json_loads_nothing_heavy(for_a_decision):
    assert "riskengine.engine" in for_a_decision
    assert [name for name in HEAVY if name in for_a_decision and name != "holidays"] == []


def test_a_command_loads_no_other(for_the_list_of_schemas):
    commands = {"riskengine_cli.assess", "riskengine_cli.check", "riskengine_cli.show"}
    assert not commands & set(for_the_list_of_schemas)
    assert "riskengine.engine" not in for_the_list_of_schemas


def test_help_loads_no_engine_and_no_rich():
    loaded = _loaded("--help")
    assert [name for name in (*HEAVY, "riskengine.engine") if name in loaded] == []
