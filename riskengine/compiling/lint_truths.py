"""Conditions that are always true, or never."""

from __future__ import annotations

from riskengine.compiling.implied import Implications, impossible, jointly_impossible
from riskengine.compiling.lines import compared
from riskengine.compiling.program import Node, Program
from riskengine.compiling.report import Report
from riskengine.compiling.written import Written, written_conditions

__all__ = ["lint_truths"]


def lint_truths(program: Program, known: Implications, report: Report) -> None:
    """Report every condition that has one truth over all cases, its smallest part alone, and rules outside the scope."""
    told: dict[int, bool] = {}
    for written in written_conditions(program):
        _tell(program, known, written, report, told)
    for rule in program.rules:
        silent = told[rule.node] or told[program.scope]
        if not silent and jointly_impossible(known, (program.scope, rule.node)):
            message = f"rule {rule.rule.id} never applies inside the scope"
            related = ((program.ruleset.scope.place, "the scope"),)
            report.warning("RE610", message, rule.rule.place, help="widen the scope, or delete the rule", related=related)


def _tell(program: Program, known: Implications, written: Written, report: Report, told: dict[int, bool]) -> None:
    """Go through a condition from its smallest parts up; what holds a part that was reported is not reported again."""
    stack = [written.node]
    while stack:
        number = stack[-1]
        node = program.nodes[number]
        waiting = [child for child in node.children if child not in told]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        if number not in told:
            below = node.kind == "always" or any(told[child] for child in node.children)
            told[number] = below or _one_truth(known, number, written, report)


def _one_truth(known: Implications, number: int, written: Written, report: Report) -> bool:
    """Report a node that can have one truth only."""
    node = known.program.nodes[number]
    if node.kind == "compare":
        return _comparison(known, node, written, report)
    for code, truth, words in (("RE608", True, "can never be true"), ("RE609", False, "is always true")):
        if impossible(known, number, truth=truth):
            what = "this part" if number != written.node else "it"
            help = "its parts contradict each other" if truth else "its parts leave nothing out"
            report.warning(code, f"{written.what}: {what} {words}", node.place, help=help)
            return True
    return False


def _comparison(known: Implications, node: Node, written: Written, report: Report) -> bool:
    for truth, words in ((True, "can never be true"), (False, "is always true")):
        if any(region.is_empty for region in compared(known.lines, node, truth=truth).values()):
            message = f"{written.what}: this comparison of `{node.name}` {words}, whatever its value"
            report.warning(
                "RE607", message, node.place, help=f"compare it with a value in the middle of what `{node.name}` can be"
            )
            return True
    return False
