"""Random quantities of every kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from riskengine.calendar import HOLIDAYS_FROM, HOLIDAYS_UNTIL
from riskengine.facts import Fact, FactType
from riskengine.quantities import QUANTITY_KINDS, Quantity, QuantityInput, QuantityKind
from tests.oracle_domains import ends_of
from tests.oracle_worlds import days_of
from tests.strategies.names import Names

__all__ = ["quantities"]


@st.composite
def quantities(draw: st.DrawFn, names: Names, name: str) -> Quantity | None:
    """One quantity over what has been named, None where nothing suits its kind."""
    kind = QUANTITY_KINDS[draw(st.sampled_from(sorted(QUANTITY_KINDS)))]
    inputs = draw(st.lists(_input(names, kind), min_size=kind.inputs or 1, max_size=kind.inputs or 3))
    if any(part is None for part in inputs) or all(part.name is None or part.name == "as_of" for part in inputs):
        return None
    if (kind.name == "count_true" or kind.inputs == 2) and len(set(inputs)) < len(inputs):
        return None
    return Quantity(name, kind.name, tuple(inputs), phrase="a number")


@st.composite
def _input(draw: st.DrawFn, names: Names, kind: QuantityKind) -> QuantityInput | None:
    found = _candidates(names, kind)
    literal = draw(st.integers(0, 5)) == 0
    if kind.takes == "numbers" and literal:
        return QuantityInput(literal=draw(st.integers(-2, 3)))
    if kind.takes == "moments" and literal:
        return draw(st.sampled_from([QuantityInput(name="as_of"), QuantityInput(literal=date(2024, 1, 31))]))
    return draw(st.sampled_from(found)) if found else None


def _candidates(names: Names, kind: QuantityKind) -> list[QuantityInput]:
    if kind.takes == "truths":
        return [QuantityInput(name=name) for name in (*(f.name for f in names.facts_of(FactType.BOOLEAN)), *names.definitions)]
    if kind.takes == "moments":
        moments = [fact for fact in names.moments() if _countable(names, kind, fact)]
        return [QuantityInput(name="as_of"), *(QuantityInput(name=fact.name) for fact in moments)]
    chosen: list[Any] = [QuantityInput(name=fact.name) for fact in names.arithmetic()]
    chosen += [QuantityInput(name=name) for name in names.quantities]
    return chosen + [QuantityInput(parameter=name) for name in names.parameters]


def _countable(names: Names, kind: QuantityKind, fact: Fact) -> bool:
    return kind.name != "working_days_between" or names.family.gaps or _in_table(fact, names.as_of)


def _in_table(fact: Fact, as_of: date) -> bool:
    """Whether bank holidays are known for the whole domain."""
    low, high = map(days_of, ends_of(fact, as_of))
    return bool(low >= HOLIDAYS_FROM and high <= HOLIDAYS_UNTIL)
