"""Everything that must be right before a rule set is used, beyond what building it finds out."""

from __future__ import annotations

from riskengine.compiling.program import Program
from riskengine.compiling.report import Report
from riskengine.ruleset import RuleSet

__all__ = ["check_program", "check_types"]


def check_types(ruleset: RuleSet, report: Report) -> None:
    """Check what is written, name by name."""


def check_program(program: Program, report: Report) -> None:
    """Check what follows from the whole."""
