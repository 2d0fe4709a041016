"""A random rule set, compiled: a rule set that the checks refuse is a failing test, but for what cannot be foreseen."""

from __future__ import annotations

from hypothesis import reject

from riskengine.compiling.compile import compile_ruleset
from riskengine.compiling.program import Program
from riskengine.diagnostics import RuleSetError
from riskengine.ruleset import RuleSet

__all__ = ["program_of"]

_UNFORESEEN = {"RE346"}
"""A band of `points_by` that lies outside what its quantity can be: the strategies do not work out how far it reaches."""


def program_of(ruleset: RuleSet) -> Program:
    """The program; the example is dropped where a band is out of reach."""
    try:
        return compile_ruleset(ruleset)
    except RuleSetError as error:
        if {problem.code for problem in error.diagnostics} <= _UNFORESEEN:
            reject()
        raise AssertionError([problem.message for problem in error.diagnostics]) from error
