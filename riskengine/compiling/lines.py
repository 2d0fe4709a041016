"""The line of values of everything that conditions compare, and the region of it in which a comparison is true or false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from riskengine import calendar
from riskengine.compiling.program import Node, Program, Ref
from riskengine.compiling.ranges import Ranges
from riskengine.compiling.regions import Line, Region, beyond, everything, held_by, stretch, without
from riskengine.facts import Fact, FactType, Number, Value

__all__ = ["Key", "Lines", "compared"]

Key = tuple[str, int, str]
"""What a region is about: the kind and number of a `Ref`, and for sets an option (`=name`), `any` or `all` of them;
or ("definition", node, name)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TRUTHS = Line(0, 1, whole=True)
_OPPOSITE = {
    "is": "is_not",
    "is_not": "is",
    "in": "not_in",
    "not_in": "in",
    "more_than": "at_most",
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "before": "on_or_after",
    "after": "on_or_before",
    "on_or_before": "after",
    "on_or_after": "before",
    "between": "outside",
}


class _Span(NamedTuple):
    """Where an operand lies on the subject's line: the least that it can be covers `low` to `low_end`, the greatest
    `high` to `high_end` (a day on the line of moments covers many); None is open.
    """

    low: Number | None
    low_end: Number | None
    high: Number | None
    high_end: Number | None

    @property
    def is_one(self) -> bool:
        """Whether it can be one value only."""
        return self.low is not None and self.low == self.high


@dataclass(slots=True)
class Lines:
    """The lines of a program, each worked out once; texts are numbered as they are met."""

    program: Program
    ranges: Ranges
    found: dict[Key, Line] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)

    def of(self, key: Key) -> Line:
        """The line of what a key names."""
        line = self.found.get(key)
        if line is None:
            line = self.found[key] = self._line(key)
        return line

    def truth(self, truth: bool) -> Region:
        """The region of one truth."""
        return stretch(_TRUTHS, int(truth), int(truth))

    def _line(self, key: Key) -> Line:
        kind, index, option = key
        if kind == "fact" and not option:
            return _fact_line(self.program.facts[index], optional=self.program.gates[index] >= 0)
        if kind in ("quantity", "score"):
            range = self.ranges.of(Ref(kind, index))  # type: ignore[arg-type]
            return Line(range.low, range.high, range.whole, range.optional)
        return Line(0, 1, whole=True, optional=kind == "fact" and self.program.gates[index] >= 0)


def _fact_line(fact: Fact, *, optional: bool) -> Line:
    match fact.type:
        case FactType.INTEGER | FactType.DECIMAL:
            return Line(fact.minimum, fact.maximum, fact.type is FactType.INTEGER, optional)
        case FactType.CHOICE:
            return Line(0, len(fact.options) - 1, whole=True, optional=optional)
        case FactType.DATE | FactType.DATETIME:
            low, high = _span_of_fact(fact, fact.type is FactType.DATETIME)
            return Line(low, high, whole=True, optional=optional)
        case FactType.TEXT:
            return Line(0, None, whole=True, optional=optional)
    return Line(0, 1, whole=True, optional=optional)


def _covers(value: date, moments: bool) -> tuple[int, int]:
    """The positions that a day or moment covers on a line of days, or of moments."""
    if not moments:
        day = calendar.london_date(value).toordinal()
        return day, day
    if isinstance(value, datetime):
        instant = _microseconds(calendar.to_utc(value))
        return instant, instant
    return _microseconds(calendar.london_midnight(value)), _microseconds(calendar.london_midnight(value + timedelta(1))) - 1


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _span_of_fact(fact: Fact, moments: bool) -> tuple[int | None, int | None]:
    low = _covers(fact.earliest, moments)[0] if isinstance(fact.earliest, date) else None
    high = _covers(fact.latest, moments)[1] if isinstance(fact.latest, date) else None
    return low, high


def _operand(lines: Lines, node: Node, ref: Ref) -> _Span:
    """Where an operand lies on the subject's line."""
    assert node.subject is not None
    if node.axis in ("date", "datetime"):
        moments = lines.program.facts[node.subject.index].type is FactType.DATETIME
        return _moment_operand(lines.program, ref, moments)
    if ref.kind == "constant":
        position = _position(lines, node, ref.value)
        return _Span(position, position, position, position)
    range = lines.ranges.of(ref)
    return _Span(range.low, range.low, range.high, range.high)


def _moment_operand(program: Program, ref: Ref, moments: bool) -> _Span:
    if ref.kind == "constant":
        assert isinstance(ref.value, date)
        return _Span(*_covers(ref.value, moments), *_covers(ref.value, moments))
    fact = program.facts[ref.index]
    instants = moments and fact.type is FactType.DATETIME
    low = _moment_end(fact.earliest, moments, 0 if instants else None)
    high = _moment_end(fact.latest, moments, 1 if instants else None)
    return _Span(*low, *high) if fact.name in program.ruleset.facts else _Span(None, None, None, None)


