"""Making a case small: facts taken out and values made simpler, one at a time, while the case still does what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from riskengine.authoring.sampling_trials import at_day
from riskengine.authoring.sampling_values import simpler_values
from riskengine.calendar import london_date
from riskengine.compiling.program import Program
from riskengine.evaluating.inputs import Inputs
from riskengine.facts import FactState

__all__ = ["shrink"]


def shrink(program: Program, inputs: Inputs, still: Callable[[Inputs], bool]) -> Inputs:
    """The smallest case that can be reached from `inputs` by steps after each of which `still` says yes.

    Facts are taken out first, many at once and then one by one, so that every one that is left is needed; then values, the
    day and the jurisdiction are made simpler. The same case always shrinks to the same one.
    """
    while True:
        before = inputs
        inputs = _fewest(program, inputs, still)
        for simplify in (_less_known, _simpler):
            while (simpler := next((each for each in simplify(program, inputs) if still(each)), None)) is not None:
                inputs = simpler
        if inputs == before:
            return inputs


def _recorded(program: Program, inputs: Inputs) -> list[int]:
    return [slot for slot in range(program.as_of_slot) if inputs.states[slot] is not FactState.NOT_ASKED]


def _fewest(program: Program, inputs: Inputs, still: Callable[[Inputs], bool]) -> Inputs:
    """The case without every fact that can go, tried in ever smaller groups."""
    left = _recorded(program, inputs)
    size = len(left)
    while size:
        start = 0
        while start < len(left):
            fewer = _without(inputs, left[start : start + size])
            if still(fewer):
                inputs, left = fewer, left[:start] + left[start + size :]
            else:
                start += size
        size //= 2
    return inputs


def _less_known(program: Program, inputs: Inputs) -> Iterator[Inputs]:
    """Cases in which one fact more was asked and not established."""
    for slot in _recorded(program, inputs):
        if inputs.values[slot] is not None and program.gates[slot] < 0:
            yield _unknown(inputs, slot)


def _simpler(program: Program, inputs: Inputs) -> Iterator[Inputs]:
    """Cases with as many facts, of which one value, the day or the jurisdiction is simpler."""
    as_of = inputs.values[program.as_of_slot]
    assert isinstance(as_of, date)
    for slot in _recorded(program, inputs):
        value = inputs.values[slot]
        if value is not None:
            for simpler in simpler_values(program.facts[slot], value, as_of):
                yield replace(inputs, values=(*inputs.values[:slot], simpler, *inputs.values[slot + 1 :]))
    ruleset = program.ruleset
    if inputs.jurisdiction != ruleset.jurisdictions[0]:
        yield replace(inputs, jurisdiction=ruleset.jurisdictions[0])
    if as_of != ruleset.effective_from and _could_be_recorded(program, inputs, ruleset.effective_from):
        yield at_day(program, inputs, ruleset.effective_from)


def _could_be_recorded(program: Program, inputs: Inputs, day: date) -> bool:
    """Whether the values whose domains start or end with the day of the case could be recorded on another day."""
    for slot in program.bounded_by_as_of:
        value = inputs.values[slot]
        if isinstance(value, date):
            fact = program.facts[slot]
            first, last = ((day if end == "as_of" else end) for end in (fact.earliest, fact.latest))
            assert isinstance(first, date)
            assert isinstance(last, date)
            if not london_date(first) <= london_date(value) <= london_date(last):
                return False
    return True


def _without(inputs: Inputs, slots: list[int]) -> Inputs:
    values = tuple(None if slot in slots else value for slot, value in enumerate(inputs.values))
    states = tuple(FactState.NOT_ASKED if slot in slots else state for slot, state in enumerate(inputs.states))
    return replace(inputs, values=values, states=states)


def _unknown(inputs: Inputs, slot: int) -> Inputs:
    states = (*inputs.states[:slot], FactState.UNKNOWN, *inputs.states[slot + 1 :])
    return replace(inputs, values=(*inputs.values[:slot], None, *inputs.values[slot + 1 :]), states=states)
