"""Claims that must hold for every case, tried on many: what invariants.yaml says, and what the directions of facts imply.

This is sampling, not proof. A claim that is refuted is wrong; one that is not may still be wrong on a case that was not tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from riskengine.authoring.invariants_claims import Claim, written_claims
from riskengine.authoring.invariants_directions import directed_claims
from riskengine.authoring.invariants_shrinking import shrink
from riskengine.authoring.invariants_written import Refutation, refutation
from riskengine.authoring.sampling import Sampler
from riskengine.authoring.sampling_trials import Bench
from riskengine.compiling.program import Program
from riskengine.diagnostics import Place
from riskengine.evaluating.inputs import Inputs
from riskengine.records import record
from riskengine.truth import Truth

__all__ = ["SAMPLES", "InvariantResult", "Refutation", "drawn_for", "sample_invariants"]

SAMPLES = 100
"""The cases that are drawn for each claim of invariants.yaml unless another number is asked for."""
_REFERENCE = 10
"""One case in so many is worked out by the reference evaluator too."""


@record
class InvariantResult:
    """What trying one claim came to.

    `kind` is `claim` for one of invariants.yaml, whose id is `id`, and `direction` for one that the direction of a fact
    implies, whose `id` is the fact's name; `place` is where either stands. `tried` counts the cases that the claim is about;
    `undecided` those among them whose range could only be bounded, so that nothing was shown. `refutation` is None where
    no case broke the claim, which proves nothing.
    """

    id: str
    kind: str
    claim: str
    place: Place
    tried: int
    undecided: int = 0
    refutation: Refutation | None = None

    @property
    def refuted(self) -> bool:
        """Whether a case breaks the claim."""
        return self.refutation is not None


def sample_invariants(
    program: Program, *, samples: int = SAMPLES, seed: int = 0, cases: Iterable[tuple[str, Inputs]] = ()
) -> tuple[InvariantResult, ...]:
    """Try every claim of an edition on `samples` cases drawn for it, complete and partial; written claims on `cases` too.

    Claims of invariants.yaml come first, by id; then one for each fact whose direction is `raises` or `lowers`, by name: the
    weightier of two values never lowers the least required. Such a claim is tried on half as many cases, with several values
    in each. A claim is about cases that the rule set covers; where it speaks of `grade`, about every grade that an officer
    may give. The same seed tries the same cases.

    Raises DisagreementError where the reference evaluator, which works out a part of the cases too, does not agree.
    """
    bench, given = Bench(program), tuple(cases)
    for _, inputs in given:
        bench.keep(inputs)
    written = [_result(bench, claim, given, samples, seed) for claim in written_claims(bench)]
    return (*written, *(_result(bench, claim, (), samples, seed) for claim in directed_claims(bench)))


def drawn_for(kind: str, samples: int) -> int:
    """How many cases are drawn for one claim of a kind: half as many for a direction, since each is tried with several values."""
    return samples if kind == "claim" else (samples + 1) // 2


def _result(bench: Bench, claim: Claim, given: tuple[tuple[str, Inputs], ...], samples: int, seed: int) -> InvariantResult:
    tried = undecided = 0
    number_drawn = drawn_for(claim.kind, samples)
    drawn = Sampler(bench, f"{seed} {claim.kind} {claim.id}").cases(number_drawn, claim.wishes, claim.about)
    for number, (name, inputs) in enumerate(chain(given, (("", each) for each in drawn))):
        if number % _REFERENCE == 1:
            bench.trial(inputs).check_by_reference()
        outcome = claim.outcome(inputs)
        tried += outcome != "elsewhere"
        undecided += outcome == "undecided"
        if outcome == "refuted":
            shown = refutation(bench, claim, _smallest(bench, claim, inputs), found_in=name)
            return InvariantResult(claim.id, claim.kind, claim.text, claim.place, tried, undecided, shown)
    return InvariantResult(claim.id, claim.kind, claim.text, claim.place, tried, undecided)


def _smallest(bench: Bench, claim: Claim, inputs: Inputs) -> Inputs:
    """The case made small; that the rule set covers it stays settled where it was, so that it can be judged."""
    covered = bench.trial(inputs).scope is Truth.TRUE

    def still(each: Inputs) -> bool:
        return claim.outcome(each) == "refuted" and (not covered or bench.trial(each).scope is Truth.TRUE)

    return shrink(bench.program, inputs, still)
