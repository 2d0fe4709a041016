"""Small modules, small functions."""

from __future__ import annotations

import pytest

from tests.repo.sources import functions, modules, tree_of

MOST_LINES = 400
LONGER = {"riskengine.certificate_check": 650}  # one file by design, so that it can be copied out and run by itself
MOST_LINES_OF_A_FUNCTION = 50


@pytest.mark.parametrize(("name", "path"), modules().items())
def test_a_module_is_short(name, path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGER.get(name, MOST_LINES), name


@pytest.mark.parametrize(("name", "path"), modules().items())
def test_a_function_is_short(name, path):
    long = [
        f"{name}.{each.name}" for each in functions(tree_of(path)) if each.end_lineno - each.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []
