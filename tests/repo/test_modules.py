"""Every module says what it is about, what it makes public, and keeps its examples true."""

from __future__ import annotations

import ast
import doctest
import importlib
import types

import pytest

import riskengine
from tests.repo.sources import modules, tree_of

MODULES = modules()
VAGUE = {"utils", "helpers", "common", "manager", "base", "misc"}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_opens_with_a_line_that_says_its_idea(name):
    text = ast.get_docstring(tree_of(MODULES[name]))
    assert text, f"{name} has no docstring"
    assert text.splitlines()[0].rstrip().endswith((".", ":")), f"{name}: the first line is a sentence"


@pytest.mark.parametrize("name", MODULES)
def test_no_module_has_a_vague_name(name):
    assert not VAGUE & set(name.split("."))


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_public_names_exist(name):
    module = importlib.import_module(name)
    assert [each for each in getattr(module, "__all__", ()) if not hasattr(module, each)] == []


def _by_kind(name):
    """Constants, then classes, then the rest, as ruff sorts them in every module."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_the_public_names_of_the_library_are_sorted_and_documented():
    assert list(riskengine.__all__) == sorted(riskengine.__all__, key=_by_kind)
    undocumented = [name for name in riskengine.__all__ if _needs_words(getattr(riskengine, name))]
    assert undocumented == []


def _needs_words(value):
    return isinstance(value, type | types.FunctionType) and not value.__doc__


@pytest.mark.parametrize("name", [name for name in MODULES if ">>>" in MODULES[name].read_text(encoding="utf-8")])
def test_examples_in_docstrings_are_true(name):
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried
    assert not failed
