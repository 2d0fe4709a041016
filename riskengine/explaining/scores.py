"""The scores of a judgement: their ranges, their bands, and what each rule gives."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.compiling.program import CompiledRule, Ref
from riskengine.deciding.decision import ScoreItem, ScoreResult
from riskengine.deciding.ruling import Judgement
from riskengine.explaining.reasons import band_of
from riskengine.explaining.values import plain_number
from riskengine.facts import Number
from riskengine.ruleset import PointsBy

__all__ = ["score_results"]

Range = tuple[Number, Number]


def score_results(judgement: Judgement) -> tuple[ScoreResult, ...]:
    """Every score, in the program's order, with an item for every rule that can give points to it."""
    return tuple(_score(judgement, index) for index in range(len(judgement.program.scores)))


def _score(judgement: Judgement, index: int) -> ScoreResult:
    program = judgement.program
    low, high = judgement.settled.scores[index]
    bands = [band_of(judgement, index, value) for value in (low, high)]
    return ScoreResult(
        score=program.scores[index].name,
        least="" if low is None else plain_number(low),
        most="" if high is None else plain_number(high),
        band_least=program.grades[bands[0]] if bands[0] >= 0 else None,
        band_most=program.grades[bands[1]] if bands[1] >= 0 else None,
        items=tuple(_items(judgement, index)),
    )


def _items(judgement: Judgement, score: int) -> Iterator[ScoreItem]:
    program = judgement.program
    for number in sorted(program.scores[score].rules, key=lambda number: program.rules[number].rule.id):
        rule = program.rules[number]
        low, high = _points(judgement, rule, score)
        least, most = _counted(judgement.settled.outcomes[number], low, high)
        yield ScoreItem(rule.rule.id, plain_number(least), plain_number(most), _not_applicable(judgement, rule, score))


def _counted(outcome: str, low: Number, high: Number) -> Range:
    """What a rule's points come to under its outcome: nothing where it does not apply."""
    if outcome in ("applies", "presumed"):
        return low, high
    if outcome == "unsettled":
        return min(0, low), max(0, high)
    return 0, 0


def _points(judgement: Judgement, rule: CompiledRule, score: int) -> Range:
    """What a rule gives where it applies: fixed points and those by ranges."""
    fixed = rule.effect.points.get(judgement.program.scores[score].name, 0)
    by = rule.effect.points_by
    if rule.points_by is None or by is None or rule.points_by.score != score:
        return fixed, fixed
    if _not_applicable(judgement, rule, score):
        return fixed, fixed
    low, high = _reachable_points(by, *_span(judgement, rule.points_by.subject))
    maybe = _may_not_apply(judgement, rule.points_by.subject)
    return fixed + (min(0, low) if maybe else low), fixed + (max(0, high) if maybe else high)


def _reachable_points(by: PointsBy, low: Number | None, high: Number | None) -> Range:
    """The least and the most points of the bands that a number from `low` to `high` can fall in."""
    reached: list[Number] = [
        band.points
        for band in by.bands
        if (low is None or band.high is None or low <= band.high) and (high is None or band.low is None or band.low <= high)
    ]
    inside = low is not None and low == high and bool(reached)
    if by.otherwise is not None and not inside:
        reached.append(by.otherwise)
    return min(reached, default=0), max(reached, default=0)


def _span(judgement: Judgement, subject: Ref) -> tuple[Number | None, Number | None]:
    if subject.kind == "quantity":
        span = judgement.evaluation.quantities[subject.index]
        return span.low, span.high
    value = judgement.bound.inputs.values[subject.index]
    if value is not None:
        return value, value  # type: ignore[return-value]
    fact = judgement.program.facts[subject.index]
    return fact.minimum, fact.maximum


def _not_applicable(judgement: Judgement, rule: CompiledRule, score: int) -> bool:
    """Whether the number that a rule's points go by does not apply, so that it gives none."""
    if rule.points_by is None or rule.points_by.score != score:
        return False
    subject = rule.points_by.subject
    if subject.kind == "quantity":
        return judgement.evaluation.quantities[subject.index].applies.value == 0
    return subject.index in judgement.settled.not_applicable


def _may_not_apply(judgement: Judgement, subject: Ref) -> bool:
    if subject.kind == "quantity":
        return judgement.evaluation.quantities[subject.index].applies.value == 1
    return subject.index in judgement.settled.gate_open
