"""Which values a fact that is not known may take: all of them, or one of every cell that conditions tell apart."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from riskengine.conditions import Compare, Condition, Holds, Literal, Parameter, Reference, children
from riskengine.facts import EARLIEST, LATEST, Fact, FactType
from riskengine.ruleset import RuleSet
from tests.oracle_worlds import parameter_value

__all__ = ["Domain", "comparisons", "domain_of", "ends_of", "facts_named", "midnight"]

_LONDON = ZoneInfo("Europe/London")
_TICK = timedelta(microseconds=1)
_MOST_DAYS = 800


@dataclass(frozen=True, slots=True)
class Domain:
    """The values to try, and whether trying them is as good as trying all."""

    values: tuple[Any, ...]
    whole: bool


def comparisons(ruleset: RuleSet) -> Iterator[Compare]:
    """Every comparison that can matter to the grade, the scope, a gate or a time limit."""
    roots: list[Condition] = [ruleset.scope.when, *(clock.when for clock in ruleset.clocks)]
    roots += [rule.when for rule in ruleset.rules]
    roots += [definition.condition for definition in ruleset.definitions.values()]
    roots += [fact.applies_when for fact in ruleset.facts.values() if fact.applies_when is not None]
    while roots:
        condition = roots.pop()
        if isinstance(condition, Compare):
            yield condition
        roots.extend(children(condition))


def facts_named(ruleset: RuleSet, condition: Condition) -> set[str]:
    """The facts that a condition names, through definitions, quantities and gates."""
    names: list[str] = []
    found: set[str] = set()
    roots = [condition]
    while roots or names:
        if roots:
            root = roots.pop()
            roots.extend(children(root))
            if isinstance(root, Holds):
                names.append(root.name)
            elif isinstance(root, Compare):
                names += [root.subject, *(operand.name for operand in root.operands if isinstance(operand, Reference))]
            continue
        name = names.pop()
        if name in ruleset.facts and name not in found:
            found.add(name)
            gate = ruleset.facts[name].applies_when
            roots += [] if gate is None else [gate]
        elif name in ruleset.definitions:
            roots.append(ruleset.definitions[name].condition)
        elif name in ruleset.quantities:
            names += [part.name for part in ruleset.quantities[name].inputs if part.name is not None]
    return found


@dataclass(frozen=True)
class _Uses:
    """How a fact is used: the values it is compared with, and whether with other things that vary."""

    thresholds: frozenset[Any]
    coupled: bool


def _uses(ruleset: RuleSet, name: str, as_of: date) -> _Uses:
    thresholds: set[Any] = set()
    coupled = any(
        part.name == name for quantity in ruleset.quantities.values() if quantity.kind != "count_true" for part in quantity.inputs
    )
    for compare in comparisons(ruleset):
        names = [operand.name for operand in compare.operands if isinstance(operand, Reference)]
        if name not in (compare.subject, *names):
            continue
        others = {other for other in (compare.subject, *names) if other not in (name, "as_of")}
        coupled = coupled or bool(others)
        if "as_of" in (compare.subject, *names):
            thresholds.add(as_of)
        thresholds |= set(_literals(ruleset, compare, as_of))
    for rule in ruleset.rules:
        by = rule.effect.points_by
        if by is not None and by.subject == name:
            thresholds |= {end for band in by.bands for end in (band.low, band.high) if end is not None}
    return _Uses(frozenset(thresholds), coupled)


def _literals(ruleset: RuleSet, compare: Compare, as_of: date) -> Iterator[Any]:
    for operand in compare.operands:
        if isinstance(operand, Literal):
            yield operand.value
        elif isinstance(operand, Parameter):
            value = parameter_value(ruleset, operand.name, as_of)
            yield from () if value is None else (value,)


def midnight(day: date) -> datetime:
    """The instant at which a day begins in London."""
    return datetime.combine(day, time(), _LONDON).astimezone(ZoneInfo("UTC"))


def ends_of(fact: Fact, as_of: date) -> tuple[Any, Any]:
    """The least and greatest value of a number or moment; None is open."""
    if not fact.type.is_moment:
        return fact.minimum, fact.maximum
    first: Any = as_of if fact.earliest == "as_of" else fact.earliest or EARLIEST
    last: Any = as_of if fact.latest == "as_of" else fact.latest or LATEST
    if fact.type is FactType.DATETIME:
        first = first if isinstance(first, datetime) else midnight(first)
        last = last if isinstance(last, datetime) else midnight(last + timedelta(1)) - _TICK
    return first, last


@functools.lru_cache(maxsize=512)
def _cached_uses(box: _Box, name: str, as_of: date) -> _Uses:
    return _uses(box.ruleset, name, as_of)


class _Box:
    """A rule set by identity, so that it can be a key."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset

    def __hash__(self) -> int:
        return id(self.ruleset)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Box) and self.ruleset is other.ruleset


