"""What a condition would be if one comparison in it came out otherwise, and so where that comparison decides it.

The one place in which the MC/DC of coverage is defined. It works on masks: of the cases of suites, or of completions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskengine.authoring.coverage_table import View
from riskengine.compiling.program import Node, Program, Ref
from riskengine.evaluating.inputs import Span
from riskengine.evaluating.parts import Mask, put
from riskengine.evaluating.spans import compare_spans, known
from riskengine.truth import Truth

__all__ = ["comparisons", "could_decide", "decides", "parts_of"]


def parts_of(program: Program, index: int) -> tuple[int, ...]:
    """The conditions that a node is directly made of; those that a comparison counts are parts of it.

    Only a comparison of `count_true` with plain numbers is seen through so. Gates, and the rules behind a score, are no
    parts: they are decisions of their own.
    """
    node = program.nodes[index]
    counted = _counted(program, node)
    return node.children if counted is None else tuple(ref.index for ref in counted)


def _counted(program: Program, node: Node) -> tuple[Ref, ...] | None:
    """The conditions that a comparison counts, None for anything else."""
    if node.kind != "compare" or node.subject is None or node.subject.kind != "quantity":
        return None
    quantity = program.quantities[node.subject.index]
    plain = all(ref.kind == "constant" for ref in node.operands)
    return quantity.inputs if quantity.kind == "count_true" and plain else None


def comparisons(program: Program, root: int) -> tuple[int, ...]:
    """The comparisons of a decision, each once, definitions and counts followed, in the order in which they are written."""
    return tuple(dict.fromkeys(_comparisons(program, root)))


def _comparisons(program: Program, index: int) -> Iterator[int]:
    if program.nodes[index].kind == "compare":
        yield index
    for part in parts_of(program, index):
        yield from _comparisons(program, part)


def decides(program: Program, view: View, root: int, comparison: int) -> Mask:
    """Where a decision would be true if the comparison were and false if it were not; and where the other way round.

    Everything else keeps the truth that it has there; where that leaves the decision unknown, nothing is shown.
    """
    if_true, if_false = (_forced(program, view, root, comparison, truth=truth) for truth in (True, False))
    return if_true[0] & if_false[1], if_true[1] & if_false[0]


def could_decide(program: Program, view: View, root: int, comparison: int) -> Mask:
    """The same, with every place at which that is undecided: nowhere else does the comparison decide."""
    if_true, if_false = (_forced(program, view, root, comparison, truth=truth) for truth in (True, False))
    return view.full & ~(if_true[1] | if_false[0]), view.full & ~(if_true[0] | if_false[1])


def _forced(program: Program, view: View, root: int, comparison: int, *, truth: bool) -> Mask:
    """The masks of a decision in which one comparison is everywhere true, or everywhere false."""
    masks: dict[int, Mask | None] = {comparison: (view.full, 0) if truth else (0, view.full)}

    def changed(index: int) -> Mask | None:
        """The masks of a node that rests on the comparison, None for any other."""
        if index not in masks:
            parts = parts_of(program, index)
            found = [changed(part) for part in parts]
            masks[index] = None
            if any(mask is not None for mask in found):
                whole = [view.node(part) if mask is None else mask for part, mask in zip(parts, found, strict=True)]
                masks[index] = _combined(program.nodes[index], whole, view.full)
        return masks[index]

    return changed(root) or view.node(root)


def _combined(node: Node, parts: Sequence[Mask], full: int) -> Mask:
    """The masks of a node by those of its parts (language 3.2)."""
    match node.kind:
        case "holds":
            return parts[0]
        case "not":
            return parts[0][1], parts[0][0]
        case "all":
            return _every(parts, full)
        case "any":
            return _some(parts, full)
        case "none":
            true, false = _some(parts, full)
            return false, true
        case "at_least":
            return _counting("at_least", (known(node.n),), parts, full)
    operands = [known(ref.value) for ref in node.operands]  # type: ignore[arg-type]
    return _counting(node.operator, operands, parts, full)


def _every(parts: Sequence[Mask], full: int) -> Mask:
    true, false = full, 0
    for part in parts:
        true, false = true & part[0], false | part[1]
    return true, false


def _some(parts: Sequence[Mask], full: int) -> Mask:
    true, false = 0, full
    for part in parts:
        true, false = true | part[0], false & part[1]
    return true, false


def _counting(operator: str, operands: Sequence[Span], parts: Sequence[Mask], full: int) -> Mask:
    """Where a comparison holds of the number of parts that are true."""
    counts: dict[tuple[int, int], int] = {(0, 0): full}
    for true, false in parts:
        further: dict[tuple[int, int], int] = {}
        for (low, high), mask in counts.items():
            put(further, (low + 1, high + 1), mask & true)
            put(further, (low, high), mask & false)
            put(further, (low, high + 1), mask & full & ~(true | false))
        counts = further
    holds = fails = 0
    for (low, high), mask in counts.items():
        truth = compare_spans(operator, Span(low, high), operands)
        holds |= mask if truth is Truth.TRUE else 0
        fails |= mask if truth is Truth.FALSE else 0
    return holds, fails
