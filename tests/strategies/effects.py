"""Random effects: grades, points, points by ranges, requirements, actions, flags and reviews."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import strategies as st

from riskengine.ruleset import Action, Effect, PointsBand, PointsBy
from tests.oracle_domains import ends_of
from tests.strategies.names import Names

__all__ = ["effects"]


@st.composite
def effects(draw: st.DrawFn, names: Names, score: str, *, negative: bool) -> Effect:
    """One or several effects; points are below zero only where `negative` allows it."""
    chosen = draw(st.sampled_from(["grade", "grade", "points", "points_by", "grade+points", "points+points_by", "other"]))
    grade = draw(st.sampled_from(["medium", "high", "very_high"])) if "grade" in chosen else None
    points = {score: draw(_points(negative))} if "points" in chosen.split("+") else {}
    by = draw(_points_by(names, score, negative)) if "points_by" in chosen else None
    extra = draw(st.sampled_from(["require", "action", "flag", "review", ""]))
    if by is None and not points and grade is None:
        extra = extra or "flag"
    return Effect(
        minimum_grade=grade,
        points=points,
        points_by=by,
        require=tuple(sorted({draw(st.sampled_from(sorted(names.facts)))})) if extra == "require" else (),
        actions=(Action("do something"),) if extra == "action" else (),
        flag="look at this" if extra == "flag" else None,
        review="supervisor" if extra == "review" else None,
    )


def _points(negative: bool) -> st.SearchStrategy[int]:
    return st.integers(-3, 4).filter(bool) if negative else st.integers(1, 4)


@st.composite
def _points_by(draw: st.DrawFn, names: Names, score: str, negative: bool) -> PointsBy | None:
    """Points by ranges of a whole number, which cover its domain, or leave the rest to `otherwise`."""
    subjects = [fact.name for fact in names.facts.values() if fact.type == "integer"] + sorted(names.quantities)
    if not subjects:
        return None
    subject = draw(st.sampled_from(subjects))
    cuts = sorted(draw(st.sets(_cuts(names, subject), min_size=1, max_size=3)))
    number = st.integers(-2, 3) if negative else st.integers(0, 3)
    bands = [PointsBand(low, high - 1, draw(number)) for low, high in itertools.pairwise(cuts)]
    if subject in names.quantities or not bands or draw(st.booleans()):
        bands.append(PointsBand(cuts[-1], None, draw(number)))
        return PointsBy(subject, score, tuple(bands), otherwise=draw(number))
    low, high = names.facts[subject].minimum, names.facts[subject].maximum
    bands.insert(0, PointsBand(None if low is None or draw(st.booleans()) else min(low, cuts[0] - 1), cuts[0] - 1, draw(number)))
    bands.append(PointsBand(cuts[-1], None if high is None or draw(st.booleans()) else max(high, cuts[-1]), draw(number)))
    return PointsBy(subject, score, tuple(bands))


def _cuts(names: Names, subject: str) -> st.SearchStrategy[int]:
    if subject in names.quantities:
        return st.integers(0, 2) | st.integers(-4, 10)
    low, high = _whole(ends_of(names.facts[subject], names.as_of))
    return st.integers(low + 1, high)


def _whole(ends: Any) -> tuple[int, int]:
    low, high = ends
    first = -3 if low is None else int(low)
    return first, first + 8 if high is None else int(high)
