"""What must be so where a condition is true, and where it is false: for each thing compared, a region of its line.

A region may be wider than the truth, never narrower: a condition whose truth leaves some region empty is never true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from riskengine.compiling.lines import Key, Lines, compared, region_of_truth
from riskengine.compiling.program import Node, Program
from riskengine.compiling.regions import Region, everything, held_by

__all__ = ["Implications", "Implied", "certain", "implied", "impossible", "jointly_impossible"]

Implied = Mapping[Key, Region]


class Implications:
    """What is implied by each node being true or false, worked out when it is asked for."""

    __slots__ = ("found", "lines", "program", "quantities")

    def __init__(self, program: Program, lines: Lines) -> None:
        self.program = program
        self.lines = lines
        self.quantities = {quantity.name: number for number, quantity in enumerate(program.quantities)}
        self.found: dict[tuple[int, bool], Implied] = {}


def implied(known: Implications, node: int, *, truth: bool) -> Implied:
    """What is so wherever a node has this truth. What is not mentioned may be anything."""
    stack = [(node, truth)]
    while stack:
        wanted = stack[-1]
        if wanted in known.found:
            stack.pop()
            continue
        lacking = [each for each in _needs(known.program, wanted[0], truth=wanted[1]) if each not in known.found]
        stack.extend(lacking)
        if not lacking:
            known.found[wanted] = _work_out(known, wanted[0], truth=wanted[1])
            stack.pop()
    return known.found[node, truth]


def impossible(known: Implications, node: int, *, truth: bool) -> bool:
    """Whether a node can never have this truth. False where that cannot be told."""
    return any(region.is_empty for region in implied(known, node, truth=truth).values())


def jointly_impossible(known: Implications, nodes: Sequence[int]) -> bool:
    """Whether these nodes can never be true together. False where that cannot be told."""
    together = _together([implied(known, node, truth=True) for node in nodes], len(nodes))
    return any(region.is_empty for region in together.values())


def certain(known: Implications, facts: Implied, slot: int) -> bool:
    """Whether a fact is known, or known not to apply, wherever all this is so.

    A comparison that every value satisfies says nothing: it is true while the value is not known.
    """
    return any(key[:2] == ("fact", slot) and known.lines.leaves_out(key, region) for key, region in facts.items())


def _parts(node: Node, *, truth: bool) -> tuple[bool, int]:
    """Which truth of its parts a truth of the whole needs, and of how many of them."""
    count = len(node.children)
    match node.kind:
        case "all":
            return truth, count if truth else 1
        case "any":
            return truth, 1 if truth else count
        case "none":
            return not truth, count if truth else 1
        case "not":
            return not truth, 1
        case "at_least":
            return truth, node.n if truth else count - node.n + 1
    return truth, 1


def _gates(program: Program, node: Node) -> Iterator[int]:
    """The gates that hold wherever a comparison is true."""
    for ref in (node.subject, *node.operands):
        if ref is not None and ref.kind == "fact" and program.gates[ref.index] >= 0:
            yield program.gates[ref.index]


def _needs(program: Program, number: int, *, truth: bool) -> Iterator[tuple[int, bool]]:
    node = program.nodes[number]
    if node.kind == "compare":
        return ((gate, True) for gate in _gates(program, node) if truth)
    part, _ = _parts(node, truth=truth)
    return ((child, part) for child in node.children)


def _work_out(known: Implications, number: int, *, truth: bool) -> Implied:
    node = known.program.nodes[number]
    if node.kind == "compare":
        own = compared(known.lines, node, truth=truth)
        gates = [known.found[gate, True] for gate in _gates(known.program, node)] if truth else []
        return _together([own, *gates], len(gates) + 1)
    if node.kind == "always":
        return {("always", 0, ""): everything(known.lines.of(("always", 0, "")))} if truth else {("always", 0, ""): Region()}
    part, need = _parts(node, truth=truth)
    result = _together([known.found[child, part] for child in node.children], need)
    if node.kind == "holds" and node.children:
        return {**result, ("definition", node.children[0], node.name): region_of_truth(value=truth)}
    return result


def _together(parts: Sequence[Implied], need: int) -> Implied:
    """What is so where at least `need` of these are: what a part does not mention may there be anything."""
    if len(parts) == need == 1:
        return parts[0]
    count = len(parts)
    gathered: dict[Key, list[Region]] = {}
    for part in parts:
        for key, region in part.items():
            gathered.setdefault(key, []).append(region)
    result = {}
    for key, regions in gathered.items():
        left = need - (count - len(regions))
        if left > 0:
            result[key] = held_by(regions, left)
    return result
