"""What a ruling would come to on other knowledge: after an answer, without most facts, with a fact that is otherwise.

Nothing of it is worked out until somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING

from riskengine.deciding.decision import Verdict
from riskengine.deciding.judge import Evaluator, judge, plain_evaluator, stopped_early
from riskengine.deciding.ruling import Bound, Judgement, Ruling
from riskengine.evaluating.inputs import Inputs
from riskengine.facts import Value
from riskengine.records import record

if TYPE_CHECKING:
    from riskengine.compiling.program import Program
    from riskengine.evaluating.answers import Answer, Cell
    from riskengine.evaluating.inputs import Evaluation
    from riskengine.evaluating.learnt import Learnt

__all__ = ["Change", "WhatIf"]

_TRIALS = 200
"""So many changes of two facts are tried at the most."""


@record
class Change:
    """Facts, by slot, that would be otherwise or be learnt, each with its new cell, and the verdict then."""

    facts: tuple[tuple[int, Cell], ...]
    verdict: Verdict


class WhatIf:
    """Other knowledge of one ruling's case. Its judgement is None where no edition is in force: then there is nothing to ask."""

    def __init__(self, ruling: Ruling, evaluator: Evaluator = plain_evaluator) -> None:
        self._ruling = ruling
        self._evaluator = evaluator
        self._answers: dict[int, tuple[Answer, ...]] = {}
        self._cells: dict[int, tuple[Cell, ...]] = {}

    @property
    def _judgement(self) -> Judgement:
        if self._ruling.judgement is None:
            raise ValueError("nothing was judged: no edition is in force")
        return self._ruling.judgement

    @cached_property
    def sufficient(self) -> tuple[int, ...]:
        """The slots of a smallest set of recorded facts that alone forces the least required; none where it is the lowest."""
        if self._ruling.judgement is None:
            return ()
        from riskengine.evaluating.sufficient import sufficient_facts

        judgement = self._judgement
        return sufficient_facts(judgement.program, judgement.bound.inputs, judgement.settled, self._evaluator.evaluate)

    def answers(self, slot: int) -> tuple[Answer, ...]:
        """What each answer about a fact that is not known would come to; empty where that cannot be said exactly."""
        found = self._answers.get(slot)
        if found is None:
            from riskengine.evaluating.answers import answers_to

            judgement, settle = self._judgement, self._evaluator.settle
            found = answers_to(judgement.program, judgement.bound.inputs, slot, self._evaluate, settle, self._learnt)
            self._answers[slot] = found
        return found

    def cells(self, slot: int) -> tuple[Cell, ...]:
        """All that one fact may be, whatever is recorded of it, as far as rules can tell; empty where that cannot be listed."""
        found = self._cells.get(slot)
        if found is None:
            from riskengine.evaluating.answers import cells_of

            judgement = self._judgement
            listed = cells_of(judgement.program, judgement.bound.inputs, slot, self._evaluate)
            found = self._cells[slot] = listed or ()
        return found

    def _evaluate(self, program: Program, inputs: Inputs) -> Evaluation:
        """The truths of other knowledge; those of the case as it stands are there already."""
        judgement = self._judgement
        return judgement.evaluation if inputs is judgement.bound.inputs else self._evaluator.evaluate(program, inputs)

    @cached_property
    def _learnt(self) -> Learnt | None:
        from riskengine.evaluating.learnt import Learnt

        judgement = self._judgement
        return Learnt.of(judgement.program, judgement.bound.inputs, judgement.evaluation, judgement.settled)

    @cached_property
    def learnable(self) -> tuple[Change, ...]:
        """Those of `changes` in which one fact that is not known is learnt."""
        if self._ruling.judgement is None:
            return ()
        values = self._judgement.bound.inputs.values
        open_ = [slot for slot in self._changeable() if values[slot] is None]
        return tuple(self._altering([((slot, cell),) for slot in open_ for cell in self.cells(slot)]))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The smallest changes of what is known after which the verdict would be another, by the names of the facts.

        Every change of one fact that does it; where there is none, of two facts, as far as they can be tried. A fact that is
        immutable is never changed, and none is ever taken away.
        """
        if self._ruling.judgement is None:
            return ()
        cells = {slot: self.cells(slot) for slot in self._changeable()}
        values = self._judgement.bound.inputs.values
        records = [((slot, cell),) for slot, each in cells.items() for cell in each if values[slot] is not None]
        single = (*self.learnable, *self._altering(records))
        if single:
            return single
        pairs = (pair for one, two in combinations(cells, 2) for pair in product(_each(one, cells[one]), _each(two, cells[two])))
        tried = [pair for pair, _ in zip(pairs, range(_TRIALS), strict=False)]
        return tuple(self._altering(tried))

    def _changeable(self) -> list[int]:
        """The facts that a rule or the scope may weigh, that apply, and that can be otherwise; what decides comes first."""
        judgement = self._judgement
        program, settled = judgement.program, judgement.settled
        deciding = {slot for n in (*settled.decisive, *settled.forcing) for slot in program.rules[n].support}
        known = {slot for slot in program.weighed if judgement.bound.inputs.values[slot] is not None}
        slots = (known | self._open()) - settled.not_applicable
        return sorted(
            (slot for slot in slots if not program.facts[slot].immutable), key=lambda slot: (slot not in deciding, slot)
        )

    def _open(self) -> set[int]:
        """The facts not known of which an answer may alter the verdict: relevant, required, or behind a presumption."""
        judgement = self._judgement
        values, settled, program = judgement.bound.inputs.values, judgement.settled, judgement.program
        presuming = (
            program.rules[n].support for n, outcome in enumerate(settled.outcomes) if outcome in ("presumed", "accepted")
        )
        behind = {slot for support in presuming for slot in support if values[slot] is None and slot < program.as_of_slot}
        return {*(fact.slot for fact in settled.relevant), *(slot for slot, _ in judgement.missing_required), *behind}

    def _altering(self, changes: Sequence[tuple[tuple[int, Cell], ...]]) -> Iterator[Change]:
        values, now = self._judgement.bound.inputs.values, self._judgement.verdict
        for facts in changes:
            if any(_holds(cell, values[slot]) for slot, cell in facts):
                continue
            verdict = self._verdict_after(facts)
            if verdict is not None and verdict != now:
                yield Change(facts, verdict)

    def _verdict_after(self, facts: tuple[tuple[int, Cell], ...]) -> Verdict | None:
        """The verdict after a change; None where every value tried lies before what it should follow."""
        from riskengine.evaluating.answers import learning

        for end in (False, True):
            inputs = self._judgement.bound.inputs
            for slot, cell in facts:
                inputs = learning(inputs, slot, cell.last if end else cell.value)
            judgement = self._without_contradictions(inputs)
            if not stopped_early(judgement.clocks) or stopped_early(self._judgement.clocks):
                return judgement.verdict
        return None

    def _without_contradictions(self, inputs: Inputs) -> Judgement:
        """The judgement on other knowledge; a recorded fact that no longer applies then is no contradiction."""
        from riskengine.evaluating.answers import learning

        before = self._judgement
        judgement = self._judge(inputs)
        new = [slot for slot in judgement.contradictory if slot not in before.contradictory]
        for slot in new:
            inputs = learning(inputs, slot, None)
        return self._judge(inputs) if new else judgement

    def _judge(self, inputs: Inputs) -> Judgement:
        judgement, ruling = self._judgement, self._ruling
        bound = Bound(inputs, judgement.bound.entries)
        return judge(judgement.program, bound, ruling.case, as_of=ruling.as_of, evaluator=self._evaluator, clocks=False)


def _holds(cell: Cell, value: Value | None) -> bool:
    """Whether a recorded value lies in a cell, so that it would be no change."""
    return value is not None and cell.holds(value)


def _each(slot: int, cells: Sequence[Cell]) -> list[tuple[int, Cell]]:
    return [(slot, cell) for cell in cells]
