"""From the rows of cases to coverage: everything that is asked of one edition, and which cases show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from riskengine.authoring.coverage import KINDS, CoverageItem, CoverageTally, EditionCoverage, ItemStatus
from riskengine.authoring.coverage_asks import asks
from riskengine.authoring.coverage_table import Row, Table
from riskengine.authoring.coverage_wants import Ask, Want, cases_of, shown
from riskengine.compiling.program import Program

__all__ = ["Measured"]


_COVERED: tuple[ItemStatus, str] = ("covered", "")
_OPEN: tuple[ItemStatus, str] = ("open", "")


class Measured:
    """One program, everything that can be asked of it, and which cases show what."""

    def __init__(self, program: Program, rows: Sequence[Row]) -> None:
        self.program = program
        self.table = Table(program, rows)
        self.asks = asks(program)
        self.masks: dict[Want, int] = {}
        for ask in self.asks:
            for want in (want for way in ask.ways for want in way):
                if want not in self.masks:
                    self.masks[want] = shown(want, self.table)

    @cached_property
    def holes(self) -> tuple[Ask, ...]:
        """What no case shows, in order."""
        return tuple(ask for ask in self.asks if not cases_of(ask, self.masks))

    def coverage(self, verdicts: Mapping[Ask, tuple[ItemStatus, str]]) -> EditionCoverage:
        """The coverage; `verdicts` say what is known of holes, by what is asked, and why."""
        items = tuple(self._item(ask, verdicts) for ask in self.asks)
        ruleset = self.program.ruleset
        tallies = tuple(_tally(kind, items) for kind in KINDS)
        return EditionCoverage(ruleset.id, ruleset.edition, ruleset.title, ruleset.digest, len(self.table.rows), tallies, items)

    def _item(self, ask: Ask, verdicts: Mapping[Ask, tuple[ItemStatus, str]]) -> CoverageItem:
        cases = cases_of(ask, self.masks)
        status, why = verdicts.get(ask, _OPEN) if not cases else _COVERED
        first = self.table.rows[(cases & -cases).bit_length() - 1].name if cases else ""
        place = ask.place
        return CoverageItem(
            ask.kind, ask.owner, ask.what, status, why, cases.bit_count(), first, place.file, place.line, place.column
        )


def _tally(kind: str, items: Iterable[CoverageItem]) -> CoverageTally:
    found = [item.status for item in items if item.kind == kind]
    counts = (found.count(status) for status in ("covered", "open", "impossible", "not_decided"))
    return CoverageTally(kind, *counts)  # type: ignore[arg-type]
