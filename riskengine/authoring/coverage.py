"""Coverage: what the regression suites of an edition show of it, and what they do not, as data.

Frozen data, no behaviour but sums. docs/coverage.md says exactly what each kind asks.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from riskengine.records import record

__all__ = [
    "COVERAGE_SCHEMA",
    "KINDS",
    "Coverage",
    "CoverageItem",
    "CoverageKind",
    "CoverageTally",
    "EditionCoverage",
    "ItemStatus",
    "percent_text",
]

COVERAGE_SCHEMA: Literal["riskengine/coverage/1"] = "riskengine/coverage/1"

CoverageKind = Literal["rules", "conditions", "mcdc", "boundaries", "bands", "clocks", "verdicts", "provisions"]
KINDS: tuple[CoverageKind, ...] = CoverageKind.__args__  # type: ignore[attr-defined]
"""Everything that is asked of suites, in the order in which it is told."""

ItemStatus = Literal["covered", "open", "impossible", "not_decided"]
"""`open`: no case shows it, and one could. `impossible`: proved that none can. `not_decided`: no case shows it, and neither
was a case found nor a proof."""


@record
class CoverageItem:
    """One thing that a case can show.

    `owner` is the rule, time limit, fact, definition, score, verdict or provision that it is about. `cases` counts the cases
    that show it, and `first` names the first of them. `why` says why no case shows it, where that is known. Lines and
    columns count from 1; 0 means that it stands in no place of its own.
    """

    kind: CoverageKind
    owner: str
    what: str
    status: ItemStatus
    why: str
    cases: int
    first: str
    file: str
    line: int
    column: int


@record
class CoverageTally:
    """How many things of one kind there are, by status. What is proved impossible is asked of nobody."""

    kind: CoverageKind
    covered: int
    open: int
    impossible: int
    not_decided: int

    @property
    def asked(self) -> int:
        """How many things suites are asked to show."""
        return self.covered + self.open + self.not_decided

    def reaches(self, percent: Decimal) -> bool:
        """Whether at least so many of a hundred are covered; of nothing, all is."""
        return self.covered * 100 >= percent * self.asked


@record
class EditionCoverage:
    """One edition: how many cases it judged, and everything that they could show."""

    ruleset: str
    edition: str
    title: str
    digest: str
    cases: int
    tallies: tuple[CoverageTally, ...]
    items: tuple[CoverageItem, ...]

    @property
    def name(self) -> str:
        """The rule set and edition, as messages name them."""
        return f"{self.ruleset} {self.edition}"

    @property
    def holes(self) -> tuple[CoverageItem, ...]:
        """What no case shows though one could, or may be able to."""
        return tuple(item for item in self.items if item.status in ("open", "not_decided"))

    @property
    def impossible(self) -> tuple[CoverageItem, ...]:
        """What no case can show."""
        return tuple(item for item in self.items if item.status == "impossible")

    def tally(self, kind: CoverageKind) -> CoverageTally:
        """The sums of one kind."""
        return next(each for each in self.tallies if each.kind == kind)


@record
class Coverage:
    """The coverage of one or more editions. `schema` is its published shape."""

    schema: Literal["riskengine/coverage/1"]
    editions: tuple[EditionCoverage, ...]


def percent_text(tally: CoverageTally) -> str:
    """The share that is covered, to a tenth of a percent and never rounded up; of nothing, `-`.

    >>> percent_text(CoverageTally("rules", 1999, 1, 0, 0)), percent_text(CoverageTally("bands", 0, 0, 2, 0))
    ('99.9%', '-')
    """
    if not tally.asked:
        return "-"
    share = (Decimal(tally.covered * 100) / tally.asked).quantize(Decimal("0.1"), rounding=ROUND_FLOOR)
    return "100%" if tally.covered == tally.asked else f"{share}%"
