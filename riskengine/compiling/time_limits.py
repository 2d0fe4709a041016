"""The lengths of time limits: whole numbers, not negative."""

from __future__ import annotations

from riskengine.compiling.program import Program
from riskengine.compiling.report import Report

__all__ = ["check_time_limits"]


def check_time_limits(program: Program, report: Report) -> None:
    """Check the values of the parameters that say how long time limits are."""
    for compiled in program.clocks:
        clock = compiled.clock
        name = clock.within.parameter or ""
        history = program.ruleset.parameters.get(name)
        for dated in history.values if history else ():
            if dated.value < 0 or dated.value != int(dated.value):
                message = f"`{name}` is {dated.value}, which cannot be a number of {clock.unit.replace('_', ' ')}"
                related = ((clock.place, f"the time limit {clock.id}"),)
                report.error("RE362", message, dated.place, help="a time limit is a whole number, 0 or more", related=related)
