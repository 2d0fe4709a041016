"""Completions in which guidance requires less: each shows that the facts which it shares with the case do not force the grade.

They are looked for fact by fact, so one that there is may be missed; one that is found is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeVar

from riskengine.compiling.program import Program
from riskengine.evaluating.axes import Axis, value_at
from riskengine.evaluating.cutting import cut
from riskengine.evaluating.domains import moment_ends, number_ends
from riskengine.evaluating.groups import band_of
from riskengine.evaluating.inputs import FALSE_LEVEL, TRUE_LEVEL, Evaluation, Inputs
from riskengine.evaluating.reference import points_given
from riskengine.facts import Fact, FactState, FactType, Number, Value

__all__ = ["Refuter", "only"]

WorkOut = Callable[[Program, Inputs], Evaluation]
_Values = tuple[Value | None, ...]
_Cost = tuple[int, Number, int]
_Any = TypeVar("_Any")

_MOST_CELLS = 16
"""So many values of one fact are tried at most."""
_ROUNDS = 3
"""So many times at most each fact is tried in turn."""


def only(program: Program, inputs: Inputs, slots: Iterable[int]) -> Inputs:
    """The same case of which only some facts were asked."""
    kept = {*slots, program.as_of_slot}
    values = tuple(value if slot in kept else None for slot, value in enumerate(inputs.values))
    states = tuple(state if slot in kept else FactState.NOT_ASKED for slot, state in enumerate(inputs.states))
    return Inputs(values, states, inputs.parameters, inputs.jurisdiction)


class Refuter:
    """Looks for completions in the scope that require less than `least`; rules in `presumed` count as true in all of them."""

    def __init__(self, program: Program, inputs: Inputs, presumed: frozenset[int], least: int, work_out: WorkOut) -> None:
        self.program = program
        self.inputs = inputs
        self.presumed = presumed
        self.least = least
        self.work_out = work_out
        self.known = [slot for slot, value in enumerate(inputs.values) if value is not None and slot < program.as_of_slot]
        self._states = (FactState.KNOWN,) * len(inputs.values)
        self._giving = any(n in presumed for score in program.banded for n in program.scores[score].rules)

    def difference(self, slots: Iterable[int]) -> tuple[int, ...] | None:
        """Known facts that a completion which requires less gives other values, none of them in `slots`; as few as it finds.

        None where no such completion was found.
        """
        values = self._search(frozenset(slots))
        if values is None:
            return None
        different = [slot for slot in self.known if values[slot] != self.inputs.values[slot]]
        for slot in tuple(different):
            back = self._with(values, slot, self.inputs.values[slot])
            if self._refutes(back):
                values = back
                different.remove(slot)
        return tuple(different)

    def _with(self, values: _Values, slot: int, value: Value | None) -> _Values:
        return (*values[:slot], value, *values[slot + 1 :])

    def _refutes(self, values: _Values) -> bool:
        cost = self._cost(values)
        return cost is not None and cost[0] < self.least

    def _cost(self, values: _Values) -> _Cost | None:
        """The grade required, then what tends to raise it; None outside the scope."""
        program = self.program
        complete = Inputs(values, self._states, self.inputs.parameters, self.inputs.jurisdiction)
        evaluation = self.work_out(program, complete)
        levels = evaluation.levels
        if levels[program.scope] == FALSE_LEVEL:
            return None
        floors = [g for g, n in program.floors if levels[program.rule_nodes[n]] == TRUE_LEVEL or n in self.presumed]
        totals = [self._total(complete, evaluation, score) for score in program.banded]
        bands = [band_of(program.scores[score].bands, total) for score, total in zip(program.banded, totals, strict=True)]
        compared = [evaluation.scores[score].low or 0 for score in program.compared]
        return max([0, *floors, *bands]), sum(chain(compared, (total or 0 for total in totals))), sum(floors)

    def _total(self, complete: Inputs, evaluation: Evaluation, score: int) -> Number | None:
        if not self._giving:
            return evaluation.scores[score].low
        levels, rules = evaluation.levels, self.program.rules
        given = points_given(self.program, complete, evaluation, score)
        return sum(span.low or 0 for n, span in given.items() if n in self.presumed or levels[rules[n].node] == TRUE_LEVEL)

    # searching

    def _search(self, fixed: frozenset[int]) -> _Values | None:
        """A completion that requires less and keeps the facts in `fixed`."""
        starts = [self._start(fixed, 0), self._start(fixed, -1)]
        for start in starts:
            if self._refutes(start):
                return start
        free = [slot for slot in range(self.program.as_of_slot) if slot not in fixed and self._cells[slot]]
        for start in (self._start(frozenset(self.known), 0), *starts):
            found = self._descend(start, free)
            if found is not None:
                return found
        return None

    def _start(self, fixed: frozenset[int], end: int) -> _Values:
        """No to every question that is not fixed, none of the options, every number and day at one end of its domain."""
        values = [value if slot in fixed else self._ends[slot][end] for slot, value in enumerate(self.inputs.values[:-2])]
        return (*values, *self.inputs.values[-2:])

    @cached_property
    def _ends(self) -> list[tuple[Value, Value]]:
        return [_ends(fact, self.inputs.values[self.program.as_of_slot]) for fact in self.program.facts[:-2]]

    def _descend(self, values: _Values, free: Sequence[int]) -> _Values | None:
        best = self._cost(values)
        for _ in range(_ROUNDS):
            if best is not None and best[0] < self.least:
                return values
            before = best
            for slot in free:
                for value in self._cells[slot]:
                    other = self._with(values, slot, value)
                    cost = self._cost(other) if value != values[slot] else None
                    if cost is not None and (best is None or cost < best):
                        values, best = other, cost
            if best == before:
                break
        return values if best is not None and best[0] < self.least else None

    @cached_property
    def _cells(self) -> list[tuple[Value, ...]]:
        """Values of every fact, of each stretch that conditions can tell apart; none where nothing depends on the fact."""
        axes = self._axes(only(self.program, self.inputs, ()))
        return [self._of(slot, axes.get(slot)) for slot in range(self.program.as_of_slot)]

    def _axes(self, inputs: Inputs) -> dict[int, Axis]:
        program = self.program
        roots = [*program.rule_nodes, program.scope]
        return {
            axis.slot: axis for axis in cut(program, inputs, self.work_out(program, inputs), roots, range(len(program.scores)))
        }

    def _of(self, slot: int, axis: Axis | None) -> tuple[Value, ...]:
        if axis is None:
            return ()
        fact, unit = self.program.facts[slot], axis.unit
        if unit is not None:
            near = self._axes(only(self.program, self.inputs, [other for other in self.known if other != slot])).get(slot)
            spans = [*axis.line, *(near.line if near is not None and near.unit == unit else ())]
            places = sorted({place for span in spans for place in span[:2] if place is not None}) or [0]
            return tuple(value_at(place, fact, unit) for place in _spread(places))
        return _spread(axis.values or (frozenset(), *(frozenset({option}) for option in fact.options)))


def _ends(fact: Fact, as_of: Value | None) -> tuple[Value, Value]:
    """The first and the last value of a fact, with no and none of the options for both of them."""
    if fact.type is FactType.BOOLEAN:
        return False, False
    if fact.type is FactType.CHOICE:
        return fact.options[0], fact.options[-1]
    if fact.type is FactType.CHOICES:
        return frozenset(), frozenset()
    if fact.type is FactType.TEXT:
        return "", ""
    if fact.type.is_moment:
        return moment_ends(fact, as_of)
    low, high = number_ends(fact)
    return min(0, high or 0) if low is None else low, max(0, low or 0) if high is None else high


def _spread(found: Sequence[_Any]) -> tuple[_Any, ...]:
    """So many of them as are tried, the first and the last among them."""
    if len(found) <= _MOST_CELLS:
        return tuple(found)
    last = len(found) - 1
    return tuple(found[place * last // (_MOST_CELLS - 1)] for place in range(_MOST_CELLS))
