"""From a rule set as written to a Program."""

from __future__ import annotations

from riskengine.compiling.program import Program
from riskengine.compiling.report import Report
from riskengine.compiling.types import checked
from riskengine.diagnostics import RuleSetError
from riskengine.loading.uncollected import uncollected
from riskengine.ruleset import RuleSet

__all__ = ["compile_ruleset"]


def compile_ruleset(ruleset: RuleSet) -> Program:
    """Resolve every name, check every type, and number every node.

    Raises `RuleSetError` with every problem at once, sorted by place.
    """
    report = Report()
    with uncollected():
        program = checked(ruleset, report)
    if report.problems:
        from riskengine.compiling.quoting import quoted

        count = len(report.problems)
        noun = "problem" if count == 1 else "problems"
        raise RuleSetError(f"{ruleset.id} {ruleset.edition} cannot be used: {count} {noun}", quoted(report.problems))
    return program
