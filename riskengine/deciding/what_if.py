"""What a ruling would come to on other knowledge: after an answer, without most facts, with a fact that is otherwise.

Nothing of it is worked out until somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, product

from riskengine.deciding.decision import Verdict
from riskengine.deciding.judge import Evaluator, judge, plain_evaluator
from riskengine.deciding.ruling import Bound, Judgement, Ruling
from riskengine.evaluating.answers import Answer, Cell, answers_to, cells_of, learning
from riskengine.evaluating.inputs import Inputs
from riskengine.evaluating.sufficient import sufficient_facts
from riskengine.records import record

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
        judgement = self._judgement
        return sufficient_facts(judgement.program, judgement.bound.inputs, judgement.settled, self._evaluator.evaluate)

    def answers(self, slot: int) -> tuple[Answer, ...]:
        """What each answer about a fact that is not known would come to; empty where that cannot be said exactly."""
        found = self._answers.get(slot)
        if found is None:
            judgement, work = self._judgement, self._evaluator
            found = answers_to(judgement.program, judgement.bound.inputs, slot, work.evaluate, work.settle)
            self._answers[slot] = found
        return found

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The smallest changes of what is known after which the verdict would be another, by the names of the facts.

        Every change of one fact that does it; where there is none, of two facts, as far as they can be tried. A fact that is
        immutable is never changed, and none is ever taken away.
        """
        if self._ruling.judgement is None or self._judgement.officer < 0:
            return ()
        cells = {slot: self._other_cells(slot) for slot in self._changeable()}
        single = tuple(self._altering([((slot, cell),) for slot, each in cells.items() for cell in each]))
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

    def _other_cells(self, slot: int) -> Sequence[Cell]:
        judgement = self._judgement
        return cells_of(judgement.program, judgement.bound.inputs, slot, self._evaluator.evaluate) or ()

    def _altering(self, changes: Sequence[tuple[tuple[int, Cell], ...]]) -> Iterator[Change]:
        now = self._judgement.verdict
        for facts in changes:
            inputs = self._judgement.bound.inputs
            for slot, cell in facts:
                inputs = learning(inputs, slot, cell.value)
            verdict = self._verdict(inputs)
            if verdict != now:
                yield Change(facts, verdict)

    def _verdict(self, inputs: Inputs) -> Verdict:
        """The verdict on other knowledge; a recorded fact that no longer applies then is no contradiction."""
        before = self._judgement
        judgement = self._judge(inputs)
        for slot in judgement.contradictory:
            if slot not in before.contradictory:
                inputs = learning(inputs, slot, None)
        return judgement.verdict if inputs == judgement.bound.inputs else self._judge(inputs).verdict

    def _judge(self, inputs: Inputs) -> Judgement:
        judgement, ruling = self._judgement, self._ruling
        bound = Bound(inputs, judgement.bound.entries)
        return judge(judgement.program, bound, ruling.case, as_of=ruling.as_of, evaluator=self._evaluator, clocks=False)


def _each(slot: int, cells: Sequence[Cell]) -> list[tuple[int, Cell]]:
    return [(slot, cell) for cell in cells]