def domain_of(ruleset: RuleSet, name: str, as_of: date) -> Domain:
    """The values to try for a fact that is not known."""
    fact = ruleset.facts[name]
    match fact.type:
        case FactType.BOOLEAN:
            return Domain((False, True), whole=True)
        case FactType.CHOICE:
            return Domain(fact.options, whole=True)
        case FactType.CHOICES:
            return Domain(tuple(_subsets(fact.options)), whole=True)
    uses = _cached_uses(_Box(ruleset), name, as_of)
    if fact.type is FactType.TEXT:
        return Domain((*sorted(uses.thresholds), "(something else)"), whole=True)
    if fact.type is FactType.DATETIME:
        return _instants(ruleset, name, as_of, uses)
    return _stretch(fact, as_of, uses)


def _subsets(options: Sequence[str]) -> Iterator[frozenset[str]]:
    for size in range(len(options) + 1):
        yield from map(frozenset, combinations(options, size))


def _stretch(fact: Fact, as_of: date, uses: _Uses) -> Domain:
    """Numbers or dates: all of a short stretch, else one of each cell between thresholds."""
    low, high = ends_of(fact, as_of)
    if uses.coupled and fact.type is FactType.DATE and (high - low).days <= _MOST_DAYS:
        return Domain(tuple(low + timedelta(step) for step in range((high - low).days + 1)), whole=True)
    if uses.coupled and fact.type is FactType.INTEGER and low is not None and high is not None and high - low <= _MOST_DAYS:
        return Domain(tuple(range(low, high + 1)), whole=True)
    values = sorted(set(_around(fact, uses, low, high)))
    return Domain(tuple(values), whole=not uses.coupled)


def _around(fact: Fact, uses: _Uses, low: Any, high: Any) -> Iterator[Any]:
    """Each threshold, its neighbours, what lies between two thresholds, and the ends."""
    thresholds = sorted(uses.thresholds)
    steps = {FactType.DATE: timedelta(1), FactType.INTEGER: 1, FactType.DECIMAL: Decimal("0.125")}
    step: Any = steps[fact.type]
    for value in (*thresholds, low, high):
        if value is not None:
            yield from (each for each in (value - step, value, value + step) if _within(each, low, high))
    if fact.type is FactType.DECIMAL:
        yield from (value for value in _between(thresholds, low, high))
    if not thresholds and low is None and high is None:
        yield 0


def _between(thresholds: Iterable[Any], low: Any, high: Any) -> Iterator[Any]:
    marks = sorted({each for each in (*thresholds, low, high) if each is not None})
    for first, second in pairwise(marks):
        middle = (Decimal(first) + Decimal(second)) / 2
        if _within(middle, low, high):
            yield middle


def _within(value: Any, low: Any, high: Any) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _instants(ruleset: RuleSet, name: str, as_of: date, uses: _Uses) -> Domain:
    """Every mark (a threshold, a midnight), and between two marks as many instants as facts may be compared."""
    facts = [other for other in ruleset.facts.values() if other.type is FactType.DATETIME]
    low, high = ends_of(ruleset.facts[name], as_of)
    whole = not uses.coupled or (high - low).days <= 8
    everything = set(uses.thresholds)
    if uses.coupled:
        for other in facts:
            everything |= _cached_uses(_Box(ruleset), other.name, as_of).thresholds | set(ends_of(other, as_of))
    marks = set(_marks(everything)) | {low, high}
    if uses.coupled and whole:
        marks |= {midnight(low.date() + timedelta(step)) for step in range((high - low).days + 3)}
    points = {mark + _TICK * step for mark in marks for step in range(-len(facts), len(facts) + 1)}
    return Domain(tuple(sorted(point for point in points if low <= point <= high)), whole)


def _marks(thresholds: Iterable[Any]) -> Iterator[datetime]:
    for threshold in thresholds:
        if isinstance(threshold, datetime):
            yield threshold
        else:
            yield midnight(threshold)
            yield midnight(threshold + timedelta(1))
