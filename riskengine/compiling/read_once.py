"""Conditions in which every fact is used once and alone: for these, unknown always means not settled.

Each comparison in such a condition can come out either way whatever the others do, so a truth that Kleene's
logic leaves unknown is in fact open: no completion needs to be tried to know that.
"""

from __future__ import annotations

from collections.abc import Sequence

from riskengine.compiling.program import Node, Program
from riskengine.facts import Fact, FactType
from riskengine.operators import OPERATORS

__all__ = ["read_once"]


def read_once(program: Program) -> tuple[bool, ...]:
    """For every node, whether each fact below it is used once, without a gate, in a comparison that can come out both ways."""
    used: list[frozenset[int] | None] = [None] * len(program.nodes)
    for step in (*program.steps, *program.late_steps):
        if step.kind == "node":
            used[step.index] = _slots(program, program.nodes[step.index], used)
    return tuple(slots is not None for slots in used)


def _slots(program: Program, node: Node, used: Sequence[frozenset[int] | None]) -> frozenset[int] | None:
    """The facts below a node, each used once; None where that is not so."""
    if node.kind == "compare":
        return _leaf(program, node)
    slots: frozenset[int] = frozenset()
    for child in node.children:
        below = used[child]
        if below is None or below & slots:
            return None
        slots |= below
    return slots


def _leaf(program: Program, node: Node) -> frozenset[int] | None:
    assert node.subject is not None
    slot = node.subject.index
    if node.subject.kind != "fact" or program.gates[slot] >= 0 or any(ref.kind != "constant" for ref in node.operands):
        return None
    fact = program.facts[slot]
    return frozenset([slot]) if _both_ways(fact, node) else None


def _both_ways(fact: Fact, node: Node) -> bool:
    """Whether the comparison holds of some value of the fact, and of some other does not."""
    if fact.type is FactType.BOOLEAN:
        return True
    if fact.type is not FactType.CHOICE or fact.ordered:
        return False
    row = OPERATORS[node.operator]
    others = [ref.value for ref in node.operands]
    operand = others[0] if row.operand == "one" else frozenset(others)
    return {row.holds(option, operand) for option in fact.options} == {True, False}
