"""Bands of a score that cover every score which its rules can reach."""

from __future__ import annotations

from hypothesis import strategies as st

from riskengine.facts import Number
from riskengine.ruleset import Band, Rule, Score

__all__ = ["bands", "reach"]


def reach(name: str, rules: tuple[Rule, ...]) -> tuple[Number, Number]:
    """The least and most that the score could be if each rule gave its worst and its best."""
    low: Number = 0
    high: Number = 0
    for rule in rules:
        points = rule.effect.points.get(name, 0)
        given = [points]
        by = rule.effect.points_by
        if by is not None and by.score == name:
            given = [points + band.points for band in by.bands] + [points, points + (by.otherwise or 0)]
        low += min(0, *given)
        high += max(0, *given)
    return low, high


@st.composite
def bands(draw: st.DrawFn, name: str, rules: tuple[Rule, ...], grades: tuple[str, ...]) -> Score:
    """A score: without bands, or with some whose grades never fall as the score rises."""
    if draw(st.integers(0, 4)) == 0:
        return Score(name)
    low, high = (int(end) for end in reach(name, rules))
    cuts = sorted(draw(st.sets(st.integers(low, high + 1), max_size=3)))
    ranks = sorted(draw(st.lists(st.sampled_from(range(len(grades))), min_size=len(cuts) + 1, max_size=len(cuts) + 1)))
    starts: list[int | None] = [None, *cuts]
    ends: list[int | None] = [*(cut - 1 for cut in cuts), None]
    return Score(name, tuple(Band(*each, grades[rank]) for *each, rank in zip(starts, ends, ranks, strict=True)))
