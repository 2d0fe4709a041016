"""What an evaluator is given and what it gives back: values by slot, truths by node."""

from __future__ import annotations

from typing import NamedTuple

from riskengine.facts import FactState, Number, Value
from riskengine.records import record
from riskengine.truth import Truth

__all__ = ["FALSE_LEVEL", "TRUE_LEVEL", "UNKNOWN_LEVEL", "Evaluation", "Inputs", "Span"]

FALSE_LEVEL: int = Truth.FALSE.value
UNKNOWN_LEVEL: int = Truth.UNKNOWN.value
TRUE_LEVEL: int = Truth.TRUE.value
_TRUTHS = {truth.value: truth for truth in Truth}


@record
class Inputs:
    """One case's knowledge, typed by one program's vocabulary.

    `values` are by slot, None where not known; `as_of` is set, `grade` is None until clocks are worked
    out. `states` say why a value is None. `parameters` hold the values in force, None where no value is.
    """

    values: tuple[Value | None, ...]
    states: tuple[FactState, ...]
    parameters: tuple[Number | None, ...]
    jurisdiction: str

    def graded(self, grade: str) -> Inputs:
        """The same with a grade in its slot, which is the last."""
        return Inputs((*self.values[:-1], grade), self.states, self.parameters, self.jurisdiction)


class Span(NamedTuple):
    """What is known of a number: it lies between `low` and `high`, both included, None open.

    `applies` is FALSE where it is not applicable (the ends then mean nothing), UNKNOWN where that is not
    settled. A number that is known has equal ends and applies.
    """

    low: Number | None
    high: Number | None
    applies: Truth = Truth.TRUE


@record
class Evaluation:
    """The truth of every node and the span of every quantity and score, by their numbers in the program.

    `levels` are the numbers of `Truth`: 0 false, 1 unknown, 3 true.
    """

    levels: tuple[int, ...]
    quantities: tuple[Span, ...]
    scores: tuple[Span, ...]

    def truth(self, node: int) -> Truth:
        """The truth of one node."""
        return _TRUTHS[self.levels[node]]
