"""One case tried on one program: what is worked out of it, when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from riskengine.authoring.sampling_values import nth_quiet_value
from riskengine.compiling.program import Program
from riskengine.deciding.knowledge import value_on
from riskengine.diagnostics import DisagreementError
from riskengine.evaluating.axes import Axis
from riskengine.evaluating.completions import BUDGET, Completions, settle, settled_truths
from riskengine.evaluating.cutting import cut
from riskengine.evaluating.fast import FastEvaluator
from riskengine.evaluating.groups import band_of
from riskengine.evaluating.inputs import FALSE_LEVEL, TRUE_LEVEL, Evaluation, Inputs
from riskengine.evaluating.reference import evaluate, evaluate_late
from riskengine.facts import FactState, Value
from riskengine.truth import Truth

__all__ = ["Bench", "Trial", "at_day", "blank"]

_COMPLETIONS = 6


def blank(program: Program, as_of: date, jurisdiction: str) -> Inputs:
    """A case of which nothing is known but the day and the jurisdiction."""
    values: list[Value | None] = [None] * len(program.facts)
    states = [FactState.NOT_ASKED] * len(program.facts)
    states[program.as_of_slot] = FactState.KNOWN
    return at_day(program, Inputs(tuple(values), tuple(states), (), jurisdiction), as_of)


def at_day(program: Program, inputs: Inputs, as_of: date) -> Inputs:
    """The same knowledge on another day, with the parameters in force on it."""
    slot = program.as_of_slot
    parameters = tuple(value_on(program.ruleset.parameters[name], as_of) for name in program.parameters)
    return replace(inputs, values=(*inputs.values[:slot], as_of, *inputs.values[slot + 1 :]), parameters=parameters)


class Bench:
    """One program, compiled once for many cases."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._fast = FastEvaluator(program)
        self._last: tuple[Inputs, Evaluation] | None = None
        self._kept: dict[int, Trial] = {}

    def evaluation(self, inputs: Inputs) -> Evaluation:
        """The truth of every node, those of time limits and claims among them."""
        if self._last is None or self._last[0] is not inputs:
            early = self._fast.evaluate(self.program, inputs)
            self._last = inputs, self._fast.evaluate_late(self.program, inputs, early)
        return self._last[1]

    def axes(self, inputs: Inputs) -> dict[int, Axis]:
        """The domains, cut, of every fact that is not known and that some condition reads, by slot (language 3.3)."""
        program = self.program
        axes = cut(program, inputs, self.evaluation(inputs), range(len(program.nodes)), range(len(program.scores)))
        return {axis.slot: axis for axis in axes if axis.slot < program.as_of_slot}

    def trial(self, inputs: Inputs) -> Trial:
        """A case to try."""
        kept = self._kept.get(id(inputs))
        return Trial(self, inputs) if kept is None else kept

    def keep(self, inputs: Inputs) -> None:
        """Keep what is worked out of a case, which will be tried more than once."""
        self._kept[id(inputs)] = Trial(self, inputs)


class Trial:
    """A case and, worked out when first asked for, what holds of it."""

    def __init__(self, bench: Bench, inputs: Inputs) -> None:
        self.bench = bench
        self.program = bench.program
        self.inputs = inputs

    @cached_property
    def evaluation(self) -> Evaluation:
        """The truth of every node."""
        return self.bench.evaluation(self.inputs)

    @cached_property
    def _range(self) -> tuple[Truth, int, bool]:
        """The scope, the least required and whether that is exact: from the truths where all is known, else over completions."""
        grade = _grade(self.program, self.evaluation)
        if grade is not None:
            return Truth.TRUE, grade, True
        # Less work than `settle`: what matters and why is not asked here.
        completions = Completions(self.program, self.inputs, self.evaluation, BUDGET)
        least = -1 if completions.scope is Truth.FALSE else completions.least(lambda _: True)
        return completions.scope, least, not completions.undecided and not completions.shortened

    @property
    def scope(self) -> Truth:
        """Whether the rule set covers the case."""
        level = self.evaluation.truth(self.program.scope)
        return self._range[0] if level is Truth.UNKNOWN else level

    @property
    def least(self) -> int:
        """The index of the least required, or of a bound that it is not below; -1 where the rule set does not cover the case."""
        return self._range[1]

    @cached_property
    def ceiling(self) -> int:
        """What the least required certainly is not above: `least` where that is exact, else what some completion requires."""
        if self._range[2]:
            return self.least
        reached = (each.least for each in self.completions() if each.scope is Truth.TRUE)
        return min(reached, default=len(self.program.grades))

    def truth(self, node: int) -> Truth:
        """The one truth of a node over all completions, UNKNOWN where there is none or it is not certain."""
        level = self.evaluation.truth(node)
        if level is not Truth.UNKNOWN:
            return level
        return settled_truths(self.program, self.inputs, self.evaluation, [node])[0]

    @property
    def grade_can_count(self) -> bool:
        """Whether the grade that counts, where it is set, is one that can: it is never below the least required."""
        grade = self.inputs.values[self.program.grade_slot]
        return grade is None or self.program.grades.index(str(grade)) >= self.least

    def graded(self, grade: int) -> Trial:
        """The same case where the grade that counts is the one of this index."""
        slot = self.program.grade_slot
        values, states = list(self.inputs.values), list(self.inputs.states)
        values[slot], states[slot] = self.program.grades[grade], FactState.KNOWN
        return self.bench.trial(replace(self.inputs, values=tuple(values), states=tuple(states)))

    def completions(self) -> Iterator[Trial]:
        """A few completions in which what was not known asks for as little as it can; always the same ones."""
        axes = self.bench.axes(self.inputs)
        for number in range(_COMPLETIONS if axes else 0):
            values, states = list(self.inputs.values), list(self.inputs.states)
            for slot, axis in axes.items():
                values[slot], states[slot] = nth_quiet_value(self.program.facts[slot], axis, number), FactState.KNOWN
            yield self.bench.trial(replace(self.inputs, values=tuple(values), states=tuple(states)))

    def check_by_reference(self) -> None:
        """Work the case out a second time with the reference evaluator; where all is known, compare the grades too.

        Raises DisagreementError where the two differ: then neither may be believed.
        """
        program = self.program
        plain = evaluate_late(program, self.inputs, evaluate(program, self.inputs))
        grade = _grade(program, plain)
        settled = None if grade is None else settle(program, self.inputs, self.evaluation)
        if plain != self.evaluation or (settled is not None and (settled.least, settled.most) != (grade, grade)):
            raise DisagreementError(f"the evaluators of {program.ruleset.id} {program.ruleset.edition} disagree on a case")


def _grade(program: Program, evaluation: Evaluation) -> int | None:
    """The grade as language 3.4 says it, None where some truth or score is not known."""
    levels = evaluation.levels
    if any(levels[rule.node] not in (TRUE_LEVEL, FALSE_LEVEL) for rule in program.rules) or levels[program.scope] != TRUE_LEVEL:
        return None
    if any(span.low != span.high or span.low is None for span in evaluation.scores):
        return None
    floors = [rule.minimum for rule in program.rules if levels[rule.node] == TRUE_LEVEL]
    bands = [band_of(program.scores[score].bands, evaluation.scores[score].low) for score in program.banded]
    return max([0, *floors, *bands])
