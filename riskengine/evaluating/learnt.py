"""What each answer to a question comes to, read off completions that were worked out already.

Where no rule is presumed, accepted or might be, learning a fact does nothing but leave some completions out. So the
range within the completions of an answer is what assessing the case with that answer gives.
"""

from __future__ import annotations

from riskengine.compiling.program import Program
from riskengine.evaluating.axes import Axis, position
from riskengine.evaluating.completions import BUDGET, Completions
from riskengine.evaluating.groups import Group
from riskengine.evaluating.inputs import Evaluation, Inputs
from riskengine.evaluating.settled import Settled
from riskengine.facts import Value
from riskengine.truth import Truth

__all__ = ["Learnt"]


class Learnt:
    """One case's completions, by the cells of each fact. Make it by `of`."""

    def __init__(self, completions: Completions, settled: Settled) -> None:
        self._completions = completions
        self._settled = settled
        self._groups: list[Group] = completions.groups
        self._ends = [
            (group.least(group.all_rules[0], group.inside), group.most(group.all_rules[1], group.inside))
            for group in self._groups
        ]

    @classmethod
    def of(cls, program: Program, inputs: Inputs, evaluation: Evaluation, settled: Settled) -> Learnt | None:
        """The completions of a case whose scope is settled and whose range is exact; None for any other."""
        if settled.scope is not Truth.TRUE or not settled.exact:
            return None
        for number, outcome in enumerate(settled.outcomes):
            if outcome in ("presumed", "accepted") or (
                outcome == "unsettled" and program.rules[number].rule.when_unknown != "report"
            ):
                return None
        completions = Completions(program, inputs, evaluation, BUDGET, brief=True)
        return None if completions.undecided or completions.shortened else cls(completions, settled)

    def range_with(self, slot: int, value: Value) -> tuple[int, int] | None:
        """The least and the most required once a fact that is not known has a value; None where that is not to be seen here."""
        settled = self._settled
        least = most = self._completions.base(lambda _: True)
        for group, ends in zip(self._groups, self._ends, strict=True):
            axis = group.cube.axes.get(slot)
            low, high = ends
            if axis is not None:
                index = _cell_of(axis, value)
                if index is None:
                    return None
                within = group.inside & group.cube.cell(slot, index)
                low, high = group.least(group.all_rules[0], within), group.most(group.all_rules[1], within)
            least, most = max(least, low), max(most, high)
        return max(least, settled.least), max(most, least, settled.least)


def _cell_of(axis: Axis, value: Value) -> int | None:
    """The number of the cell in which a value lies; None where it stands in none for certain."""
    if axis.unit is None:
        return axis.values.index(value) if value in axis.values else None
    place = position(value, axis.unit)
    for index, span in enumerate(axis.line):
        if (span.low is None or span.low <= place) and (span.high is None or place <= span.high):
            return index
    return None
