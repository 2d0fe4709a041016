"""Quantities, scores and counts worked out once for each case, from what durable-rules has concluded by then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from riskengine.facts import AS_OF
from riskengine.quantities import QUANTITY_KINDS, QuantityInput
from riskengine.records import record
from riskengine.rete.axes import day_of
from riskengine.rete.days import between
from riskengine.rete.knowledge import Knowledge, ends_of
from riskengine.rete.spans import GONE, Span, added, exactly, worked_out
from riskengine.ruleset import PointsBy, Rule, RuleSet

__all__ = ["Arithmetic", "counted", "points_of"]

Truths = Sequence[bool | None]


def counted(truths: Truths) -> Span:
    """How many are true: those that are for certain, and at most those that are not false.

    >>> counted([True, None, False])
    Span(low=1, high=2, applies=True)
    """
    return Span(sum(truth is True for truth in truths), sum(truth is not False for truth in truths))


@record
class Arithmetic:
    """One case's numbers. `gate` gives what has been concluded of a fact's gate, `quantity` the span of another quantity.

    `givers` are the rules that give points to each score.
    """

    ruleset: RuleSet
    givers: Mapping[str, Sequence[Rule]]
    knowledge: Knowledge
    gate: Callable[[str], bool | None]
    quantity: Callable[[str], Span]

    def of_quantity(self, name: str) -> Span:
        """A quantity other than a count."""
        quantity = self.ruleset.quantities[name]
        kind = QUANTITY_KINDS[quantity.kind]
        if kind.takes == "moments":
            return self._between(quantity.kind, *quantity.inputs)
        return worked_out(quantity.kind, [self._number(each) for each in quantity.inputs])

    def _number(self, given: QuantityInput) -> Span:
        if given.name is not None:
            return self.named(given.name)
        value = given.literal if given.parameter is None else self.knowledge.parameters[given.parameter]
        assert not isinstance(value, date)
        return Span(None, None) if value is None else exactly(value)

    def named(self, name: str) -> Span:
        """A fact, which lies in its domain where it is not known; or a quantity."""
        fact = self.ruleset.facts.get(name)
        if fact is None:
            return self.quantity(name)
        applies = self.gate(name)
        if applies is False:
            return GONE
        value = self.knowledge.values.get(name)
        if value is None:
            return Span(fact.minimum, fact.maximum, applies)
        return Span(value, value, applies)  # type: ignore[arg-type]

    def _between(self, kind: str, start: QuantityInput, end: QuantityInput) -> Span:
        gates = [self.gate(each.name) for each in (start, end) if each.name is not None and each.name != AS_OF]
        if False in gates:
            return GONE
        applies = None if None in gates else True
        first, last = self._days(start), self._days(end)
        jurisdiction = self.knowledge.jurisdiction
        return Span(between(kind, first[1], last[0], jurisdiction), between(kind, first[0], last[1], jurisdiction), applies)

    def _days(self, given: QuantityInput) -> tuple[date, date]:
        """The earliest and latest day that an input can be."""
        if given.name == AS_OF:
            return self.knowledge.as_of, self.knowledge.as_of
        value = given.literal if given.name is None else self.knowledge.values.get(given.name)
        if isinstance(value, date):
            return day_of(value), day_of(value)
        assert given.name is not None
        first, last = ends_of(self.ruleset.facts[given.name], self.knowledge.as_of)
        return day_of(first), day_of(last)

    def of_score(self, score: str, truths: Mapping[str, bool | None]) -> Span:
        """A score, by what is known of the rules that give points to it; those that are not named do not."""
        found = []
        for rule in self.givers[score]:
            truth = truths.get(rule.id, False)
            if truth is not False:
                found += [_weighed(item, truth=truth) for item in points_of(self, rule, score)]
        return added(found)


def points_of(arithmetic: Arithmetic, rule: Rule, score: str) -> tuple[Span, ...]:
    """What a rule gives to a score where it applies: its fixed points, and those by ranges, each for itself."""
    fixed = exactly(rule.effect.points.get(score, 0))
    by = rule.effect.points_by
    if by is None or by.score != score:
        return (fixed,)
    return fixed, _by_ranges(by, arithmetic.named(by.subject))


def _weighed(points: Span, *, truth: bool | None) -> Span:
    """The points of a rule that applies, or that may or may not."""
    if truth:
        return points
    assert points.low is not None
    assert points.high is not None
    return Span(min(points.low, 0), max(points.high, 0))


def _by_ranges(by: PointsBy, subject: Span) -> Span:
    """The points for every band that a number can lie in, and for lying in none."""
    if subject.applies is False:
        return exactly(0)
    low, high = subject.low, subject.high
    found = []
    alone = False
    for band in by.bands:
        under = band.high is not None and low is not None and low > band.high
        over = band.low is not None and high is not None and high < band.low
        if not under and not over:
            found.append(band.points)
        starts = band.low is None or (low is not None and low >= band.low)
        ends = band.high is None or (high is not None and high <= band.high)
        alone = alone or (starts and ends)
    if by.otherwise is not None and not alone:
        found.append(by.otherwise)
    if subject.applies is None or not found:
        found.append(0)
    return Span(min(found), max(found))
