"""In which completions something is shown: those in which it certainly is, and those in which it could be.

One function for each want that can be answered by conditions alone. What could be nowhere is proved impossible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskengine.authoring.coverage_flipping import could_decide, decides
from riskengine.authoring.coverage_wants import At, Decides, Inside, NodeIs, RuleIs, Together, is_beside
from riskengine.compiling.program import Program, Ref
from riskengine.evaluating.cube import Cube
from riskengine.evaluating.inputs import Span
from riskengine.evaluating.parts import Mask
from riskengine.facts import Number
from riskengine.truth import Truth

__all__ = ["Goal", "goal_masks", "nodes_of", "own_masks", "refs_of"]

Goal = NodeIs | RuleIs | Decides | At | Inside | Together
"""The wants that conditions and numbers alone answer."""


def nodes_of(program: Program, want: Goal) -> tuple[int, ...]:
    """The conditions that a want asks about, the scope among them."""
    own: tuple[int, ...]
    match want:
        case NodeIs(node):
            own = (node,)
        case RuleIs(rule):
            own = (program.rules[rule].node,)
        case Decides(root):
            own = (root,)
        case Together(parts):
            own = tuple(part.node for part in parts)
        case At() | Inside():
            gates = (program.gates[ref.index] for ref in refs_of(want) if ref.kind == "fact")
            own = tuple(node for node in (want.node, *gates) if node >= 0)
    return (*own, program.scope)


def refs_of(want: Goal) -> tuple[Ref, ...]:
    """The values that a want asks about beside conditions."""
    match want:
        case At(subject, operand):
            return subject, operand
        case Inside(subject):
            return (subject,)
    return ()


def goal_masks(want: Goal, cube: Cube) -> Mask:
    """The completions in which a case certainly shows it, and those in which it could."""
    if isinstance(want, Together):
        return _both(cube, (goal_masks(part, cube) for part in want.parts))
    certain, possible = own_masks(want, cube)
    if not getattr(want, "anywhere", False):
        inside, outside = cube.node(cube.program.scope)
        certain, possible = certain & inside, possible & ~outside
    return certain, possible


def own_masks(want: Goal, cube: Cube) -> Mask:
    """The same, whether or not the rule set covers the case."""
    if isinstance(want, Together):
        return _both(cube, (own_masks(part, cube) for part in want.parts))
    certain, possible = _own(want, cube)
    return certain, cube.full & possible


def _both(cube: Cube, masks: Iterable[Mask]) -> Mask:
    certain = possible = cube.full
    for sure, may in masks:
        certain, possible = certain & sure, possible & may
    return certain, possible


def _own(want: NodeIs | RuleIs | Decides | At | Inside, cube: Cube) -> Mask:
    match want:
        case NodeIs(node, truth):
            return _is(cube, node, truth=truth)
        case RuleIs(rule, outcome):
            return _is(cube, cube.program.rules[rule].node, truth=outcome == "applies")
        case Decides(root, comparison, truth, upward):
            here, side = _is(cube, comparison, truth=truth), 0 if upward else 1
            certain = decides(cube.program, cube, root, comparison)[side]
            return here[0] & certain, here[1] & could_decide(cube.program, cube, root, comparison)[side]
        case At():
            return _known(want, cube, _at(want, cube))
        case Inside():
            return _known(want, cube, _inside(want, cube))


def _is(cube: Cube, node: int, *, truth: bool) -> Mask:
    true, false = cube.node(node)
    return (true, cube.full & ~false) if truth else (false, cube.full & ~true)


def _known(want: At | Inside, cube: Cube, masks: Mask) -> Mask:
    """The gates of the values hold, and the condition that the want is about is as it has to be."""
    certain, possible = masks
    gates = [cube.program.gates[ref.index] for ref in refs_of(want) if ref.kind == "fact"]
    if want.node >= 0 and (isinstance(want, Inside) or want.must_hold):
        gates.append(want.node)
    for gate in gates:
        if gate >= 0:
            true, false = cube.node(gate)
            certain, possible = certain & true, possible & ~false
    return certain, possible


def _at(want: At, cube: Cube) -> Mask:
    certain = possible = 0
    for (subject, here), (operand, there) in _pairs(want, cube):
        mask = here & there
        if mask:
            apart = _apart(subject, operand)
            possible |= mask if _may_be_beside(apart, want) else 0
            if apart.low is not None and apart.low == apart.high and apart.applies is Truth.TRUE:
                certain |= mask if is_beside(apart.low, want) else 0
    return certain, possible


def _pairs(want: At, cube: Cube) -> Iterator[tuple[tuple[Span, int], tuple[Span, int]]]:
    others = _parts(want.operand, cube, want)
    for part in _parts(want.subject, cube, want):
        yield from ((part, other) for other in others)


def _parts(ref: Ref, cube: Cube, want: At) -> list[tuple[Span, int]]:
    if want.unit == "ordered":
        value = ref.value if ref.kind == "constant" else cube.inputs.values[ref.index]
        if value is None:
            return [(Span(0, len(want.options) - 1), cube.full)]
        at = want.options.index(str(value))
        return [(Span(at, at), cube.full)]
    return cube.parts(ref, want.unit)


def _apart(subject: Span, operand: Span) -> Span:
    """How far apart two values are."""
    low = None if subject.low is None or operand.high is None else subject.low - operand.high
    high = None if subject.high is None or operand.low is None else subject.high - operand.low
    both = (subject.applies, operand.applies)
    applies = Truth.FALSE if Truth.FALSE in both else Truth.UNKNOWN if Truth.UNKNOWN in both else Truth.TRUE
    return Span(low, high, applies)


def _may_be_beside(apart: Span, want: At) -> bool:
    if apart.applies is Truth.FALSE:
        return False
    ends = {-1: (-want.step, 0), 0: (0, 0), 1: (0, want.step)}[want.offset]
    return (apart.high is None or apart.high >= ends[0]) and (apart.low is None or apart.low <= ends[1])


def _inside(want: Inside, cube: Cube) -> Mask:
    certain = possible = 0
    for span, mask in cube.parts(want.subject, "number"):
        if span.applies is Truth.FALSE:
            continue
        within = any(_holds(low, high, span) for low, high in want.stretches)
        touches = any(_touches(low, high, span) for low, high in want.stretches)
        sure, may = (not touches, not within) if want.outside else (within, touches)
        certain |= mask if sure and span.applies is Truth.TRUE else 0
        possible |= mask if may else 0
    return certain, possible


def _holds(low: Number | None, high: Number | None, span: Span) -> bool:
    below = low is None or (span.low is not None and span.low >= low)
    return below and (high is None or (span.high is not None and span.high <= high))


def _touches(low: Number | None, high: Number | None, span: Span) -> bool:
    return (low is None or span.high is None or span.high >= low) and (high is None or span.low is None or span.low <= high)
