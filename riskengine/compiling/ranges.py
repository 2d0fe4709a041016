"""Between which numbers facts, quantities and scores lie, over every possible case: never narrower than the truth."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce

from riskengine import calendar
from riskengine.compiling.program import CompiledQuantity, CompiledRule, Program, Ref
from riskengine.facts import AS_OF, Fact, FactType, Number
from riskengine.quantities import QUANTITY_KINDS
from riskengine.records import record
from riskengine.ruleset import PointsBy

__all__ = ["ANY_NUMBER", "Range", "Ranges", "ranges_of", "step_of"]


@record
class Range:
    """The numbers that something can be: both ends included, None open. `optional`: it may be not applicable.

    `whole` says that it is an integer wherever it applies.
    """

    low: Number | None
    high: Number | None
    whole: bool = False
    optional: bool = False


ANY_NUMBER = Range(None, None)
_PAIR = 2


@record
class Ranges:
    """The range of every quantity and score, by its number in the program; facts answer for themselves."""

    program: Program
    quantities: tuple[Range, ...]
    scores: tuple[Range, ...]

    def of(self, ref: Ref) -> Range:
        """The range of a number: a parameter's is that of its values."""
        return _range(self.program, ref, self.quantities, self.scores)


def ranges_of(program: Program) -> Ranges:
    """Work out the ranges of all quantities and scores, in the order in which they are evaluated."""
    quantities, scores = [ANY_NUMBER] * len(program.quantities), [ANY_NUMBER] * len(program.scores)
    for step in program.steps:
        if step.kind == "quantity":
            compiled = program.quantities[step.index]
            quantities[step.index] = _quantity(program, compiled, quantities, scores)
        elif step.kind == "score":
            parts = _contributions(program, step.index, quantities, scores)
            scores[step.index] = _sum(list(parts))
    return Ranges(program, tuple(quantities), tuple(scores))


def _range(program: Program, ref: Ref, quantities: Sequence[Range], scores: Sequence[Range]) -> Range:
    match ref.kind:
        case "fact":
            fact = program.facts[ref.index]
            return Range(fact.minimum, fact.maximum, fact.type is FactType.INTEGER, program.gates[ref.index] >= 0)
        case "quantity":
            return quantities[ref.index]
        case "score":
            return scores[ref.index]
        case "parameter":
            values = [dated.value for dated in program.ruleset.parameters[program.parameters[ref.index]].values]
            return Range(min(values), max(values), all(map(_is_whole, values))) if values else ANY_NUMBER
    value = ref.value
    return Range(value, value, _is_whole(value)) if isinstance(value, int | Decimal) else ANY_NUMBER


def _is_whole(value: Number) -> bool:
    return value == int(value)


def _quantity(program: Program, quantity: CompiledQuantity, quantities: Sequence[Range], scores: Sequence[Range]) -> Range:
    kind = QUANTITY_KINDS.get(quantity.kind)
    if kind is None or not quantity.inputs:
        return ANY_NUMBER
    if kind.takes == "truths":
        return Range(0, len(quantity.inputs), whole=True)
    if kind.takes == "moments":
        return _time(program, quantity)
    return _ARITHMETIC[quantity.kind]([_range(program, ref, quantities, scores) for ref in quantity.inputs])


def _time(program: Program, quantity: CompiledQuantity) -> Range:
    """Completed days, months or years between the earliest and latest days that the inputs may have."""
    optional = any(ref.kind == "fact" and program.gates[ref.index] >= 0 for ref in quantity.inputs)
    if len(quantity.inputs) != _PAIR:
        return ANY_NUMBER
    (first, last), (begin, end) = (_days(program, ref) for ref in quantity.inputs)
    measure = _MEASURES[quantity.kind]
    low = None if begin is None or last is None else measure(last, begin)
    high = None if end is None or first is None else measure(first, end)
    low, high = _in_order(program, quantity, low, high)
    if quantity.kind == "working_days_between":
        # Working days are at most days, and some days are none.
        low, high = None if low is None else min(low, 0), None if high is None else max(high, 0)
    return Range(low, high, whole=True, optional=optional)


