"""A situation as the case that a case system hands over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.oracle import Situation

__all__ = ["as_case", "as_recorded"]


def as_recorded(value: Any) -> Any:
    """A value as cases hold it: dates as ISO text, sets as lists."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


def as_case(situation: Situation, assessment: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The case: what is known, then what was asked in vain."""
    facts = {name: as_recorded(value) for name, value in situation.known.items()}
    facts |= dict.fromkeys(sorted(situation.asked))
    case: dict[str, Any] = {
        "schema": "riskengine/case/1",
        "case_id": "RANDOM",
        "jurisdiction": situation.jurisdiction,
        "facts": facts,
    }
    return case if assessment is None else case | {"assessment": dict(assessment)}
