"""What a claim of invariants.yaml comes to on one case: it holds, it is refuted, or the case is none that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

from riskengine.authoring.sampling_trials import Bench, Trial
from riskengine.compiling.program import CompiledInvariant
from riskengine.diagnostics import Place
from riskengine.evaluating.inputs import Inputs
from riskengine.explaining.values import grade_text
from riskengine.records import record
from riskengine.truth import Truth

__all__ = ["Claim", "Outcome", "written_claims"]

Outcome = Literal["holds", "refuted", "undecided", "elsewhere"]
"""`elsewhere`: the case is none that the claim is about. `undecided`: only bounds are known, and they do not tell."""

_WORST: tuple[Outcome, ...] = ("refuted", "undecided", "holds", "elsewhere")


@record
class Claim:
    """A claim to try: `wishes` are nodes that are true in cases it is about, `about` slots of facts that are known in them.

    `outcome` says what it comes to on a case, `officer` the index of the officer's grade with which it breaks (-1: any or
    none), and `why` in words how a case breaks it.
    """

    id: str
    kind: str
    text: str
    place: Place
    wishes: tuple[int, ...]
    about: tuple[int, ...]
    outcome: Callable[[Inputs], Outcome]
    officer: Callable[[Inputs], int]
    why: Callable[[Inputs], str]


def written_claims(bench: Bench) -> Iterator[Claim]:
    """The claims of invariants.yaml, by id."""
    for claim in bench.program.invariants:
        yield Claim(
            id=claim.invariant.id,
            kind="claim",
            text=claim.invariant.claim,
            place=claim.invariant.place,
            wishes=(claim.given,),
            about=(),
            outcome=partial(_outcome, bench, claim),
            officer=partial(_officer, bench, claim),
            why=partial(_why, bench, claim),
        )


def _outcome(bench: Bench, claim: CompiledInvariant, inputs: Inputs) -> Outcome:
    found = {_on(claim, trial) for _, trial in _graded(bench, claim, inputs)}
    return next(outcome for outcome in _WORST if outcome in found)


def _graded(bench: Bench, claim: CompiledInvariant, inputs: Inputs) -> Iterator[tuple[int, Trial]]:
    """The case, or where the claim speaks of the grade, the case with each grade that could count."""
    trial = bench.trial(inputs)
    if bench.program.grade_slot not in claim.support:
        yield -1, trial
        return
    for grade in range(max(trial.least, 0), len(bench.program.grades)):
        yield grade, trial.graded(grade)


def _on(claim: CompiledInvariant, trial: Trial) -> Outcome:
    if trial.scope is Truth.FALSE or not trial.grade_can_count or trial.truth(claim.given) is not Truth.TRUE:
        return "elsewhere"
    then = Truth.TRUE if claim.then < 0 else trial.truth(claim.then)
    if then is Truth.FALSE or trial.ceiling < claim.minimum:
        return "refuted"
    if then is Truth.UNKNOWN and any(_on(claim, each) == "refuted" for each in trial.completions()):
        return "refuted"
    return "holds" if then is Truth.TRUE and trial.least >= claim.minimum else "undecided"


def _officer(bench: Bench, claim: CompiledInvariant, inputs: Inputs) -> int:
    return next((grade for grade, trial in _graded(bench, claim, inputs) if _on(claim, trial) == "refuted"), -1)


def _why(bench: Bench, claim: CompiledInvariant, inputs: Inputs) -> str:
    grades, least = bench.program.grades, bench.trial(inputs).ceiling
    if least < claim.minimum:
        least_text, claimed = grade_text(grades[least]), grade_text(grades[claim.minimum])
        return f"Guidance as encoded requires at least {least_text} here. The claim says at least {claimed}."
    return "What the claim says of such a case does not hold here."
