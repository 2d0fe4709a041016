"""Which differences between two editions make the difference for one case: each tried alone, then the fewest together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from math import comb

from riskengine.case import Case
from riskengine.comparing.differences import Difference, Key
from riskengine.comparing.mattering import may_matter
from riskengine.comparing.mixing import mixed
from riskengine.deciding.decision import Verdict
from riskengine.deciding.judge import grade_result, judge
from riskengine.deciding.knowledge import bind
from riskengine.deciding.ruling import Judgement
from riskengine.records import record
from riskengine.ruleset import RuleSet

__all__ = ["MOST_TRIALS", "Attribution", "Result", "attribute", "result_of"]

MOST_TRIALS = 400
"""So many mixtures are tried at most before the search for the fewest changes gives way to one for few."""


@record
class Result:
    """What a case comes to; the grades are None where none is offered."""

    least: str | None
    most: str | None
    verdict: Verdict


@record
class Attribution:
    """What each difference does alone, and which of them make the difference.

    `alone` has the result of the first edition with one change of the second; None where that is no rule set that can be
    used, not even together with changes that cannot matter to the case. `sets` are changes that, applied to the first
    edition, give the result of the second: none of them gives it with one change fewer. `fewest` says that no smaller set
    does, and that these are all of that size; otherwise one set is given.
    """

    alone: dict[Key, Result | None]
    sets: tuple[tuple[Key, ...], ...]
    fewest: bool


def result_of(judgement: Judgement) -> Result:
    """What a judgement comes to."""
    grade = grade_result(judgement)
    return Result(grade.least, grade.most, grade.verdict)


class _Trials:
    """Mixtures that were tried, each once; `idle` are changes that cannot matter, applied only where others need them."""

    def __init__(self, case: Case, first: RuleSet, second: RuleSet, found: Sequence[Difference], as_of: date) -> None:
        self.case, self.first, self.second, self.found, self.as_of = case, first, second, found, as_of
        self.idle: frozenset[Key] = frozenset()
        self.results: dict[frozenset[Key], Result | None] = {}

    def result(self, applied: Iterable[Key]) -> Result | None:
        """What the case comes to with some of the changes."""
        keys = frozenset(applied)
        if keys not in self.results:
            self.results[keys] = self._work_out(keys)
        return self.results[keys]

    def _work_out(self, keys: frozenset[Key]) -> Result | None:
        program = mixed(self.first, self.second, self.found, keys)
        if program is None and self.idle:
            # What cannot matter may still be needed: a rule that goes with a change of a fact.
            program = mixed(self.first, self.second, self.found, keys | self.idle)
        if program is None:
            return None
        bound = bind(self.case, program, known_on=self.as_of, as_of=self.as_of, guidance_day=self.as_of, strict=False)
        return result_of(judge(program, bound, self.case, as_of=self.as_of, clocks=False))


def attribute(
    case: Case, first: Judgement, second: Judgement, found: Sequence[Difference], as_of: date, most_trials: int = MOST_TRIALS
) -> Attribution:
    """What the differences do to a case that was judged under both editions on the same day."""
    before, after = result_of(first), result_of(second)
    trials = _Trials(case, first.program.ruleset, second.program.ruleset, found, as_of)
    candidates = [each.key for each in found if may_matter(each, found, case, (first, second))]
    trials.idle = frozenset(each.key for each in found).difference(candidates)
    alone: dict[Key, Result | None] = {each.key: before for each in found}
    alone.update({key: trials.result([key]) for key in candidates})
    if before == after:
        return Attribution(alone, (), fewest=True)
    sets = _fewest(trials, candidates, after, most_trials)
    if sets:
        return Attribution(alone, sets, fewest=True)
    few = _few(trials, candidates, after)
    return Attribution(alone, (few,) if few else (), fewest=False)


def _fewest(trials: _Trials, candidates: Sequence[Key], target: Result, most: int) -> tuple[tuple[Key, ...], ...]:
    """Every smallest set of changes that brings the result about; none where finding it would take too many trials."""
    left = most
    for size in range(1, len(candidates) + 1):
        left -= comb(len(candidates), size) if size > 1 else 0
        if left < 0:
            return ()
        sets = tuple(keys for keys in combinations(candidates, size) if trials.result(keys) == target)
        if sets:
            return sets
    return ()


def _few(trials: _Trials, candidates: Sequence[Key], target: Result) -> tuple[Key, ...]:
    """A set of changes none of which can be left out; empty where even all of them do not bring the result about."""
    if trials.result(candidates) != target:
        return ()
    kept = list(candidates)
    dropped = True
    while dropped:
        dropped = False
        for key in list(kept):
            fewer = [each for each in kept if each != key]
            if trials.result(fewer) == target:
                kept, dropped = fewer, True
    return tuple(kept)
