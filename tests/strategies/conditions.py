"""Random conditions over what has been named so far."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from riskengine.conditions import (
    All,
    Always,
    AtLeast,
    Compare,
    Condition,
    Holds,
    Literal,
    NoneOf,
    Not,
    Operand,
    Parameter,
    Reference,
)
from riskengine.conditions import Any as AnyOf
from riskengine.facts import Fact, FactType
from riskengine.operators import OPERATORS
from tests.oracle_domains import midnight
from tests.oracle_worlds import days_of
from tests.strategies.names import Names, can_vary_together, numbers_near, values_of

__all__ = ["conditions"]


@st.composite
def conditions(draw: st.DrawFn, names: Names, depth: int) -> Condition:
    """A condition no deeper than `depth`."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(_leaves(names))
    kind = draw(st.sampled_from(["all", "any", "none", "not", "at_least", "at_least", "twice"]))
    if kind == "twice":
        return draw(_twice(names, depth - 1))
    if kind == "not":
        return Not(draw(conditions(names, depth - 1)))
    parts = tuple(draw(st.lists(conditions(names, depth - 1), min_size=1, max_size=3)))
    if kind == "at_least":
        return AtLeast(draw(st.integers(1, len(parts))), parts)
    return {"all": All, "any": AnyOf, "none": NoneOf}[kind](parts)


@st.composite
def _twice(draw: st.DrawFn, names: Names, depth: int) -> Condition:
    """A condition that uses one of its parts twice, as no table of three values sees through: `x or not x`."""
    part = draw(conditions(names, depth))
    other = draw(_leaves(names))
    shape = draw(st.sampled_from([AnyOf, All, NoneOf]))
    match draw(st.integers(0, 2)):
        case 0:
            return shape((part, Not(part)))
        case 1:
            return AnyOf((All((part, other)), All((Not(part), other))))
    return AtLeast(2, (part, Not(part), other))


@st.composite
def _leaves(draw: st.DrawFn, names: Names) -> Condition:
    if names.definitions and draw(st.integers(0, 4)) == 0:
        return Holds(draw(st.sampled_from(sorted(names.definitions))))
    subjects = [*names.facts, *names.quantities, *names.scores]
    if not subjects or draw(st.integers(0, 30)) == 0:
        return Always() if draw(st.booleans()) else draw(_about_as_of(names))
    subject = draw(st.sampled_from(subjects))
    if subject in names.facts:
        return draw(_about_fact(names, names.facts[subject]))
    return draw(_about_number(names, subject))


@st.composite
def _about_as_of(draw: st.DrawFn, names: Names) -> Condition:
    day = names.as_of + timedelta(draw(st.integers(-1, 1)))
    return Compare("as_of", draw(st.sampled_from(["before", "on_or_after", "is", "is_not"])), (Literal(day),))


@st.composite
def _about_fact(draw: st.DrawFn, names: Names, fact: Fact) -> Condition:
    rows = [row for row in OPERATORS.values() if fact.type in row.types]
    if fact.type is FactType.CHOICE and not fact.ordered:
        rows = [row for row in rows if not row.needs_order]
    row = draw(st.sampled_from(rows))
    if row.name in ("contains", "contains_any", "contains_all"):
        size = 1 if row.name == "contains" else 3
        chosen = draw(st.lists(st.sampled_from(fact.options), min_size=1, max_size=size, unique=True))
        return Compare(fact.name, row.name, tuple(map(Literal, chosen)))
    if row.refers and row.operand == "one" and draw(st.integers(0, 2)) == 0:
        operand = draw(_reference(names, fact))
        if operand is not None:
            return Compare(fact.name, row.name, (operand,))
    return Compare(fact.name, row.name, draw(_literals(names, fact, row.operand)))


@st.composite
def _literals(draw: st.DrawFn, names: Names, fact: Fact, wanted: str) -> tuple[Literal, ...]:
    values = _written(draw, names, fact)
    if wanted == "one":
        return (Literal(draw(values)),)
    if wanted == "list":
        return tuple(map(Literal, draw(st.lists(values, min_size=1, max_size=3, unique=True))))
    pair = [draw(values), draw(values)]
    low, high = sorted(pair, key=fact.options.index if fact.ordered else None)
    return Literal(low), Literal(high)


def _written(draw: st.DrawFn, names: Names, fact: Fact) -> st.SearchStrategy[Any]:
    """Values that a rule file may write beside the fact; for a datetime all dates or all moments."""
    if fact.type is FactType.CHOICES:
        return st.sampled_from(fact.options)
    if fact.type is FactType.DATETIME:
        days = values_of(fact, names.as_of).map(days_of)
        last = date(2100, 12, 31)
        days = days.map(lambda day: min(day, last))
        return days if draw(st.booleans()) else days.map(midnight) | values_of(fact, names.as_of)
    return values_of(fact, names.as_of)


@st.composite
def _reference(draw: st.DrawFn, names: Names, fact: Fact) -> Operand | None:
    """Another fact, a quantity, `as_of` or a parameter to compare the fact with, if there is one."""
    found: list[Operand] = []
    if fact.type.is_number:
        found += [Parameter(name) for name in names.parameters]
    if fact.type.is_moment:
        found.append(Reference("as_of"))
    if can_vary_together(names.family, fact):
        if fact.type.is_number:
            found += [Reference(other.name) for other in names.arithmetic() if other.name != fact.name]
            found += [Reference(name) for name in names.quantities]
        elif fact.type.is_moment:
            found += [Reference(other.name) for other in names.moments() if _comparable(fact, other)]
    return draw(st.sampled_from(found)) if found else None


def _comparable(fact: Fact, other: Fact) -> bool:
    """A date is compared with dates; a datetime with either."""
    return other.name != fact.name and (fact.type is FactType.DATETIME or other.type is FactType.DATE)


@st.composite
def _about_number(draw: st.DrawFn, names: Names, subject: str) -> Condition:
    """A comparison of a quantity or score."""
    rows = [row for row in OPERATORS.values() if FactType.DECIMAL in row.types]
    row = draw(st.sampled_from(rows))
    near = numbers_near(-3, 8, halves=True) | st.integers(-40, 40)
    if row.operand == "one":
        others: list[Operand] = [Parameter(name) for name in names.parameters]
        if subject in names.quantities:
            others += [Reference(name) for name in names.quantities if name != subject]
            others += [Reference(fact.name) for fact in names.arithmetic()]
        if others and draw(st.integers(0, 3)) == 0:
            return Compare(subject, row.name, (draw(st.sampled_from(others)),))
        return Compare(subject, row.name, (Literal(draw(near)),))
    if row.operand == "list":
        return Compare(subject, row.name, tuple(map(Literal, draw(st.lists(near, min_size=1, max_size=3, unique=True)))))
    low, high = sorted([draw(near), draw(near)])
    return Compare(subject, row.name, (Literal(low), Literal(high)))
