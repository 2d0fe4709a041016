"""Facts that are not known, grouped: what no rule brings together varies on its own.

The grade is the highest of what each group of facts brings about, so a case with many unknowns costs the
sum, not the product, of its groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from riskengine.compiling.program import Program, Ref
from riskengine.evaluating.axes import Axis, uncut
from riskengine.evaluating.cube import Cube
from riskengine.evaluating.inputs import FALSE_LEVEL, UNKNOWN_LEVEL, Evaluation, Inputs, Span
from riskengine.evaluating.parts import Mask
from riskengine.facts import Number
from riskengine.records import changed

__all__ = ["Dependencies", "Group", "band_of", "fit", "join", "sampled"]


class Dependencies:
    """The facts that are not known on which a node still depends, as a set of bits by slot."""

    def __init__(self, program: Program, inputs: Inputs, evaluation: Evaluation) -> None:
        self._program = program
        self._values = inputs.values
        self._levels = evaluation.levels
        self._nodes: dict[int, int] = {}

    def node(self, index: int) -> int:
        """What a node depends on: nothing if its truth is known."""
        if self._levels[index] != UNKNOWN_LEVEL:
            return 0
        found = self._nodes.get(index)
        if found is None:
            node = self._program.nodes[index]
            found = 0
            for child in node.children:
                found |= self.node(child)
            if node.subject is not None:
                for ref in (node.subject, *node.operands):
                    found |= self.ref(ref)
            self._nodes[index] = found
        return found

    def ref(self, ref: Ref) -> int:
        """What a value depends on."""
        match ref.kind:
            case "fact":
                gate = self._program.gates[ref.index]
                own = 1 << ref.index if self._values[ref.index] is None else 0
                return own | (self.node(gate) if gate >= 0 else 0)
            case "quantity":
                return self._all(self._program.quantities[ref.index].inputs)
            case "score":
                return self.score(ref.index)
            case "node":
                return self.node(ref.index)
        return 0

    def _all(self, refs: Iterable[Ref]) -> int:
        found = 0
        for ref in refs:
            found |= self.ref(ref)
        return found

    def score(self, index: int) -> int:
        """What a score depends on: its rules' conditions, and what their points go by."""
        found = 0
        for number in self._program.scores[index].rules:
            rule = self._program.rules[number]
            if self._levels[rule.node] == FALSE_LEVEL:
                continue
            found |= self.node(rule.node)
            if rule.points_by is not None and rule.points_by.score == index:
                found |= self.ref(rule.points_by.subject)
        return found


def join(sets: Iterable[int]) -> list[int]:
    """Put together the sets of bits that overlap.

    >>> join([0b001, 0b100, 0b011])
    [4, 3]
    """
    groups: list[int] = []
    for each in sets:
        if not each:
            continue
        apart = [group for group in groups if not group & each]
        joined = each
        for group in groups:
            if group & each:
                joined |= group
        groups = [*apart, joined]
    return groups


def fit(axes: Sequence[Axis], budget: int) -> tuple[list[Axis], bool]:
    """Leave axes uncut, largest first, until the completions are at most `budget`; and whether any was."""
    size = 1
    for axis in axes:
        size *= axis.size
    if size <= budget:
        return list(axes), False
    chosen = {axis.slot: axis for axis in axes}
    for axis in sorted(axes, key=lambda axis: (-axis.size, -axis.slot)):
        if size <= budget:
            break
        size //= axis.size
        chosen[axis.slot] = uncut(axis)
    return [chosen[axis.slot] for axis in axes], any(axis.size > 1 and chosen[axis.slot].size == 1 for axis in axes)


def sampled(axes: Sequence[Axis]) -> list[Axis]:
    """Only the ends of every stretch: completions that there truly are, though not all."""
    return [changed(axis, line=_ends(axis.line)) for axis in axes]


def _ends(line: Sequence[Span]) -> tuple[Span, ...]:
    places: list[Number] = []
    for span in line:
        for place in (span.low, span.high):
            if place is not None and place not in places:
                places.append(place)
    return tuple(Span(place, place) for place in (places or [0] * bool(line)))


class Group:
    """Some facts that vary together, and what the rules make of every completion of them.

    `floors` are the rules with a minimum grade: number, masks, index of the grade. `inside` are the
    completions that may lie in the scope. `scores` are those with bands. `all_rules` are the levels with every rule,
    `without_accepted` those without the rules that are accepted.
    """

    def __init__(
        self,
        cube: Cube,
        floors: Sequence[tuple[int, Mask, int]],
        scores: Sequence[int],
        scope: Mask,
        grades: int,
        fixed: Mapping[int, Mask],
        accepted: frozenset[int],
    ) -> None:
        self.cube = cube
        self.floors = floors
        self.scores = scores
        self.inside = cube.full & ~scope[1]
        self.scope = scope
        self.grades = grades
        self.fixed = fixed
        self.all_rules = self.levels(lambda _: True)
        self.without_accepted = self.levels(lambda number: number not in accepted) if accepted else self.all_rules

    def levels(self, keep: Callable[[int], bool]) -> tuple[list[int], list[int]]:
        """For each grade, the completions in which it is certainly reached, and certainly not.

        `keep` says of a rule whether it counts.
        """
        sure = [0] * self.grades
        maybe = [0] * self.grades
        full = self.cube.full
        for number, (true, false), grade in self.floors:
            if keep(number):
                sure[grade] |= true
                maybe[grade] |= full & ~false
        for score in self.scores:
            for low, high, mask in self._bands(score, keep):
                sure[low] |= mask
                maybe[high] |= mask
        for grade in range(self.grades - 2, -1, -1):
            sure[grade] |= sure[grade + 1]
            maybe[grade] |= maybe[grade + 1]
        sure[0] = maybe[0] = full
        return sure, maybe

    def _bands(self, score: int, keep: Callable[[int], bool]) -> Iterable[tuple[int, int, int]]:
        program = self.cube.program
        none: Mask = (0, self.cube.full)
        dropped = {n: none for n in program.scores[score].rules if not keep(n)}
        bands = program.scores[score].bands
        for span, mask in self.cube.score_of(score, {**self.fixed, **dropped}):
            yield band_of(bands, span.low), band_of(bands, span.high), mask

    def least(self, sure: Sequence[int], within: int) -> int:
        """The highest grade that every completion within certainly reaches."""
        return next(grade for grade in range(self.grades - 1, -1, -1) if not within & ~sure[grade])

    def most(self, maybe: Sequence[int], within: int) -> int:
        """The highest grade that some completion within may reach."""
        return next((grade for grade in range(self.grades - 1, -1, -1) if within & maybe[grade]), 0)


def band_of(bands: Sequence[tuple[object, object, int]], value: Number | None) -> int:
    """The grade of the band in which a score lies; between two bands, that of the lower one.

    Every score that can be reached lies in a band; without some of its rules it need not.
    """
    grade = bands[0][2]
    for low, _, each in bands:
        if low is not None and value is not None and value < low:  # type: ignore[operator]
            break
        grade = each
    return grade
