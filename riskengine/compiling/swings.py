"""Comparisons on facts whose values lie on no line: which of them hold of some value and not of some other."""

from __future__ import annotations

from riskengine.compiling.program import Node, Program
from riskengine.facts import Fact
from riskengine.operators import OPERATORS

__all__ = ["swings"]


def swings(program: Program) -> tuple[bool, ...]:
    """For every node, whether it is such a comparison, and comes out both ways among the values of its fact."""
    return tuple(node.kind == "compare" and _both_ways(program, node) for node in program.nodes)


def _both_ways(program: Program, node: Node) -> bool:
    assert node.subject is not None
    match node.axis:
        case "boolean" | "text" | "choices":
            # Another text than those written always exists, and so does the empty choice and the one of all options.
            return True
        case "choice" | "ordered":
            return _of_options(program.facts[node.subject.index], node)
    return False


def _of_options(fact: Fact, node: Node) -> bool:
    row = OPERATORS[node.operator]
    options: list[object] = list(fact.options)
    others: list[object] = [ref.value for ref in node.operands]
    if node.axis == "ordered":
        options, others = list(range(len(options))), [node.options.index(str(other)) for other in others]
    operand = {"one": others[0], "list": frozenset(others), "bounds": tuple(others)}[row.operand]
    return {row.holds(option, operand) for option in options} == {True, False}
