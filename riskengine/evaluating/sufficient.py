"""A smallest set of known facts that alone forces the least required, whatever the others are.

No fact of the set can be left out; it is a smallest set where trying the smaller ones fits the budget.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass, replace

from riskengine.compiling.program import Program
from riskengine.evaluating.completions import BUDGET, Completions
from riskengine.evaluating.inputs import Inputs
from riskengine.evaluating.reference import evaluate
from riskengine.evaluating.settled import Settled
from riskengine.facts import FactState

__all__ = ["sufficient_facts"]

_TRIES = 200
"""So many sets, smaller than the one found, are tried at the most."""


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether some facts alone force the least required; presumed rules stay presumed."""

    program: Program
    inputs: Inputs
    presumed: frozenset[int]
    least: int

    def forced_by(self, slots: Collection[int]) -> bool:
        kept = {*slots, self.program.as_of_slot}
        values = tuple(value if slot in kept else None for slot, value in enumerate(self.inputs.values))
        states = tuple(state if slot in kept else FactState.NOT_ASKED for slot, state in enumerate(self.inputs.states))
        inputs = replace(self.inputs, values=values, states=states)
        completions = Completions(self.program, inputs, evaluate(self.program, inputs), BUDGET, presumed=self.presumed)
        return completions.least(lambda _: True) >= self.least


def sufficient_facts(program: Program, inputs: Inputs, settled: Settled) -> tuple[int, ...]:
    """The slots of a smallest set of known facts that alone forces the least required; none where it is the lowest."""
    if settled.least <= 0:
        return ()
    presumed = frozenset(number for number, outcome in enumerate(settled.outcomes) if outcome == "presumed")
    question = _Question(program, inputs, presumed, settled.least)
    known = [slot for slot, value in enumerate(inputs.values) if value is not None and slot < program.as_of_slot]
    starts = [_known_of(program.rules[number].support, known) for number in settled.forcing]
    starts = sorted((start for start in starts if question.forced_by(start)), key=lambda start: (len(start), start)) or [known]
    found = _shrunk(question, starts[0])
    return _smaller(question, found, sorted(set().union(*starts)))


def _known_of(support: Collection[int], known: Collection[int]) -> list[int]:
    return [slot for slot in known if slot in support]


def _shrunk(question: _Question, slots: Collection[int]) -> list[int]:
    """Leave out one fact after another for as long as the rest still forces the grade."""
    kept = list(slots)
    for slot in list(kept):
        rest = [other for other in kept if other != slot]
        if question.forced_by(rest):
            kept = rest
    return kept


def _smaller(question: _Question, found: list[int], pool: list[int]) -> tuple[int, ...]:
    smaller = (set_ for size in range(len(found)) for set_ in itertools.combinations(pool, size))
    for slots in itertools.islice(smaller, _TRIES):
        if question.forced_by(slots):
            return slots
    return tuple(found)
