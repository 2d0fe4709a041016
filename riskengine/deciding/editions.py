"""Which editions a case is judged under, and the assessment as of its day (language 3.9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from riskengine.case import Assessment, Case
from riskengine.compiling.program import Program
from riskengine.deciding.judge import Evaluator, judge
from riskengine.deciding.ruling import Bound, Judgement, ThenRuling
from riskengine.records import record

__all__ = ["Bench", "Comparison", "compare", "judge_then"]


@record
class Bench:
    """What judging one case under several editions needs: how facts are typed and how nodes are worked out.

    `bind` types a case for a program: the day of the knowledge (also `as_of` in conditions), the day of the
    guidance (for parameters), and what the same case came to on another day, where that is known.
    `evaluator` gives the evaluator of a program.
    """

    case: Case
    bind: Callable[[Program, date, date, Bound | None], Bound]
    evaluator: Callable[[Program], Evaluator]

    def judge(self, program: Program, known_on: date, guidance_day: date, like: Judgement | None = None) -> Judgement:
        """Judge by what was known on a day, under one edition; `like` is reused where nothing differs.

        Time limits are worked out for the first judgement only: they are those of the day asked about.
        """
        other = like.bound if like is not None and like.program is program else None
        bound = self.bind(program, known_on, guidance_day, other)
        same = like if other is not None and _alike(other, bound, program) else None
        evaluator = self.evaluator(program)
        return judge(program, bound, self.case, as_of=known_on, evaluator=evaluator, like=same, clocks=like is None)


def _alike(one: Bound, other: Bound, program: Program) -> bool:
    """Whether two days' knowledge comes to the same truths."""
    first, second = one.inputs, other.inputs
    if first.parameters != second.parameters:
        return False
    if first.values == second.values and first.states == second.states:
        return True
    if program.compares_as_of or any(first.values[slot] is None for slot in program.weighed_bounds):
        return False
    weighed = program.weighed_parts
    return weighed(first.values) == weighed(second.values) and (
        first.states is second.states or weighed(first.states) == weighed(second.states)
    )


def judge_then(bench: Bench, program: Program | None, assessment: Assessment | None, now: Judgement | None) -> ThenRuling | None:
    """The assessment judged as of the day that it was made; None where it has no day.

    `program` is the edition in force on that day, None where there was none.
    """
    if assessment is None or assessment.assessed_on is None:
        return None
    day = assessment.assessed_on
    if program is None:
        return ThenRuling(day, None, ("No edition of the rule set was in force on that day.",))
    judgement = bench.judge(program, day, day, like=now)
    return ThenRuling(day, judgement, tuple(_notes(judgement.bound)))


def _notes(bound: Bound) -> list[str]:
    notes = []
    if bound.left_out:
        names = ", ".join(bound.left_out)
        notes.append(f"Recorded but not used for that day, because its edition does not ask for it in this way: {names}.")
    if bound.untimed:
        notes.append(f"Taken as known that day, because no day of recording is given: {', '.join(bound.untimed)}.")
    return notes


@record
class Comparison:
    """What has changed since a sound assessment: guidance, knowledge, or only both together."""

    regrade_needed: bool = False
    new_information: bool = False


def compare(bench: Bench, now: Judgement, then: ThenRuling | None, as_of: date) -> Comparison:
    """Whether an assessment that was sound on its day still is, guidance and knowledge taken apart."""
    if then is None or then.judgement is None or not then.judgement.sound:
        return Comparison()
    earlier, day = then.judgement, then.assessed_on
    if earlier.program is now.program and earlier.bound.inputs.parameters == now.bound.inputs.parameters:
        # One guidance on both days: only knowledge can have changed.
        return Comparison(new_information=not now.sound)
    today = bench.judge(now.program, day, as_of, like=earlier)
    known = bench.judge(earlier.program, as_of, day, like=now)
    if not now.sound and today.sound and known.sound:
        return Comparison(regrade_needed=True, new_information=True)
    return Comparison(not today.sound, not known.sound)
