"""What a rule set may say, but hardly means: warnings and notes about an edition that compiles."""

from __future__ import annotations

from riskengine.compiling.implied import Implications
from riskengine.compiling.lines import Lines
from riskengine.compiling.lint_conditions import lint_conditions
from riskengine.compiling.lint_rules import lint_rules
from riskengine.compiling.lint_texts import lint_texts
from riskengine.compiling.lint_truths import lint_truths
from riskengine.compiling.lint_usage import lint_usage
from riskengine.compiling.program import Program
from riskengine.compiling.quoting import quoted
from riskengine.compiling.ranges import ranges_of
from riskengine.compiling.report import Report
from riskengine.diagnostics import Diagnostic
from riskengine.guidance import Guidance

__all__ = ["lint"]


def lint(program: Program, guidance: Guidance | None = None) -> tuple[Diagnostic, ...]:
    """Every warning and note about an edition, sorted by place, each with the line in which it stands.

    `guidance` says how sure we are of what is cited.
    """
    report = Report()
    ranges = ranges_of(program)
    known = Implications(program, Lines(program, ranges))
    lint_usage(program, report)
    lint_conditions(program, known, report)
    lint_truths(program, known, report)
    lint_rules(program, ranges, guidance or Guidance(), report)
    lint_texts(program, known, report)
    return quoted(report.problems)
