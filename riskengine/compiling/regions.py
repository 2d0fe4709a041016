"""Sets of values on a line, exact and small: what a fact must be where a condition is true.

A value is a position on its fact's line: a number itself, a day its ordinal, a moment its microsecond, an option
its index, false 0 and true 1, a text its number among those that are mentioned.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from riskengine.facts import Number
from riskengine.records import record

__all__ = ["EMPTY", "Cut", "Line", "Region", "beyond", "everything", "held_by", "stretch", "without"]

Cut = tuple[Number, int]
"""A place between values: just before a value (0) or just after it (1)."""

_LOWEST: Cut = (Decimal("-Infinity"), 0)
_HIGHEST: Cut = (Decimal("Infinity"), 1)


@record
class Line:
    """The values that something can have: from `low` to `high`, both included, None open; whole numbers or all."""

    low: Number | None
    high: Number | None
    whole: bool
    optional: bool = False


@record
class Region:
    """A set of values of a line: half-open stretches (start, end), in order; `missing` adds "not applicable"."""

    stretches: tuple[tuple[Cut, Cut], ...] = ()
    missing: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no value is in it."""
        return not self.stretches and not self.missing


EMPTY = Region()


def everything(line: Line) -> Region:
    """Every value of a line, and "not applicable" where that may be."""
    return Region(_between(line, None, None), line.optional)


def _start(line: Line, value: Number | None) -> Cut:
    return _LOWEST if value is None else (_up(value), 0) if line.whole else (value, 0)


def _end(line: Line, value: Number | None) -> Cut:
    return _HIGHEST if value is None else (_down(value) + 1, 0) if line.whole else (value, 1)


def _down(value: Number) -> Number:
    return value if isinstance(value, int) else int(value.to_integral_value(ROUND_FLOOR))


def _up(value: Number) -> Number:
    return -_down(-value)


def _between(line: Line, low: Number | None, high: Number | None) -> tuple[tuple[Cut, Cut], ...]:
    start = max(_start(line, line.low), _start(line, low))
    end = min(_end(line, line.high), _end(line, high))
    return ((start, end),) if start < end else ()


def stretch(line: Line, low: Number | None, high: Number | None) -> Region:
    """The values from `low` to `high`, both included, None open."""
    return Region(_between(line, low, high))


def beyond(line: Line, low: Number | None, high: Number | None) -> Region:
    """The values more than `low` and less than `high`, None open."""
    start = _start(line, line.low)
    end = _end(line, line.high)
    if low is not None:
        start = max(start, _end(line, low))
    if high is not None:
        end = min(end, _start(line, high))
    return Region(((start, end),)) if start < end else EMPTY


def held_by(regions: Sequence[Region], need: int) -> Region:
    """The values that lie in at least `need` of these regions.

    >>> line = Line(0, 10, whole=True)
    >>> held_by([stretch(line, 0, 6), stretch(line, 4, 10)], 2) == stretch(line, 4, 6)
    True
    """
    if len(regions) == need == 1:
        return regions[0]
    # A start counts before an end at the same cut, so that stretches which touch become one.
    events = sorted(
        (cut, change) for region in regions for ends in region.stretches for cut, change in zip(ends, (-1, 1), strict=True)
    )
    found: list[tuple[Cut, Cut]] = []
    depth, start = 0, _LOWEST
    for cut, change in events:
        if change < 0:
            depth += 1
            if depth == need:
                start = cut
        else:
            if depth == need:
                found.append((start, cut))
            depth -= 1
    stretches = tuple(ends for ends in found if ends[0] < ends[1])
    return Region(stretches, sum(region.missing for region in regions) >= need)


def without(line: Line, region: Region) -> Region:
    """The values of the line that are not in the region, "not applicable" left aside."""
    found, start = [], _start(line, line.low)
    for low, high in region.stretches:
        if start < low:
            found.append((start, low))
        start = max(start, high)
    if start < _end(line, line.high):
        found.append((start, _end(line, line.high)))
    return Region(tuple(found))
