"""The answer where every truth that counts is known: no completion is needed to give it."""

from __future__ import annotations

from collections.abc import Sequence

from riskengine.compiling.program import Program
from riskengine.evaluating.groups import band_of
from riskengine.evaluating.inputs import FALSE_LEVEL, TRUE_LEVEL, UNKNOWN_LEVEL, Evaluation, Inputs, Span
from riskengine.evaluating.reference import points_given
from riskengine.evaluating.settled import Outcome, Settled
from riskengine.facts import Number
from riskengine.truth import Truth

__all__ = ["settled_at_once"]

_OUTCOMES: dict[int, Outcome] = {FALSE_LEVEL: "does_not_apply", TRUE_LEVEL: "applies"}


def settled_at_once(program: Program, inputs: Inputs, evaluation: Evaluation) -> Settled | None:
    """The same as working through completions where none is needed; None where some are."""
    if program.compared:
        return None
    levels = evaluation.levels
    of_rules = [levels[node] for node in program.rule_nodes]
    if UNKNOWN_LEVEL in of_rules or levels[program.scope] == UNKNOWN_LEVEL:
        return None
    closed = frozenset([slot for slot, gate in program.gated if levels[gate] == FALSE_LEVEL])
    if program.gated and UNKNOWN_LEVEL in [levels[gate] for _, gate in program.gated]:
        return None
    for span in evaluation.scores:
        if span.low != span.high or span.low is None:
            return None
    outcomes = tuple([_OUTCOMES[level] for level in of_rules])
    if levels[program.scope] == FALSE_LEVEL:
        nothing: tuple[None, None] = (None, None)
        return Settled(Truth.FALSE, outcomes, -1, -1, True, (nothing,) * len(program.scores), (), (), (), (), closed, frozenset())
    applying = [floor for floor in program.floors if of_rules[floor[1]] == TRUE_LEVEL]
    least = applying[0][0] if applying else 0
    if program.banded:
        least = max(least, *(_band(program, evaluation, score) for score in program.banded))
    decisive, forcing = _causes(program, inputs, evaluation, applying, least) if least > 0 else ((), ())
    scores = tuple([(span.low, span.high) for span in evaluation.scores])
    return Settled(Truth.TRUE, outcomes, least, least, True, scores, decisive, forcing, (), (), closed, frozenset())


def _band(program: Program, evaluation: Evaluation, score: int) -> int:
    return band_of(program.scores[score].bands, evaluation.scores[score].low)


def _causes(
    program: Program, inputs: Inputs, evaluation: Evaluation, applying: Sequence[tuple[int, int]], least: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rules without any one of which the least would be lower, and those each of which alone forces it."""
    by_floor = [number for grade, number in applying if grade == least]
    if not program.banded:
        return (tuple(by_floor) if len(by_floor) == 1 else ()), tuple(sorted(by_floor))
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
