"""Which parts of a program could not be built, so that further checks pass them over instead of complaining twice."""

from __future__ import annotations

from typing import NamedTuple

from riskengine.compiling.program import Node, Program, Ref

__all__ = ["Unsound", "unsound_parts"]


class Unsound(NamedTuple):
    """The numbers of nodes and quantities about which something was reported, or that rest on such."""

    nodes: frozenset[int] = frozenset()
    quantities: frozenset[int] = frozenset()


def unsound_parts(program: Program) -> Unsound:
    """Go through the program in its order, so that what rests on something unsound is met after it."""
    nodes: set[int] = set()
    quantities: set[int] = set()
    for step in (*program.steps, *program.late_steps):
        if step.kind == "node" and not _is_sound(program, program.nodes[step.index], nodes, quantities):
            nodes.add(step.index)
        elif step.kind == "quantity" and not _is_measurable(program, step.index, nodes, quantities):
            quantities.add(step.index)
    return Unsound(frozenset(nodes), frozenset(quantities))


def _is_sound(program: Program, node: Node, nodes: set[int], quantities: set[int]) -> bool:
    if node.kind == "compare":
        return bool(node.axis) and all(_is_usable(program, ref, nodes, quantities) for ref in (node.subject, *node.operands))
    return (node.kind != "holds" or bool(node.children)) and nodes.isdisjoint(node.children)


def _is_measurable(program: Program, number: int, nodes: set[int], quantities: set[int]) -> bool:
    quantity = program.quantities[number]
    written = program.ruleset.quantities[quantity.name].inputs
    return len(written) == len(quantity.inputs) and all(_is_usable(program, ref, nodes, quantities) for ref in quantity.inputs)


def _is_usable(program: Program, ref: Ref | None, nodes: set[int], quantities: set[int]) -> bool:
    if ref is None:
        return False
    match ref.kind:
        case "fact":
            return program.gates[ref.index] not in nodes
        case "quantity":
            return ref.index not in quantities
        case "node":
            return ref.index not in nodes
    return True
