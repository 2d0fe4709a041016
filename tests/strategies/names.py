"""What conditions may name at one stage of making a rule set, and the values that may stand beside each name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from riskengine.facts import EARLIEST, LATEST, Fact, FactType
from riskengine.quantities import Quantity
from riskengine.ruleset import Definition, ParameterHistory
from tests.oracle_domains import ends_of
from tests.strategies.families import Family

__all__ = ["Names", "can_vary_together", "numbers_near", "values_of"]


@dataclass(slots=True)
class Names:
    """Everything named so far. `scores` are those that conditions may compare already."""

    family: Family
    as_of: date
    facts: dict[str, Fact] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    parameters: dict[str, ParameterHistory] = field(default_factory=dict)
    scores: list[str] = field(default_factory=list)

    def facts_of(self, *types: FactType) -> list[Fact]:
        """The facts of some types."""
        return [fact for fact in self.facts.values() if fact.type in types]

    def arithmetic(self) -> list[Fact]:
        """The numbers that arithmetic and comparisons with other facts may use."""
        return [fact for fact in self.facts_of(FactType.INTEGER, FactType.DECIMAL) if can_vary_together(self.family, fact)]

    def moments(self) -> list[Fact]:
        """The dates and datetimes that may be compared with other facts."""
        return [fact for fact in self.facts_of(FactType.DATE, FactType.DATETIME) if can_vary_together(self.family, fact)]


def can_vary_together(family: Family, fact: Fact) -> bool:
    """Whether the fact may be combined with others: bounded, and listed value by value where the family asks it."""
    if fact.type.is_moment:
        return not family.small or fact.earliest != EARLIEST
    if fact.minimum is None or fact.maximum is None:
        return False
    return not family.small or fact.type is FactType.INTEGER


def values_of(fact: Fact, as_of: date) -> st.SearchStrategy[Any]:
    """Values of the fact's domain."""
    match fact.type:
        case FactType.BOOLEAN:
            return st.booleans()
        case FactType.CHOICE:
            return st.sampled_from(fact.options)
        case FactType.CHOICES:
            return st.frozensets(st.sampled_from(fact.options))
        case FactType.TEXT:
            return st.sampled_from(["alpha", "beta", "no", "7"])
    low, high = ends_of(fact, as_of)
    if fact.type is FactType.DATETIME:
        return st.datetimes(low.replace(tzinfo=None), high.replace(tzinfo=None), timezones=st.just(low.tzinfo))
    if fact.type is FactType.DATE:
        return _dates(low, high, as_of)
    return _numbers(fact.type, low, high)


def _dates(low: date, high: date, as_of: date) -> st.SearchStrategy[date]:
    near = st.integers(-400, 400).map(lambda days: min(max(as_of + timedelta(days), low), high))
    return st.one_of(near, st.dates(low, high)) if (low, high) == (EARLIEST, LATEST) else st.dates(low, high)


def _numbers(kind: FactType, low: Any, high: Any) -> st.SearchStrategy[Any]:
    first = -5 if low is None else int(low)
    last = 12 if high is None else int(high)
    if kind is FactType.INTEGER:
        return st.integers(first, min(last, first + 20)) | st.integers(first, last)
    return st.integers(first * 2, last * 2).map(lambda halves: Decimal(halves) / 2)


def numbers_near(low: int, high: int, *, halves: bool) -> st.SearchStrategy[Any]:
    """Numbers for a quantity or score to be compared with."""
    whole = st.integers(low, high)
    return whole | st.integers(low * 2, high * 2).map(lambda n: Decimal(n) / 2) if halves else whole
