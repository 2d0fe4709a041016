"""One case judged under one edition with one day's knowledge: the verdict (language 3.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from riskengine.case import Assessment, Case
from riskengine.compiling.program import Program
from riskengine.deciding.clocks import Watch, contradicts
from riskengine.deciding.decision import ClockResult, GradeResult, Verdict
from riskengine.deciding.departures import departure_problems
from riskengine.deciding.messages import Message
from riskengine.deciding.ruling import Bound, Judgement
from riskengine.evaluating.completions import least_without, settle, settled_truths
from riskengine.evaluating.inputs import Evaluation, Inputs
from riskengine.evaluating.reference import evaluate, evaluate_late
from riskengine.evaluating.settled import Settled
from riskengine.facts import FactState
from riskengine.records import record
from riskengine.truth import Truth

__all__ = ["Evaluator", "grade_result", "judge", "plain_evaluator", "stopped_early"]


@record
class Evaluator:
    """How nodes are worked out: the plain evaluator, or the fast one. Both give the same.

    `settle` gives the evaluation and what is settled, `clock_truths` the settled truths of the conditions of the
    program's time limits where a grade, by its index, is the one that counts.
    """

    evaluate: Callable[[Program, Inputs], Evaluation]
    settle: Callable[[Program, Inputs], tuple[Evaluation, Settled]]
    clock_truths: Callable[[Program, Inputs, Evaluation, int], Sequence[Truth]]


def _settle(program: Program, inputs: Inputs) -> tuple[Evaluation, Settled]:
    evaluation = evaluate(program, inputs)
    return evaluation, settle(program, inputs, evaluation)


def _clock_truths(program: Program, inputs: Inputs, evaluation: Evaluation, grade: int) -> Sequence[Truth]:
    graded = inputs.graded(program.grades[grade])
    late = evaluate_late(program, graded, evaluation)
    return settled_truths(program, graded, late, [clock.node for clock in program.clocks])


plain_evaluator = Evaluator(evaluate, _settle, _clock_truths)


def judge(
    program: Program,
    bound: Bound,
    case: Case,
    *,
    as_of: date,
    evaluator: Evaluator = plain_evaluator,
    watch: Watch | None = None,
    like: Judgement | None = None,
    clocks: bool = True,
) -> Judgement:
    """Judge a case by what is known in `bound`, on the day `as_of`.

    `watch` is the program's, where it has been made. `like` is a judgement of the same program on the same values, whose
    evaluation is taken over. Without `clocks` the time limits are worked out only where one of them could contradict itself.
    """
    if like is None:
        evaluation, settled = evaluator.settle(program, bound.inputs)
    else:
        evaluation, settled = like.evaluation, like.settled
    officer = _officer(program, case)
    limits: tuple[ClockResult, ...] = ()
    if clocks or contradicts(program, bound.inputs):
        limits = _clocks(watch or Watch(program), bound, evaluation, settled, officer, as_of, evaluator)
    missing = _missing_required(program, bound.inputs, settled)
    values = bound.inputs.values
    contradictory: tuple[int, ...] = ()
    if settled.not_applicable:
        contradictory = tuple(sorted([slot for slot in settled.not_applicable if values[slot] is not None]))
    problems, counts = _departure(program, bound, evaluation, case.assessment, as_of, officer, settled)
    open_ = bool(missing or contradictory) or stopped_early(limits)
    counts = counts and not open_
    verdict = _verdict(settled, officer, open_=open_, departure=counts)
    return Judgement(program, bound, evaluation, settled, officer, verdict, missing, contradictory, problems, counts, limits)


def _officer(program: Program, case: Case) -> int:
    """The index of the officer's grade, -1 where there is none."""
    grade = case.assessment.grade if case.assessment else None
    return -1 if grade is None else program.grades.index(grade)


def _verdict(settled: Settled, officer: int, *, open_: bool, departure: bool) -> Verdict:
    """The first line of the table in language 3.8 that fits; `open_`: something required is missing or contradicted."""
    if settled.scope is Truth.FALSE:
        return "out_of_scope"
    if settled.scope is Truth.UNKNOWN:
        return "not_supported"
    if officer < 0:
        return "not_graded"
    if officer < settled.least:
        return "departure" if departure else "below_minimum"
    if officer < settled.most or open_:
        return "not_supported"
    return "consistent"


def _missing_required(program: Program, inputs: Inputs, settled: Settled) -> tuple[tuple[int, int], ...]:
    """Facts not known that a rule requires which applies or is not settled, each with the rule."""
    if not program.required or settled.scope is Truth.FALSE:
        return ()
    found = [
        (slot, number)
        for number, slots in program.required
        if settled.outcomes[number] != "does_not_apply"
        for slot in slots
        if inputs.states[slot] is not FactState.KNOWN and slot not in settled.not_applicable
    ]
    return tuple(sorted(found))


def _departure(
    program: Program,
    bound: Bound,
    evaluation: Evaluation,
    assessment: Assessment | None,
    as_of: date,
    officer: int,
    settled: Settled,
) -> tuple[tuple[Message, ...], bool]:
    """Why a recorded departure does not count, and whether one that is recorded does."""
    if assessment is None or assessment.departure is None or officer < 0 or settled.scope is Truth.FALSE:
        return (), False
    without = partial(least_without, program, bound.inputs, evaluation)
    problems = departure_problems(program, assessment, assessment.departure, as_of, officer, without)
    return problems, not problems


def _clocks(
    watch: Watch,
    bound: Bound,
    evaluation: Evaluation,
    settled: Settled,
    officer: int,
    as_of: date,
    evaluator: Evaluator,
) -> tuple[ClockResult, ...]:
    """The time limits under the grade that counts; those that only the most possible grade would start say so."""
    program = watch.program
    if not program.clocks or settled.scope is Truth.FALSE:
        return ()
    counts, could_be = max(officer, settled.least), max(officer, settled.most)
    conditions = evaluator.clock_truths(program, bound.inputs, evaluation, counts)
    possible = conditions
    if could_be != counts:
        possible = evaluator.clock_truths(program, bound.inputs, evaluation, could_be)
    return watch.run(
        bound.inputs,
        conditions,
        as_of=as_of,
        possible=possible,
        possible_grade=program.grades[could_be],
        not_applicable=settled.not_applicable,
    )


def stopped_early(clocks: Sequence[ClockResult]) -> bool:
    """Whether what stops a time limit is recorded before what starts it."""
    for clock in clocks:  # noqa: SIM110 - asked for every case: a generator would take three times as long
        if clock.contradictory:
            return True
    return False


def grade_result(judgement: Judgement) -> GradeResult:
    """The grade as the decision prints it."""
    settled, grades = judgement.settled, judgement.program.grades
    offered = settled.least >= 0
    return GradeResult(
        officer=grades[judgement.officer] if judgement.officer >= 0 else None,
        least=grades[settled.least] if offered else None,
        most=grades[settled.most] if offered else None,
        settled=offered and settled.least == settled.most,
        range="exact" if settled.exact else "bounds",
        verdict=judgement.verdict,
    )
