"""The line of values of everything that conditions compare, and the region of it in which a comparison is true or false."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from riskengine import calendar
from riskengine.compiling.program import Node, Program, Ref
from riskengine.compiling.ranges import Ranges
from riskengine.compiling.regions import Line, Region, beyond, everything, held_by, stretch, without
from riskengine.facts import AS_OF, Fact, FactType, Number, Value
from riskengine.records import record

__all__ = ["Key", "Lines", "compared", "region_of_truth"]

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


@record
class _Span:
    """Where an operand lies on the subject's line; None is open.

    The least that it can be covers `low` to `low_end`, the greatest `high` to `high_end`: a day covers many moments.
    """

    low: Number | None
    low_end: Number | None
    high: Number | None
    high_end: Number | None

    @property
    def is_one(self) -> bool:
        """Whether it can be one value only."""
        return self.low is not None and self.low == self.high


class Lines:
    """The lines of a program, each worked out once; texts are numbered as they are met."""

    __slots__ = ("found", "program", "ranges", "texts")

    def __init__(self, program: Program, ranges: Ranges) -> None:
        self.program = program
        self.ranges = ranges
        self.found: dict[Key, Line] = {}
        self.texts: dict[str, int] = {}

    def of(self, key: Key) -> Line:
        """The line of what a key names."""
        line = self.found.get(key)
        if line is None:
            line = self.found[key] = self._line(key)
        return line

    def leaves_out(self, key: Key, region: Region) -> bool:
        """Whether a region lacks some value that is possible on whichever day of the edition a case is judged."""
        kind, index, option = key
        fact = self.program.facts[index] if kind == "fact" and not option else None
        if fact is None or AS_OF not in (fact.earliest, fact.latest):
            return region.stretches != everything(self.of(key)).stretches
        moments = fact.type is FactType.DATETIME
        low, high = _span_of_fact(fact, moments=moments)
        begins, ends = _covers(self.program.ruleset.effective_from, moments=moments)
        if fact.latest == AS_OF and fact.earliest != AS_OF:
            least = stretch(self.of(key), low, _later(ends, low))
            return held_by([region, least], 2).stretches != least.stretches
        # From `as_of` on: where the last possible moment is past, it is `as_of` itself, whichever day that is.
        until = self.program.ruleset.effective_until
        latest = None if until is None else _covers(until, moments=moments)[1]
        probe = stretch(self.of(key), _later(begins, high), None if latest is None else _later(latest, high))
        return not held_by([region, probe], 2).stretches

    def _line(self, key: Key) -> Line:
        kind, index, option = key
        if kind == "fact" and not option:
            return _fact_line(self.program.facts[index], optional=self.program.gates[index] >= 0)
        if kind in ("quantity", "score"):
            range = self.ranges.of(Ref(kind, index))  # type: ignore[arg-type]
            return Line(range.low, range.high, range.whole, range.optional)
        return Line(0, 1, whole=True, optional=kind == "fact" and self.program.gates[index] >= 0)


def _later(first: int, second: int | None) -> int:
    return first if second is None else max(first, second)


def region_of_truth(*, value: bool) -> Region:
    """The region of one truth, on a line of the two."""
    return stretch(_TRUTHS, int(value), int(value))


def _fact_line(fact: Fact, *, optional: bool) -> Line:
    match fact.type:
        case FactType.INTEGER | FactType.DECIMAL:
            return Line(fact.minimum, fact.maximum, fact.type is FactType.INTEGER, optional)
        case FactType.CHOICE:
            return Line(0, len(fact.options) - 1, whole=True, optional=optional)
        case FactType.DATE | FactType.DATETIME:
            low, high = _span_of_fact(fact, moments=fact.type is FactType.DATETIME)
            return Line(low, high, whole=True, optional=optional)
        case FactType.TEXT:
            return Line(0, None, whole=True, optional=optional)
    return Line(0, 1, whole=True, optional=optional)


def _covers(value: date, *, moments: bool) -> tuple[int, int]:
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


def _span_of_fact(fact: Fact, *, moments: bool) -> tuple[int | None, int | None]:
    low = _covers(fact.earliest, moments=moments)[0] if isinstance(fact.earliest, date) else None
    high = _covers(fact.latest, moments=moments)[1] if isinstance(fact.latest, date) else None
    return low, high


def _subject(node: Node) -> Ref:
    """What a comparison compares."""
    if node.subject is None:
        raise ValueError(f"a node of kind {node.kind} compares nothing")
    return node.subject


def _operand(lines: Lines, node: Node, ref: Ref) -> _Span:
    """Where an operand lies on the subject's line."""
    if node.axis in ("date", "datetime"):
        moments = lines.program.facts[_subject(node).index].type is FactType.DATETIME
        return _moment_operand(lines.program, ref, moments=moments)
    if ref.kind == "constant":
        position = _position(lines, node, ref.value)
        return _Span(position, position, position, position)
    range = lines.ranges.of(ref)
    return _Span(range.low, range.low, range.high, range.high)


