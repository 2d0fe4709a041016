"""A smallest set of known facts that alone forces the least required, whatever the others are.

No fact of the set can be left out; it is a smallest set where trying the smaller ones fits the budget.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from riskengine.compiling.program import Program
from riskengine.evaluating.completions import BUDGET, Completions
from riskengine.evaluating.domains import moment_ends, number_ends
from riskengine.evaluating.inputs import TRUE_LEVEL, Evaluation, Inputs
from riskengine.evaluating.known import settled_at_once
from riskengine.evaluating.reference import evaluate
from riskengine.evaluating.settled import Settled
from riskengine.facts import FactState, FactType, Value
from riskengine.records import record

__all__ = ["sufficient_facts"]

WorkOut = Callable[[Program, Inputs], Evaluation]

_TRIES = 200
"""So many sets, smaller than the one found, are tried at the most."""


@record
class _Question:
    """Whether some facts alone force the least required; presumed rules stay presumed."""

    program: Program
    inputs: Inputs
    presumed: frozenset[int]
    least: int
    work_out: WorkOut

    def forced_by(self, slots: Collection[int]) -> bool:
        inputs = self._only(slots)
        evaluation = self.work_out(self.program, inputs)
        if any(
            grade >= self.least and (number in self.presumed or evaluation.levels[self.program.rule_nodes[number]] == TRUE_LEVEL)
            for grade, number in self.program.floors
        ):
            return True
        if not self.presumed and any(self._refutes(sample) for sample in _samples(self.program, inputs)):
            return False
        completions = Completions(self.program, inputs, evaluation, BUDGET, presumed=self.presumed)
        return completions.least(lambda _: True) >= self.least

    def _only(self, slots: Collection[int]) -> Inputs:
        kept = {*slots, self.program.as_of_slot}
        values = tuple(value if slot in kept else None for slot, value in enumerate(self.inputs.values))
        states = tuple(state if slot in kept else FactState.NOT_ASKED for slot, state in enumerate(self.inputs.states))
        return replace(self.inputs, values=values, states=states)

    def _refutes(self, complete: Inputs) -> bool:
        """Whether a case without unknowns lies in the scope and requires less."""
        settled = settled_at_once(self.program, complete, self.work_out(self.program, complete))
        return settled is not None and 0 <= settled.least < self.least


def _samples(program: Program, inputs: Inputs) -> Iterator[Inputs]:
    """Two completions that tend to require little: no to every question, with the least and the greatest numbers."""
    for end in (0, -1):
        filled = [
            value if value is not None or slot >= program.as_of_slot else _sample(program, inputs, slot, end)
            for slot, value in enumerate(inputs.values)
        ]
        if all(value is not None for value in filled[: program.as_of_slot]):
            yield replace(inputs, values=tuple(filled), states=(FactState.KNOWN,) * len(filled))


def _sample(program: Program, inputs: Inputs, slot: int, end: int) -> Value | None:
    """A value that the fact may have; None where its domain is open."""
    fact = program.facts[slot]
    if fact.type is FactType.BOOLEAN:
        return False
    if fact.type.is_number:
        return number_ends(fact)[end]
    if fact.type.is_moment:
        return moment_ends(fact, inputs.values[program.as_of_slot])[end]
    if fact.type is FactType.CHOICE:
        return fact.options[end]
    return frozenset() if fact.type is FactType.CHOICES else ""


def sufficient_facts(program: Program, inputs: Inputs, settled: Settled, work_out: WorkOut = evaluate) -> tuple[int, ...]:
    """The slots of a smallest set of known facts that alone forces the least required; none where it is the lowest.

    `work_out` is the evaluator to use.
    """
    if settled.least <= 0:
        return ()
    presumed = frozenset(number for number, outcome in enumerate(settled.outcomes) if outcome == "presumed")
    question = _Question(program, inputs, presumed, settled.least, work_out)
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
