"""Examples for a certificate: completions of a case, taken from the table of all of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from riskengine.compiling.program import Program
from riskengine.evaluating.axes import Axis, value_at
from riskengine.evaluating.completions import BUDGET, Completions
from riskengine.evaluating.cube import Cube
from riskengine.evaluating.cutting import cut
from riskengine.evaluating.groups import Group, fit, sampled
from riskengine.evaluating.inputs import Evaluation, Inputs
from riskengine.evaluating.parts import Mask
from riskengine.facts import Fact, FactState, Value

__all__ = ["Example", "Examples", "as_json"]

Example = dict[str, Any]
"""Values of facts that are not known, as JSON has them."""


def as_json(value: Value) -> Any:
    """A value as a certificate has it.

    >>> as_json(date(2020, 9, 15)), as_json(frozenset({"b", "a"}))
    ('2020-09-15', ['a', 'b'])
    """
    match value:
        case datetime():
            return value.replace(tzinfo=None).isoformat() + "Z"
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case Decimal() if value == value.to_integral_value():
            return int(value)
    return value


class Examples:
    """Finds completions of one case in which something holds. Every method gives None where it finds none."""

    def __init__(self, program: Program, inputs: Inputs, evaluation: Evaluation, presumed: frozenset[int]) -> None:
        self.program, self.inputs, self.evaluation = program, inputs, evaluation
        self.presumed = presumed

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """The facts that are not known, cut wherever any condition, gate or score tells their values apart."""
        program = self.program
        nodes = [*program.rule_nodes, program.scope, *(gate for _, gate in program.gated)]
        return tuple(cut(program, self.inputs, self.evaluation, nodes, range(len(program.scores))))

    def _cubes(self, nodes: Sequence[int], scores: Sequence[int] = ()) -> Iterator[Cube]:
        """Completions of the facts on which some nodes depend: cut by these nodes, then by all of them."""
        own = cut(self.program, self.inputs, self.evaluation, nodes, scores)
        slots = {axis.slot for axis in own}
        for axes in (own, [axis for axis in self.axes if axis.slot in slots]):
            yield Cube(self.program, self.inputs, self.evaluation, fit(sampled(axes), BUDGET)[0])

    def of_node(self, node: int, *, holds: bool) -> Example | None:
        """A node is true, or false."""
        found = (self._example(cube, cube.node(node)[0 if holds else 1]) for cube in self._cubes([node]))
        return next((example for example in found if example is not None), None)

    def pair(self, node: int) -> tuple[Example, Example] | None:
        """A node is true in the one and false in the other, which differ in one fact that was not asked."""
        return next((pair for cube in self._cubes([node]) for pair in self._pairs(cube, *cube.node(node))), None)

    def _pairs(self, cube: Cube, true: int, false: int) -> Iterator[tuple[Example, Example]]:
        """The first completions for each two cells of each fact that was not asked."""
        for slot, axis in cube.axes.items():
            if self.inputs.states[slot] is FactState.NOT_ASKED:
                stride = cube.strides[slot]
                for one, other in itertools.permutations(range(axis.size), 2):
                    both = (true & cube.cell(slot, one)) >> one * stride & (false & cube.cell(slot, other)) >> other * stride
                    if both:
                        at = (both & -both).bit_length() - 1
                        yield self._values(cube, at + one * stride), self._values(cube, at + other * stride)

    def of_score(self, score: int, *, at_most: Any = None, at_least: Any = None, dropped: Iterable[int] = ()) -> Example | None:
        """A score comes to no more than one number, or to no less, inside the scope."""
        nodes = [self.program.rules[number].node for number in self.program.scores[score].rules]
        without = tuple(dropped)
        for cube in self._cubes([*nodes, self.program.scope], [score]):
            fixed: dict[int, Mask] = dict.fromkeys(self.presumed, (cube.full, 0)) | dict.fromkeys(without, (0, cube.full))
            inside = cube.node(self.program.scope)[0]
            for span, mask in cube.score_of(score, fixed):
                low = at_least is None or (span.low is not None and span.low >= at_least)
                high = at_most is None or (span.high is not None and span.high <= at_most)
                if low and high and mask & inside:
                    return self._example(cube, mask & inside)
        return None

    def of_least(self, grade: int, *, without: frozenset[int] = frozenset()) -> Example | None:
        """No rule but those left out, and no score, asks for more than a grade."""
        return self._of_groups(lambda group: group.cube.full & ~_above(group.levels(lambda n: n not in without)[1], grade))

    def of_most(self, grade: int) -> Example | None:
        """Some rule or score asks for a grade; what is accepted does not count."""
        for chosen in range(len(self._groups)):
            found = self._of_groups(
                lambda group, at=chosen: group.without_accepted[0][grade] if self._groups[at] is group else group.cube.full
            )
            if found is not None:
                return found
        return self._of_groups(lambda group: group.cube.full)

    @cached_property
    def _groups(self) -> list[Group]:
        return Completions(self.program, self.inputs, self.evaluation, BUDGET, sample=True).groups

    def _of_groups(self, wanted: Any) -> Example | None:
        """One completion of each group that lies in the scope."""
        found: Example = {}
        for group in self._groups:
            example = self._example(group.cube, wanted(group) & group.inside & group.scope[0])
            if example is None:
                return None
            found |= example
        return found

    def _example(self, cube: Cube, mask: int) -> Example | None:
        return self._values(cube, (mask & -mask).bit_length() - 1) if mask else None

    def _values(self, cube: Cube, at: int) -> Example:
        """The values of completion number `at`."""
        found = {}
        for slot, axis in sorted(cube.axes.items()):
            value = _value(axis, self.program.facts[slot], at // cube.strides[slot] % axis.size)
            if value is not None:
                found[self.program.facts[slot].name] = as_json(value)
        return found


def _above(maybe: Sequence[int], grade: int) -> int:
    """The completions in which more than a grade may be asked for."""
    return maybe[grade + 1] if grade + 1 < len(maybe) else 0


def _value(axis: Axis, fact: Fact, index: int) -> Value | None:
    if axis.values:
        return axis.values[index]  # among them the text that stands for all that no rule names, which is the checker's too
    if not axis.line or axis.unit is None:
        return None
    span = axis.line[index]
    place = span.low if span.low is not None else span.high
    return value_at(0 if place is None else place, fact, axis.unit)
