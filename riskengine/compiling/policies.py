"""What rules do where their condition is not settled, and what that forbids (language 1 and 3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.compiling.places import place_in
from riskengine.compiling.program import Program
from riskengine.compiling.report import Report
from riskengine.diagnostics import Place
from riskengine.facts import Number
from riskengine.ruleset import Rule

__all__ = ["check_policies"]


def check_policies(program: Program, report: Report) -> None:
    """Presumed and accepted rules give no negative points, and no points to a score that conditions compare."""
    compared = _compared_scores(program)
    for compiled in program.rules:
        rule = compiled.rule
        if rule.when_unknown == "report":
            continue
        place = place_in(rule, "when_unknown")
        if any(points < 0 for _, points in _points(rule)):
            message = f"rule {rule.id} is `{rule.when_unknown}` where it is unknown, and can give negative points"
            help = "give the negative points in a rule of its own, with `when_unknown: report`"
            report.error("RE348", message, place, help=help)
        for score in dict.fromkeys(score for score, _ in _points(rule)):
            if score in compared:
                what = f"rule {rule.id} is `{rule.when_unknown}` where it is unknown"
                message = f"{what}, and gives points to `{score}`, which a condition compares"
                help = f"write `when_unknown: report`, or do not compare `{score}`"
                report.error("RE349", message, place, help=help, related=((compared[score], f"`{score}` is compared here"),))


def _points(rule: Rule) -> Iterator[tuple[str, Number]]:
    """Every number of points that a rule can give, with its score."""
    yield from rule.effect.points.items()
    by = rule.effect.points_by
    if by is not None:
        yield from ((by.score, band.points) for band in by.bands)
        yield by.score, by.otherwise or 0


def _compared_scores(program: Program) -> dict[str, Place]:
    """The scores that conditions compare, and where first."""
    found: dict[str, Place] = {}
    for node in program.nodes:
        for ref in (node.subject, *node.operands):
            if ref is not None and ref.kind == "score":
                found.setdefault(program.scores[ref.index].name, node.place)
    return found
