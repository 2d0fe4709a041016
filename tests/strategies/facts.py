"""Facts of all eight types, with domains small and large."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from riskengine.facts import EARLIEST, LATEST, Fact, FactType
from tests.strategies.families import Family

__all__ = ["facts"]

_TYPES = (
    *(FactType.BOOLEAN,) * 4,
    *(FactType.INTEGER,) * 2,
    FactType.DECIMAL,
    *(FactType.CHOICE,) * 2,
    FactType.CHOICES,
    *(FactType.DATE,) * 2,
    FactType.DATETIME,
    FactType.TEXT,
)


@st.composite
def facts(draw: st.DrawFn, family: Family, as_of: date, number: int) -> Fact:
    """One fact without a gate, named after its type."""
    kind = draw(st.sampled_from(_TYPES))
    return Fact(
        f"{kind.value}_{number}",
        kind,
        question=f"What about number {number}?",
        phrases=_phrases(kind),
        **draw(_domain(kind, family, as_of)),
    )


def _phrases(kind: FactType) -> dict[str, str]:
    if kind is FactType.BOOLEAN:
        return {"true": "it is so", "false": "it is not so", "unknown": "it is not known"}
    return {"value": "it is {value}", "unknown": "it is not known"}


def _domain(kind: FactType, family: Family, as_of: date) -> st.SearchStrategy[dict[str, Any]]:
    match kind:
        case FactType.INTEGER:
            return _integers(family)
        case FactType.DECIMAL:
            return st.sampled_from([{}, {"minimum": Decimal(0), "maximum": Decimal("3.5")}, {"minimum": 1, "maximum": 4}])
        case FactType.CHOICE:
            return st.builds(_options, st.integers(2, 3 if family.small else 5), st.booleans())
        case FactType.CHOICES:
            return st.integers(1, 2 if family.small else 4).map(lambda count: _options(count, False))
        case FactType.DATE | FactType.DATETIME:
            return _moments(kind, family, as_of)
    return st.just({})


def _integers(family: Family) -> st.SearchStrategy[dict[str, Any]]:
    small = [{"minimum": 0, "maximum": 3}, {"minimum": -1, "maximum": 1}, {"minimum": 5, "maximum": 6}]
    large = [{}, {"minimum": 0}, {"minimum": 0, "maximum": 100_000}, {"minimum": -50, "maximum": 50}]
    return st.sampled_from(small + large[:2]) if family.small else st.sampled_from(small + large)


def _options(count: int, ordered: bool) -> dict[str, Any]:
    return {"options": ("none", "some", "many", "most", "all")[:count], "ordered": ordered}


@st.composite
def _moments(draw: st.DrawFn, kind: FactType, family: Family, as_of: date) -> dict[str, Any]:
    """A few days, a month or two, up to `as_of`, or the whole of two centuries."""
    shape = draw(st.sampled_from(["few", "weeks", "until_as_of", "wide"]))
    if shape == "wide":
        return {"earliest": EARLIEST, "latest": draw(st.sampled_from(["as_of", LATEST]))}
    back = draw(st.sampled_from([1, 31, 366, 2 * 365 + 1]))
    long = kind is FactType.DATE and shape == "weeks"
    length = draw(st.integers(20, 45)) if long else draw(st.integers(0, 2 if kind is FactType.DATE else 1))
    if shape == "until_as_of":
        return {"earliest": as_of - timedelta(length), "latest": "as_of"}
    if not family.small and draw(st.booleans()):
        length *= 30
    return {"earliest": as_of - timedelta(back), "latest": as_of - timedelta(back) + timedelta(length)}
