"""A few completions of a case: what is not known, made up in ways that are likely to change the result (language 3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from riskengine.facts import EARLIEST, LATEST, Fact, FactType
from riskengine.records import changed
from riskengine.rete.axes import axes_of
from riskengine.rete.knowledge import Knowledge, ends_of
from riskengine.ruleset import RuleSet

__all__ = ["Completer"]

_MOST_VALUES = 24
_MOST_KEPT = 10_000
_LONG = 1_000
"""Days and years further apart than this are not tried."""


class Completer:
    """Makes completions for one edition. The same case gives the same ones."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        axes = axes_of(ruleset)
        bands = [band for rule in ruleset.rules if (by := rule.effect.points_by) is not None for band in by.bands]
        ends = [end for band in bands for end in (band.low, band.high) if end is not None]
        values = [dated.value for history in ruleset.parameters.values() for dated in history.values]
        self._axes = {**axes, "number": tuple(sorted({*axes["number"], *ends, *values}))}
        self._tried: dict[tuple[str, date], Sequence[Any]] = {}

    def completions(self, knowledge: Knowledge, count: int) -> Iterator[Knowledge]:
        """So many completions; none where nothing is missing."""
        missing = [fact for name, fact in sorted(self.ruleset.facts.items()) if name not in knowledge.values]
        choices = [self._tried_of(fact, knowledge.as_of) for fact in missing]
        for number in range(count if missing else 0):
            made = {
                fact.name: _chosen(values, number, place)
                for place, (fact, values) in enumerate(zip(missing, choices, strict=True))
            }
            yield changed(knowledge, values={**knowledge.values, **made}, asked=frozenset())

    def _tried_of(self, fact: Fact, as_of: date) -> Sequence[Any]:
        found = self._tried.get((fact.name, as_of))
        if found is None:
            if len(self._tried) >= _MOST_KEPT:
                self._tried.clear()
            found = self._tried[fact.name, as_of] = self._values(fact, as_of)
        return found

    def _values(self, fact: Fact, as_of: date) -> Sequence[Any]:
        """Values of a fact's domain, the least first and the greatest last."""
        match fact.type:
            case FactType.BOOLEAN:
                return (False, True)
            case FactType.CHOICE:
                return fact.options
            case FactType.CHOICES:
                return (frozenset(), *(frozenset({option}) for option in fact.options), frozenset(fact.options))
            case FactType.TEXT:
                return ("\x00 another", *self._axes.get(f"text {fact.name}", ()))
            case FactType.INTEGER | FactType.DECIMAL:
                return _thinned(sorted(self._numbers(fact)))
        return _thinned(sorted(self._moments(fact, as_of)))

    def _numbers(self, fact: Fact) -> set[Any]:
        step = 1 if fact.type is FactType.INTEGER else Decimal("0.5")
        near = {value + each for value in (0, *self._axes["number"]) for each in (-step, 0, step)}
        near |= {end for end in (fact.minimum, fact.maximum) if end is not None}
        low, high = fact.minimum, fact.maximum
        inside = {value for value in near if (low is None or value >= low) and (high is None or value <= high)}
        if fact.type is FactType.INTEGER:
            inside = {int(value) for value in inside if value == int(value)}
        return inside or {low if low is not None else high}

    def _moments(self, fact: Fact, as_of: date) -> set[Any]:
        first, last = ends_of(fact, as_of)
        days = {as_of, *self._axes["day"], *(moment.date() for moment in self._axes["instant"])}
        for number in self._axes["number"]:
            if 0 < number <= _LONG:
                days |= {as_of - timedelta(days=int(number)), as_of - timedelta(days=int(number * Decimal("365.25")))}
        near = {day + timedelta(days=each) for day in days for each in (-1, 0, 1) if EARLIEST < day < LATEST}
        if fact.type is FactType.DATETIME:
            near = {datetime.combine(day, time(12), UTC) for day in near} | set(self._axes["instant"])
        return {first, last, *(moment for moment in near if first <= moment <= last)}


def _thinned(values: Sequence[Any]) -> Sequence[Any]:
    """At most so many, both ends among them."""
    if len(values) <= _MOST_VALUES:
        return values
    last = len(values) - 1
    return [values[last * place // (_MOST_VALUES - 1)] for place in range(_MOST_VALUES)]


def _chosen(values: Sequence[Any], number: int, place: int) -> Any:
    """All the least, all the greatest, then mixtures: no two facts go through their values in one step."""
    if number < 2:  # noqa: PLR2004 - the least, then the greatest
        return values[-number]
    mixed = (number * 2_654_435_761 + (place + 1) * 40_503 * number) >> 7
    return values[mixed % len(values)]
