"""What must be right before a rule set is used, beyond what numbering its conditions finds out."""

from __future__ import annotations

from riskengine.compiling.bands import check_bands
from riskengine.compiling.building import build
from riskengine.compiling.implied import Implications
from riskengine.compiling.lines import Lines
from riskengine.compiling.parameters import check_parameters
from riskengine.compiling.policies import check_policies
from riskengine.compiling.program import Program
from riskengine.compiling.quoting import quoted
from riskengine.compiling.ranges import ranges_of
from riskengine.compiling.report import Report
from riskengine.compiling.soundness import Unsound, unsound_parts
from riskengine.compiling.templates import check_templates
from riskengine.compiling.time_limits import check_time_limits
from riskengine.diagnostics import Diagnostic
from riskengine.ruleset import RuleSet

__all__ = ["check_types", "checked"]


def check_types(ruleset: RuleSet, problems: list[Diagnostic]) -> None:
    """Add everything that is wrong with a rule set's names and types to `problems`."""
    report = Report()
    checked(ruleset, report)
    problems.extend(quoted(report.problems))


def checked(ruleset: RuleSet, report: Report) -> Program:
    """The program of a rule set, and everything that is wrong with it in `report`."""
    program = build(ruleset, report)
    check_parameters(ruleset, report)
    check_policies(program, report)
    check_time_limits(program, report)
    unsound = unsound_parts(program) if report.problems else Unsound()
    ranges = ranges_of(program)
    check_bands(program, ranges, unsound, report)
    check_templates(program, Implications(program, Lines(program, ranges)), unsound, report)
    return program