def _in_order(program: Program, quantity: CompiledQuantity, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """No less than 0 up to `as_of` from what is never after it, and the like; the edition judges no day before its own."""
    start, end = (program.facts[ref.index] if ref.kind == "fact" else None for ref in quantity.inputs)
    if start is None or end is None:
        return low, high
    began = program.ruleset.effective_from
    if (end.name == AS_OF and _is_until(start, began)) or (start.name == AS_OF and end.earliest == AS_OF):
        low = 0
    if (start.name == AS_OF and _is_until(end, began)) or (end.name == AS_OF and start.earliest == AS_OF):
        high = 0
    return low, high


def _is_until(fact: Fact, began: date) -> bool:
    """Whether a moment is never after `as_of`, on whichever day of the edition."""
    first = _first_day(fact)
    return fact.latest == AS_OF and first is not None and first <= began


_MEASURES: dict[str, Callable[[date, date], int]] = {
    "days_between": calendar.days_between,
    "working_days_between": calendar.days_between,
    "months_between": calendar.months_between,
    "years_between": calendar.years_between,
}


def _days(program: Program, ref: Ref) -> tuple[date | None, date | None]:
    """The first and last day that a moment may have; the day on which a case is judged may be any."""
    if ref.kind != "fact":
        day = calendar.london_date(ref.value) if isinstance(ref.value, date) else None
        return day, day
    fact = program.facts[ref.index]
    if fact.name == AS_OF:
        return None, None
    return _first_day(fact), _last_day(fact)


def _first_day(fact: Fact) -> date | None:
    return calendar.london_date(fact.earliest) if isinstance(fact.earliest, date) else None


def _last_day(fact: Fact) -> date | None:
    return calendar.london_date(fact.latest) if isinstance(fact.latest, date) else None


def _with_zero(part: Range) -> Range:
    """What counts as 0 where it is not applicable."""
    if not part.optional:
        return part
    low = None if part.low is None else min(0, part.low)
    high = None if part.high is None else max(0, part.high)
    return Range(low, high, part.whole)


def _sum(parts: Sequence[Range]) -> Range:
    counted = [_with_zero(part) for part in parts]
    return Range(_total(part.low for part in counted), _total(part.high for part in counted), all(part.whole for part in counted))


def _total(ends: Iterable[Number | None]) -> Number | None:
    total: Number = 0
    for end in ends:
        if end is None:
            return None
        total += end
    return total


def _difference(parts: Sequence[Range]) -> Range:
    if len(parts) != _PAIR:
        return ANY_NUMBER
    first, second = parts
    low = None if first.low is None or second.high is None else first.low - second.high
    high = None if first.high is None or second.low is None else first.high - second.low
    return Range(low, high, first.whole and second.whole, first.optional or second.optional)


def _product(parts: Sequence[Range]) -> Range:
    return reduce(_times, parts)


def _times(first: Range, second: Range) -> Range:
    whole, optional = first.whole and second.whole, first.optional or second.optional
    if None in (first.low, first.high, second.low, second.high):
        return Range(None, None, whole, optional)
    corners = [a * b for a, b in itertools.product((first.low, first.high), (second.low, second.high))]  # type: ignore[operator]
    return Range(min(corners), max(corners), whole, optional)


def _extreme(parts: Sequence[Range]) -> Range:
    """A smallest or greatest lies between the ends of all; what may be left out can only move it within them."""
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    low = None if None in lows else min(end for end in lows if end is not None)
    high = None if None in highs else max(end for end in highs if end is not None)
    return Range(low, high, all(part.whole for part in parts), all(part.optional for part in parts))


_ARITHMETIC: dict[str, Callable[[Sequence[Range]], Range]] = {
    "sum": _sum,
    "difference": _difference,
    "product": _product,
    "minimum_of": _extreme,
    "maximum_of": _extreme,
}


def _contributions(program: Program, score: int, quantities: Sequence[Range], scores: Sequence[Range]) -> Iterator[Range]:
    """What each rule may give to a score: nothing, where its condition may be false."""
    name = program.scores[score].name
    for number in program.scores[score].rules:
        rule = program.rules[number]
        parts = [_constant(rule.effect.points.get(name, 0))]
        by = rule.effect.points_by
        if by is not None and rule.points_by is not None and rule.points_by.score == score:
            parts.append(_points_by(by, _range(program, rule.points_by.subject, quantities, scores)))
        yield _unless_certain(program, rule, _sum(parts))


def _unless_certain(program: Program, rule: CompiledRule, given: Range) -> Range:
    certain = program.nodes[rule.node].kind == "always"
    return Range(given.low, given.high, given.whole, optional=not certain)


def _constant(value: Number) -> Range:
    return Range(value, value, _is_whole(value))


def _points_by(by: PointsBy, subject: Range) -> Range:
    """Between the least and the most points of a band that can be reached, and of none."""
    given = [band.points for band in by.bands]
    if by.otherwise is not None:
        given.append(by.otherwise)
    if subject.optional or not given:
        given.append(0)
    return Range(min(given), max(given), all(map(_is_whole, given)))


def step_of(points: Iterable[Number]) -> Number:
    """The greatest power of ten, at most 1, of which all these numbers are multiples.

    >>> step_of([1, Decimal("0.50")]), step_of([3])
    (Decimal('0.1'), 1)
    """
    places = 0
    for value in points:
        if isinstance(value, Decimal):
            exponent = value.normalize().as_tuple().exponent
            places = max(places, -int(exponent))
    return Decimal(1).scaleb(-places) if places > 0 else 1