def _moment_end(end: object, moments: bool, side: int | None) -> tuple[int | None, int | None]:
    """What the first or last day of a fact's domain covers; of a moment only its first or last instant."""
    if not isinstance(end, date):
        return None, None
    covered = _covers(end, moments)
    return covered if side is None else (covered[side], covered[side])


def _position(lines: Lines, node: Node, value: Value | None) -> Number:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return lines.texts.setdefault(value, len(lines.texts)) if node.axis == "text" else node.options.index(value)
    assert isinstance(value, int) or hasattr(value, "as_tuple")
    return value  # type: ignore[return-value]


def compared(lines: Lines, node: Node, truth: bool) -> dict[Key, Region]:
    """The regions in which a comparison is true, or is false."""
    subject = node.subject
    assert subject is not None
    if node.axis == "choices":
        return dict(_set_regions(lines, node, truth))
    key = (subject.kind, subject.index, "")
    line = lines.of(key)
    operands = [_operand(lines, node, ref) for ref in node.operands]
    region = _region(line, node.operator if truth else _OPPOSITE[node.operator], operands)
    if truth:
        return {key: region, **_mirrored(lines, node)}
    if any(lines.of((ref.kind, ref.index, "")).optional for ref in node.operands if ref.kind in ("fact", "quantity")):
        return {}
    return {key: Region(region.stretches, line.optional)}


_MIRROR = {
    "is": "is",
    "more_than": "less_than",
    "at_least": "at_most",
    "less_than": "more_than",
    "at_most": "at_least",
    "before": "after",
    "after": "before",
    "on_or_before": "on_or_after",
    "on_or_after": "on_or_before",
}


def _mirrored(lines: Lines, node: Node) -> dict[Key, Region]:
    """What a comparison with another fact or quantity says of that one."""
    assert node.subject is not None
    if node.operator not in _MIRROR or node.operands[0].kind not in ("fact", "quantity"):
        return {}
    ref = node.operands[0]
    swapped = Node("compare", subject=ref, operator=_MIRROR[node.operator], operands=(node.subject,), axis=node.axis)
    key = (ref.kind, ref.index, "")
    if key == (node.subject.kind, node.subject.index, ""):
        return {}
    return {key: _region(lines.of(key), swapped.operator, [_operand(lines, swapped, node.subject)])}


def _region(line: Line, operator: str, operands: list[_Span]) -> Region:
    """The values for which the comparison holds with something that the operands can be."""
    first, last = operands[0], operands[-1]
    match operator:
        case "is" | "in":
            return held_by([stretch(line, each.low, each.high_end) for each in operands], 1)
        case "is_not" | "not_in":
            if not all(each.is_one for each in operands):
                return Region(everything(line).stretches)
            return without(line, held_by([stretch(line, each.low, each.high_end) for each in operands], 1))
        case "more_than" | "after":
            return beyond(line, first.low_end, None)
        case "at_least" | "on_or_after":
            return stretch(line, first.low, None)
        case "less_than" | "before":
            return beyond(line, None, first.high)
        case "at_most" | "on_or_before":
            return stretch(line, None, first.high_end)
        case "between":
            return stretch(line, first.low, last.high_end)
    return held_by([_below(line, first), _above(line, last)], 1)


def _below(line: Line, bound: _Span) -> Region:
    return beyond(line, None, bound.high)


def _above(line: Line, bound: _Span) -> Region:
    return beyond(line, bound.low_end, None)


def _set_regions(lines: Lines, node: Node, truth: bool) -> Iterator[tuple[Key, Region]]:
    """What a comparison of a set says of its options, and of whether it has any or all of them."""
    assert node.subject is not None
    index, positive = node.subject.index, truth == (node.operator not in ("is_not",))
    wanted = _wanted(node)
    missing = lines.of(("fact", index, "any")).optional and not truth

    def about(option: str, held: bool) -> tuple[Key, Region]:
        return ("fact", index, option), Region(lines.truth(held).stretches, missing)

    if positive and node.operator in ("is", "is_not"):
        yield from (about(f"={option}", option in wanted) for option in node.options)
        yield about("any", bool(wanted))
    elif positive:
        yield about("any", True)
        if node.operator != "contains_any" or len(wanted) == 1:
            yield from (about(f"={option}", True) for option in wanted)
    elif node.operator not in ("is", "is_not"):
        yield about("all", False)
        if node.operator != "contains_all" or len(wanted) == 1:
            yield from (about(f"={option}", False) for option in wanted)


def _wanted(node: Node) -> frozenset[str]:
    found: set[str] = set()
    for ref in node.operands:
        found.update(ref.value if isinstance(ref.value, frozenset) else {str(ref.value)})
    return frozenset(found)
