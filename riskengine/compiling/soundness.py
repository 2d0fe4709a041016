"""Which parts of a program could not be built, so that further checks pass them over instead of complaining twice."""

from __future__ import annotations

from riskengine.compiling.program import Node, Program, Ref
from riskengine.records import record

__all__ = ["Unsound", "unsound_parts"]


@record
class Unsound:
    """The numbers of nodes and quantities about which something was reported, or that rest on such."""

    nodes: frozenset[int] = frozenset()
    quantities: frozenset[int] = frozenset()


def unsound_parts(program: Program) -> Unsound:
    """Go through the program in its order, so that what rests on something unsound is met after it.

    A gate or definition that comes after what uses it is part of a circle, and so is its user.
    """
    sound: set[int] = set()
    measured: set[int] = set()
    for step in (*program.steps, *program.late_steps):
        if step.kind == "node" and _is_sound(program, program.nodes[step.index], sound, measured):
            sound.add(step.index)
        elif step.kind == "quantity" and _is_measurable(program, step.index, sound, measured):
            measured.add(step.index)
    nodes = frozenset(range(len(program.nodes))) - sound
    return Unsound(nodes, frozenset(range(len(program.quantities))) - measured)


def _is_sound(program: Program, node: Node, sound: set[int], measured: set[int]) -> bool:
    if node.kind == "compare":
        return bool(node.axis) and all(_is_usable(program, ref, sound, measured) for ref in (node.subject, *node.operands))
    return (node.kind != "holds" or bool(node.children)) and sound.issuperset(node.children)


def _is_measurable(program: Program, number: int, sound: set[int], measured: set[int]) -> bool:
    quantity = program.quantities[number]
    written = program.ruleset.quantities[quantity.name].inputs
    return len(written) == len(quantity.inputs) and all(_is_usable(program, ref, sound, measured) for ref in quantity.inputs)


def _is_usable(program: Program, ref: Ref | None, sound: set[int], measured: set[int]) -> bool:
    if ref is None:
        return False
    match ref.kind:
        case "fact":
            return program.gates[ref.index] < 0 or program.gates[ref.index] in sound
        case "quantity":
            return ref.index in measured
        case "node":
            return ref.index in sound
    return True