def _moment_operand(program: Program, ref: Ref, *, moments: bool) -> _Span:
    if ref.kind == "constant":
        covered = _covers(ref.value, moments=moments) if isinstance(ref.value, date) else (None, None)
        return _Span(*covered, *covered)
    fact = program.facts[ref.index]
    instants = moments and fact.type is FactType.DATETIME
    low = _moment_end(fact.earliest, 0 if instants else None, moments=moments)
    high = _moment_end(fact.latest, 1 if instants else None, moments=moments)
    return _Span(*low, *high) if fact.name in program.ruleset.facts else _Span(None, None, None, None)


def _moment_end(end: object, side: int | None, *, moments: bool) -> tuple[int | None, int | None]:
    """What the first or last day of a fact's domain covers; of a moment only its first or last instant."""
    if not isinstance(end, date):
        return None, None
    covered = _covers(end, moments=moments)
    return covered if side is None else (covered[side], covered[side])


def _position(lines: Lines, node: Node, value: Value | None) -> Number:
    if isinstance(value, str):
        return lines.texts.setdefault(value, len(lines.texts)) if node.axis == "text" else node.options.index(value)
    if isinstance(value, int | Decimal):
        return int(value) if isinstance(value, bool) else value
    raise TypeError(f"{value!r} is on no line")


def compared(lines: Lines, node: Node, *, truth: bool) -> dict[Key, Region]:
    """The regions in which a comparison is true, or is false."""
    subject = _subject(node)
    if node.axis == "choices":
        return dict(_set_regions(lines, node, truth=truth))
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
    if node.operator not in _MIRROR or node.operands[0].kind not in ("fact", "quantity"):
        return {}
    ref = node.operands[0]
    swapped = Node("compare", subject=ref, operator=_MIRROR[node.operator], operands=(_subject(node),), axis=node.axis)
    key = (ref.kind, ref.index, "")
    return {key: _region(lines.of(key), swapped.operator, [_operand(lines, swapped, _subject(node))])}


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


def _set_regions(lines: Lines, node: Node, *, truth: bool) -> Iterator[tuple[Key, Region]]:
    """What a comparison of a set says of its options, and of whether it has any or all of them."""
    index = _subject(node).index
    optional = lines.of(("fact", index, "any")).optional and not truth
    for option, held in _set_claims(node, holds=truth == (node.operator != "is_not")):
        yield ("fact", index, option), Region(region_of_truth(value=held).stretches, optional)


def _set_claims(node: Node, *, holds: bool) -> Iterator[tuple[str, bool]]:
    """Options that are in the set or not; `any` and `all` say whether it has one or all of them."""
    wanted = _wanted(node)
    whole = node.operator in ("is", "is_not")
    certain = len(wanted) == 1 or node.operator == ("contains_all" if holds else "contains_any")
    if whole and holds:
        yield "any", bool(wanted)
        yield from ((f"={option}", option in wanted) for option in node.options)
    elif not whole:
        yield ("any", True) if holds else ("all", False)
        yield from ((f"={option}", holds) for option in wanted if certain)


def _wanted(node: Node) -> frozenset[str]:
    found: set[str] = set()
    for ref in node.operands:
        found.update(ref.value if isinstance(ref.value, frozenset) else {str(ref.value)})
    return frozenset(found)
