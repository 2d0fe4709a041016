"""A smallest set of known facts that alone forces the least required, whatever the others are.

No fact of the set can be left out; it is a smallest set where that can be shown within the budget. A set forces
the grade if and only if it has a fact in common with every set of facts in which some completion that requires less
differs from the case. So what refutes one set narrows down all that can still do, and few sets need to be tried.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from riskengine.compiling.program import Program
from riskengine.evaluating.completions import BUDGET, Completions
from riskengine.evaluating.groups import band_of
from riskengine.evaluating.hitting import smallest_hitting
from riskengine.evaluating.inputs import TRUE_LEVEL, Evaluation, Inputs
from riskengine.evaluating.reference import evaluate
from riskengine.evaluating.refuting import Refuter, WorkOut, only
from riskengine.evaluating.settled import Settled

__all__ = ["sufficient_facts"]

_TRIES = 60
"""So many sets, smaller than the one found, are tried at the most."""
_STEPS = 20_000
"""So many choices are looked at in search of the next one, at the most."""


def sufficient_facts(program: Program, inputs: Inputs, settled: Settled, work_out: WorkOut = evaluate) -> tuple[int, ...]:
    """The slots of a smallest set of known facts that alone forces the least required; none where it is the lowest.

    Presumed rules stay presumed. `work_out` is the evaluator to use.
    """
    if settled.least <= 0:
        return ()
    presumed = frozenset(number for number, outcome in enumerate(settled.outcomes) if outcome == "presumed")
    question = _Question(program, inputs, presumed, settled.least, work_out)
    starts = {tuple(_known_of(program.rules[number].support, question.known)) for number in settled.forcing}
    start = next((set_ for set_ in sorted(starts, key=lambda set_: (len(set_), set_)) if question.forced_by(set_)), None)
    return _smaller(question, _shrunk(question, question.known if start is None else start))


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


def _smaller(question: _Question, found: list[int]) -> tuple[int, ...]:
    """Try the smallest sets that nothing refutes so far, until one forces the grade or none is smaller than what was found."""
    for _ in range(_TRIES):
        bits, _certain = smallest_hitting(question.refuted, len(found), _STEPS)
        if bits is None:
            break
        slots = [slot for slot in question.known if bits >> slot & 1]
        if question.forced_by(slots):
            return tuple(_shrunk(question, slots))
    return tuple(found)


class _Question:
    """Whether some facts alone force the least required. `refuted` are sets of bits, each of which must be met to do so."""

    def __init__(self, program: Program, inputs: Inputs, presumed: frozenset[int], least: int, work_out: WorkOut) -> None:
        self.program = program
        self.inputs = inputs
        self.presumed = presumed
        self.least = least
        self.work_out = work_out
        self.refuter = Refuter(program, inputs, presumed, least, work_out)
        self.known = self.refuter.known
        self.refuted: list[int] = []

    def forced_by(self, slots: Collection[int]) -> bool:
        """Whether every completion that keeps these facts requires that much."""
        bits = _bits(slots)
        if not all(bits & each for each in self.refuted):
            return False
        inputs = only(self.program, self.inputs, slots)
        evaluation = self.work_out(self.program, inputs)
        if self._certain(evaluation):
            return True
        difference = self.refuter.difference(slots)
        if difference is None and self._worked_out(inputs, evaluation):
            return True
        # Where no completion was found that requires less, nothing less than all the other facts is known to be needed.
        self.refuted.append(_bits(set(self.known) - set(slots) if difference is None else difference))
        return False

    def _certain(self, evaluation: Evaluation) -> bool:
        """Whether what is known forces it without any completion being tried."""
        program = self.program
        for grade, number in program.floors:
            if grade < self.least:
                break
            if number in self.presumed or evaluation.levels[program.rule_nodes[number]] == TRUE_LEVEL:
                return True
        lows = ((score, evaluation.scores[score].low) for score in program.banded)
        return any(low is not None and band_of(program.scores[score].bands, low) >= self.least for score, low in lows)

    def _worked_out(self, inputs: Inputs, evaluation: Evaluation) -> bool:
        completions = Completions(self.program, inputs, evaluation, BUDGET, presumed=self.presumed)
        return completions.least(lambda _: True) >= self.least


def _bits(slots: Iterable[int]) -> int:
    bits = 0
    for slot in slots:
        bits |= 1 << slot
    return bits
