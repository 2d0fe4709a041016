"""Parameters as declared: each has a value on every day on which the edition is in force."""

from __future__ import annotations

from riskengine.compiling.report import Report
from riskengine.ruleset import RuleSet

__all__ = ["check_parameters"]


def check_parameters(ruleset: RuleSet, report: Report) -> None:
    """Check that no parameter starts later than the edition."""
    first_day = ruleset.effective_from
    for history in ruleset.parameters.values():
        starts = [dated.start for dated in history.values]
        if starts and min(starts) <= first_day:
            continue
        since = f"only from {min(starts)}" if starts else "on no day"
        message = f"the edition is in force from {first_day}, and `{history.name}` has a value {since}"
        report.error("RE350", message, history.place, help=f"add the value that was in force on {first_day}")
