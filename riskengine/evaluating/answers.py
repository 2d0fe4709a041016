"""What each answer to one question would come to: the range of grades once a fact is learnt, exactly.

An answer is a cell of the fact's domain in which no rule can tell two values apart, so what one of its values comes to
holds of all of them. Where there are no such cells, or the range is not exact, nothing is promised.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from riskengine.calendar import london_date
from riskengine.compiling.program import Program
from riskengine.evaluating.axes import Axis, Unit, value_at
from riskengine.evaluating.cutting import cut_alike
from riskengine.evaluating.inputs import Evaluation, Inputs, Span
from riskengine.evaluating.learnt import Learnt
from riskengine.evaluating.settled import Settled
from riskengine.facts import Fact, FactState, Number, Value
from riskengine.records import record
from riskengine.truth import Truth

__all__ = ["MOST_CELLS", "Answer", "Cell", "answers_to", "cells_of", "learning"]

MOST_CELLS = 64
"""A question with more different answers than this has none of them worked out."""

Settle = Callable[[Program, Inputs], tuple[Evaluation, Settled]]
WorkOut = Callable[[Program, Inputs], Evaluation]


@record
class Cell:
    """Values of one fact that no rule can tell apart, one of which is `value`.

    `low` and `high` are the ends of a stretch of numbers or moments, both included, None where it is open; a day stands for
    all of it. `values` are those of other facts; a set of options stands for every answer that agrees with it on the options
    that rules name, `mentioned`. `other` says that it holds every text that no rule names.
    """

    value: Value
    low: Value | None = None
    high: Value | None = None
    values: tuple[Value, ...] = ()
    other: bool = False
    mentioned: frozenset[str] = frozenset()

    @property
    def last(self) -> Value:
        """A value at the other end of a stretch; elsewhere `value`."""
        if self.high is None or isinstance(self.value, datetime) is not isinstance(self.high, datetime):
            return self.value
        return self.high

    def holds(self, value: Value) -> bool:
        """Whether a value of the fact lies in the cell. The cell of other texts holds none."""
        if isinstance(self.value, frozenset):
            return isinstance(value, frozenset) and value & self.mentioned == self.value
        if self.values or self.other:
            return value in self.values
        place, low, high = (
            _comparable(each, day=_is_day(self.low) or _is_day(self.high)) for each in (value, self.low, self.high)
        )
        return (low is None or low <= place) and (high is None or place <= high)


@record
class Answer:
    """A cell and what guidance would require: the scope and, unless that is false, the least and the most, as indexes."""

    cell: Cell
    scope: Truth
    least: int
    most: int


def _is_day(value: Value | None) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _comparable(value: Value | None, *, day: bool) -> Any:
    """A number or moment as it is compared with the ends of a stretch."""
    return london_date(value) if day and isinstance(value, date) else value


def learning(inputs: Inputs, slot: int, value: Value | None) -> Inputs:
    """The same case with another value of one fact; with None, as if it had not been asked."""
    state = FactState.NOT_ASKED if value is None else FactState.KNOWN
    values = (*inputs.values[:slot], value, *inputs.values[slot + 1 :])
    states = (*inputs.states[:slot], state, *inputs.states[slot + 1 :])
    return Inputs(values, states, inputs.parameters, inputs.jurisdiction)


def cells_of(program: Program, inputs: Inputs, slot: int, work_out: WorkOut) -> tuple[Cell, ...] | None:
    """The cells of a fact, lowest first, whatever is recorded of it; None where there are none, or more than `MOST_CELLS`.

    Everything else stays as it is: what is not known, not known.
    """
    without = inputs if inputs.values[slot] is None else learning(inputs, slot, None)
    axis = cut_alike(program, without, work_out(program, without), slot)
    if axis is None or axis.size > MOST_CELLS:
        return None
    fact = program.facts[slot]
    if axis.unit is None:
        return tuple(_named(fact, axis, value) for value in axis.values)
    return tuple(_stretch(fact, axis.unit, span) for span in axis.line)


def _named(fact: Fact, axis: Axis, value: Value) -> Cell:
    if fact.type == "text":
        return Cell(value, other=True) if value == axis.values[-1] else Cell(value, values=(value,))
    if fact.type == "choice" and value == axis.values[-1] and len(axis.values) < len(fact.options):
        rest = tuple(option for option in fact.options if option not in axis.values[:-1])
        return Cell(value, values=rest)
    mentioned = axis.values[-1] if isinstance(value, frozenset) else frozenset()
    return Cell(value, values=(value,), mentioned=mentioned if isinstance(mentioned, frozenset) else frozenset())


def _stretch(fact: Fact, unit: Unit, span: Span) -> Cell:
    low, high = (None if place is None else _end(place, fact, unit) for place in span[:2])
    some: Number = next((place for place in span[:2] if place is not None), 0)
    return Cell(value_at(some, fact, unit), low, high)


def _end(place: Number, fact: Fact, unit: Unit) -> Value:
    """The end of a stretch; where rules look at days alone, the day."""
    return date.fromordinal(int(place)) if unit == "date" else value_at(place, fact, unit)


def answers_to(
    program: Program, inputs: Inputs, slot: int, work_out: WorkOut, settle: Settle, learnt: Learnt | None = None
) -> tuple[Answer, ...]:
    """What each answer to the question about one fact would come to; neighbours that come to the same are one answer.

    Empty where that cannot be said exactly. What `learnt` shows is not worked out again.
    """
    found: list[Answer] = []
    for cell in cells_of(program, inputs, slot, work_out) or ():
        seen = learnt.range_with(slot, cell.value) if learnt is not None else None
        if seen is not None:
            answer = Answer(cell, Truth.TRUE, *seen)
        else:
            _, settled = settle(program, learning(inputs, slot, cell.value))
            if not settled.exact:
                return ()
            answer = Answer(cell, settled.scope, settled.least, settled.most)
        if found and _joins(found[-1], answer):
            found[-1] = Answer(_joined(found[-1].cell, cell), answer.scope, answer.least, answer.most)
        else:
            found.append(answer)
    return tuple(found)


def _joins(first: Answer, second: Answer) -> bool:
    stretch = not first.cell.values and not first.cell.other and not second.cell.values and not second.cell.other
    return stretch and (first.scope, first.least, first.most) == (second.scope, second.least, second.most)


def _joined(first: Cell, second: Cell) -> Cell:
    return Cell(first.value, first.low, second.high)
