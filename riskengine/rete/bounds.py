"""The grade that guidance can require, between bounds that hold whatever is not known (language 3.4 and 3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from riskengine.facts import Number
from riskengine.records import record
from riskengine.rete.conclusions import Conclusions
from riskengine.rete.spans import Span
from riskengine.ruleset import Rule, Score

__all__ = ["Bounds", "ScoreBounds", "bounds_of", "grade_at"]


class ScoreBounds(NamedTuple):
    """The least of a score, the greatest without what is accepted, and the greatest if that counts."""

    low: Number
    high: Number
    counting: Number


@record
class Bounds:
    """The lowest grade, the highest without what is accepted, and the highest if that counts; by index. Scores likewise.

    The least required lies between `low` and `counting`. The most possible is at most `high`, but never below the least:
    where the scope is open, the least can rest on an accepted rule that holds wherever the scope does.
    """

    low: int
    high: int
    counting: int
    scores: Mapping[str, ScoreBounds]

    @property
    def one(self) -> bool:
        """Whether only one grade is possible."""
        return self.low == self.counting


def bounds_of(conclusions: Conclusions, outcomes: Mapping[str, str], *, without: frozenset[str] = frozenset()) -> Bounds:
    """The bounds, where some rules are presumed or accepted by their `outcomes`; rules in `without` are left out.

    Presumed rules are true; accepted ones do not count towards the highest.
    """
    truths = {name: truth for name, truth in conclusions.rules.items() if name not in without}
    counting = {name: True if outcomes.get(name) == "presumed" else truth for name, truth in truths.items()}
    accepted = [name for name, truth in truths.items() if truth is None and outcomes.get(name) == "accepted"]
    capped = {**counting, **dict.fromkeys(accepted, False)}
    scores = _scores(conclusions, counting)
    capped_scores = _scores(conclusions, capped) if accepted else scores
    low, most = (_grade(conclusions, counting, scores, greatest=greatest) for greatest in (False, True))
    return Bounds(
        low=low,
        high=_grade(conclusions, capped, capped_scores, greatest=True) if accepted else most,
        counting=most,
        scores={name: _score_bounds(span, capped_scores[name]) for name, span in scores.items()},
    )


def _score_bounds(counting: Span, capped: Span) -> ScoreBounds:
    assert counting.low is not None
    assert counting.high is not None
    assert capped.high is not None
    return ScoreBounds(counting.low, capped.high, counting.high)


def _scores(conclusions: Conclusions, truths: Mapping[str, bool | None]) -> dict[str, Span]:
    return {name: conclusions.arithmetic.of_score(name, truths) for name in conclusions.arithmetic.ruleset.scores}


def _grade(conclusions: Conclusions, truths: Mapping[str, bool | None], scores: Mapping[str, Span], *, greatest: bool) -> int:
    """The highest grade of the rules that are true, or that are not false, and of the bands of the scores."""
    ruleset = conclusions.arithmetic.ruleset
    counts = (True, None) if greatest else (True,)
    found = [_minimum(rule, ruleset.grades) for rule in ruleset.rules if truths.get(rule.id, False) in counts]
    for name, span in scores.items():
        end = span.high if greatest else span.low
        assert end is not None
        found.append(grade_at(ruleset.scores[name], end, ruleset.grades))
    return max([0, *found])


def _minimum(rule: Rule, grades: tuple[str, ...]) -> int:
    return 0 if rule.effect.minimum_grade is None else grades.index(rule.effect.minimum_grade)


def grade_at(score: Score, points: Number, grades: tuple[str, ...]) -> int:
    """The grade of the band in which a score lies; of the one below, between two; 0 without bands."""
    if not score.bands:
        return 0
    reached = [band for band in score.bands if band.low is None or band.low <= points]
    return max((grades.index(band.grade) for band in reached), default=grades.index(score.bands[0].grade))
