"""The answer where what is known settles the grade: no completion is needed to give it."""

from __future__ import annotations

from collections.abc import Sequence

from riskengine.compiling.program import Program
from riskengine.evaluating.complete import Complete
from riskengine.evaluating.either_way import EitherWay
from riskengine.evaluating.groups import band_of
from riskengine.evaluating.inputs import FALSE_LEVEL, TRUE_LEVEL, UNKNOWN_LEVEL, Evaluation, Inputs, Span
from riskengine.evaluating.reference import points_given
from riskengine.evaluating.settled import Outcome, Settled
from riskengine.facts import Number
from riskengine.records import changed
from riskengine.truth import Truth

__all__ = ["settled_at_once", "settled_complete"]

_NONE: frozenset[int] = frozenset()
_OUTCOMES: dict[int, Outcome] = {FALSE_LEVEL: "does_not_apply", UNKNOWN_LEVEL: "unsettled", TRUE_LEVEL: "applies"}


def settled_at_once(
    program: Program, inputs: Inputs, evaluation: Evaluation, either_way: EitherWay | None = None
) -> Settled | None:
    """The same as working through completions where none is needed; None where some are.

    None is needed where the scope and every score are known, and what is not known leaves open only rules that
    certainly can come out either way and ask for no more than the rules that are certain.
    """
    levels = evaluation.levels
    if program.compared or levels[program.scope] == UNKNOWN_LEVEL:
        return None
    for span in evaluation.scores:
        if span.low != span.high or span.low is None:
            return None
    of_rules = program.levels_of_rules(levels)
    gates = [(slot, gate, levels[gate]) for slot, gate in program.gated]
    open_rules = []
    if UNKNOWN_LEVEL in of_rules:
        open_rules = [number for number, level in enumerate(of_rules) if level == UNKNOWN_LEVEL]
    open_gates = [(slot, gate) for slot, gate, level in gates if level == UNKNOWN_LEVEL]
    either_way = either_way or EitherWay(program, inputs, evaluation)
    if not all(either_way.certain(gate) for _, gate in open_gates):
        return None
    for number in open_rules:
        rule = program.rules[number]
        if rule.rule.when_unknown != "report" or not either_way.certain(rule.node):
            return None
    closed = frozenset([slot for slot, _, level in gates if level == FALSE_LEVEL])
    outcomes = tuple(map(_OUTCOMES.__getitem__, of_rules))
    scores = tuple(map(_number, evaluation.scores))
    floor = next((grade for grade, number in program.floors if of_rules[number] == TRUE_LEVEL), 0)
    complete = Complete(levels[program.scope] == TRUE_LEVEL, outcomes, floor, scores, closed)
    settled = settled_complete(program, inputs, evaluation, complete)
    if open_gates:
        settled = changed(settled, gate_open=frozenset([slot for slot, _ in open_gates]))
    return settled if settled.least < 0 or _is_settled(program, settled, open_rules, either_way) else None


def _is_settled(program: Program, settled: Settled, open_rules: Sequence[int], either_way: EitherWay) -> bool:
    """Whether no rule that is open could ask for more, or stand in for a rule that is decisive."""
    rivals = [number for number in open_rules if program.rules[number].minimum >= max(1, settled.least)]
    if any(program.rules[number].minimum > settled.least for number in rivals):
        return False
    if not rivals or not settled.decisive:
        return True
    return either_way.all_false(program.rules[number].node for number in rivals)


def settled_complete(program: Program, inputs: Inputs, evaluation: Evaluation, complete: Complete) -> Settled:
    """What a case comes to whose outcomes and scores are all known, where no condition compares a score."""
    scope, outcomes, least, points, closed = complete
    if not scope:
        nothing = ((None, None),) * len(points)
        return Settled(Truth.FALSE, outcomes, -1, -1, True, nothing, (), (), (), (), closed, _NONE, -1)
    if program.banded:
        highest = max([band_of(program.scores[score].bands, points[score]) for score in program.banded])
        decisive, forcing = _causes(program, inputs, evaluation, outcomes, max(least, highest))
        least = max(least, highest)
    else:
        forcing = tuple([number for number in program.floors_at[least] if outcomes[number] == "applies"]) if least else ()
        decisive = forcing if len(forcing) == 1 else ()
    scores = tuple([(each, each) for each in points])
    return Settled(Truth.TRUE, outcomes, least, least, True, scores, decisive, forcing, (), (), closed, _NONE, least)


def _causes(
    program: Program, inputs: Inputs, evaluation: Evaluation, outcomes: Sequence[Outcome], least: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rules without any one of which the least would be lower, and those each of which alone forces it."""
    if not least:
        return (), ()
    applying = [floor for floor in program.floors if outcomes[floor[1]] == "applies"]
    by_floor = [number for grade, number in applying if grade == least]
    gives = {score: _given(program, inputs, evaluation, score) for score in program.banded}
    givers = {number for given in gives.values() for number in given}
    alone = {n for n in givers if any(band_of(program.scores[s].bands, given.get(n, 0)) >= least for s, given in gives.items())}
    by_bands = any(band_of(program.scores[score].bands, 0) >= least for score in program.banded)
    forcing = () if by_bands else tuple(sorted({*by_floor, *alone}))
    if len(by_floor) > 1:
        return (), forcing
    decisive = []
    for number in sorted({*by_floor, *givers}):
        totals = {s: sum(points for n, points in given.items() if n != number) for s, given in gives.items()}
        bands = [band_of(program.scores[s].bands, total) for s, total in totals.items()]
        if max([0, *(grade for grade, n in applying if n != number), *bands]) < least:
            decisive.append(number)
    return tuple(decisive), forcing


def _given(program: Program, inputs: Inputs, evaluation: Evaluation, score: int) -> dict[int, Number]:
    """What each rule that applies gives to a score."""
    spans = points_given(program, inputs, evaluation, score)
    return {n: _number(span) for n, span in spans.items() if evaluation.levels[program.rules[n].node] == TRUE_LEVEL}


def _number(span: Span) -> Number:
    assert span.low is not None
    return span.low
