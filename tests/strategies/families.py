"""Two families of rule sets: one whose completions can all be tried, and one with domains as large as real ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

__all__ = ["DAYS", "FINITE", "LARGE", "RICH", "RICH_FINITE", "WITH_GAPS", "WITH_GAPS_FINITE", "Family"]

DAYS = (date(2024, 2, 29), date(2023, 3, 1), date(2023, 12, 27), date(2020, 10, 26), date(2025, 6, 15))
"""Days worth judging on: leap days, ends of months, bank holidays, a change of the clocks."""


@dataclass(frozen=True, slots=True)
class Family:
    """How large rule sets are. `small` says that domains that vary together can be listed value by value.

    `completions` is the most that a situation may have, None where nobody tries them all. `clocks` is how many time
    limits there may be. With `gaps` a parameter may have no value on the day, and working days may lie beyond the table
    of bank holidays.
    """

    name: str
    small: bool
    facts: int
    rules: int
    depth: int
    completions: int | None
    clocks: int = 0
    gaps: bool = False

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(self.name.upper())


FINITE = Family("finite", small=True, facts=7, rules=6, depth=2, completions=300)
LARGE = Family("large", small=False, facts=10, rules=8, depth=3, completions=None)
RICH_FINITE = replace(FINITE, name="rich_finite", facts=8, depth=3, clocks=3)
RICH = replace(LARGE, name="rich", clocks=4)
WITH_GAPS = replace(RICH, name="with_gaps", facts=6, gaps=True)
WITH_GAPS_FINITE = replace(RICH_FINITE, name="with_gaps_finite", facts=5, completions=60, gaps=True)
