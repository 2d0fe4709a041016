"""Grounds on which facts have a value that something asks for: at a threshold, beside one, or in a band."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from riskengine.authoring.coverage_bench import CoverageBench, Ground, day_of, knowing
from riskengine.authoring.coverage_goals import Goal, refs_of
from riskengine.authoring.coverage_table import Table, Unit
from riskengine.authoring.coverage_wants import At, Inside
from riskengine.authoring.sampling_values import representatives
from riskengine.calendar import london_date, london_midnight
from riskengine.compiling.program import Ref
from riskengine.evaluating.axes import Axis, domain, line_axis, position, unit_of, value_at, value_axis
from riskengine.evaluating.axes import Unit as AxisUnit
from riskengine.evaluating.cutting import cut
from riskengine.evaluating.inputs import Inputs, Span
from riskengine.facts import Fact, FactType, Number, Value

__all__ = ["any_value_of", "chosen", "fixed", "in_domain", "is_exact", "some_values"]

_SOME = 8
_LONG_BEFORE = 40 * 365
_NOON = 12 * 3_600_000_000


def is_exact(bench: CoverageBench, want: Goal, ground: Ground) -> bool:
    """Whether it asks a fact for one value, known beforehand: the grounds of `fixed` are then all that there are."""
    if not isinstance(want, At) or want.subject.kind != "fact" or want.subject.index >= bench.program.as_of_slot:
        return False
    single = want.offset == 0 or (want.step == 1 and want.unit != "instant" and _is_whole(bench, want))
    return single and _place(bench, want, want.operand, ground.inputs) is not None


def _is_whole(bench: CoverageBench, want: At) -> bool:
    return want.unit != "number" or bench.program.facts[want.subject.index].type is FactType.INTEGER


def fixed(bench: CoverageBench, want: Goal, ground: Ground) -> Iterator[Ground]:
    """The ground with a fact at each value that is asked for, as far as its domain has it."""
    refs = refs_of(want)
    if not refs or refs[0].kind != "fact" or refs[0].index >= bench.program.as_of_slot:
        return
    if isinstance(want, Inside):
        for place in _within(want):
            yield from _with(bench, ground, want.subject, "number", place)
    elif isinstance(want, At):
        other = _place(bench, want, want.operand, ground.inputs)
        if other is not None:
            yield from _beside(bench, want, ground, other)
        elif want.operand.kind == "fact":
            yield from _two_facts(bench, want, ground)


def _within(want: Inside) -> Iterator[Number]:
    """A few numbers in the stretches, or beside them where those are wanted that lie in none."""
    for low, high in want.stretches:
        if want.outside:
            yield from (end + step for end, step in ((low, -1), (high, 1)) if end is not None)
        else:
            yield low if low is not None else high if high is not None else 0


def _two_facts(bench: CoverageBench, want: At, ground: Ground) -> Iterator[Ground]:
    """Two facts that are compared with each other: the one at a few values, the other beside it."""
    slot = want.operand.index
    for axis in cut(bench.program, ground.inputs, bench.evaluation(ground.inputs), [want.node]):
        if axis.slot == slot:
            for value in some_values(bench.program.facts[slot], axis, ground.inputs):
                known = Ground(knowing(ground.inputs, {slot: value}), ground.grade)
                other = _place(bench, want, want.operand, known.inputs)
                if other is not None:
                    yield from _beside(bench, want, known, other)


def _place(bench: CoverageBench, want: At, ref: Ref, inputs: Inputs) -> Number | None:
    """Where a value lies that is known before anything else is."""
    if ref.kind in ("quantity", "score") or (ref.kind == "fact" and inputs.values[ref.index] is None):
        return None
    return Table(bench.program, [bench.light(inputs)]).numbers(ref, want.unit, want.options)[0]


def _beside(bench: CoverageBench, want: At, ground: Ground, other: Number) -> Iterator[Ground]:
    place: Number = other + want.offset * want.step
    if want.unit != "ordered":
        yield from _with(bench, ground, want.subject, want.unit, place)
    elif 0 <= place < len(want.options):
        yield Ground(knowing(ground.inputs, {want.subject.index: want.options[int(place)]}), ground.grade)


def _with(bench: CoverageBench, ground: Ground, ref: Ref, unit: Unit, place: Number) -> Iterator[Ground]:
    """The ground with one fact at a place on its line, nothing where its domain has no such value."""
    fact = bench.program.facts[ref.index]
    on: AxisUnit = "instant" if unit == "instant" else "date" if unit == "date" else "decimal"
    if fact.type is FactType.INTEGER:
        if place != int(place):
            return
        on, place = "integer", int(place)
    value = value_at(place, fact, on)
    if in_domain(fact, value, day_of(ground.inputs)):
        yield Ground(knowing(ground.inputs, {ref.index: value}), ground.grade)


def in_domain(fact: Fact, value: Value, as_of: date) -> bool:
    """Whether a fact may have a value on a day."""
    if isinstance(value, date):
        first, last = (as_of if end == "as_of" else end for end in (fact.earliest, fact.latest))
        assert isinstance(first, date)
        assert isinstance(last, date)
        return london_date(first) <= london_date(value) <= london_date(last)
    low, high = fact.minimum, fact.maximum
    return (low is None or value >= low) and (high is None or value <= high)  # type: ignore[operator]


def some_values(fact: Fact, axis: Axis, inputs: Inputs) -> Iterator[Value]:
    """A few values of a fact: of a moment the day of the case, one near it from each cell, and one long before it."""
    found: dict[Value, None] = {}
    if axis.unit is not None and axis.whole is not None:
        cells = (axis.whole, *axis.line[:_SOME]) if fact.type.is_moment else ()
        found |= {chosen(fact, axis, cell, inputs): None for cell in cells}
        if fact.type.is_moment:
            found[chosen(fact, axis, axis.whole, inputs, earlier=_LONG_BEFORE)] = None
    found |= dict.fromkeys(representatives(fact, axis)[:_SOME])
    yield from found


def any_value_of(bench: CoverageBench, slot: int, inputs: Inputs) -> Value:
    """A value of a fact on which no condition depends."""
    fact = bench.program.facts[slot]
    unit = unit_of(fact, by_instant=fact.type is FactType.DATETIME)
    if unit is None:
        return representatives(fact, value_axis(slot, fact, (), exact_sets=False))[0]
    whole = domain(fact, unit, inputs, bench.program.as_of_slot)
    return chosen(fact, line_axis(slot, unit, whole, ()), whole, inputs)


def chosen(fact: Fact, axis: Axis, cell: Span, inputs: Inputs, earlier: int = 0) -> Value:
    """A value of a stretch that is easy to read: the day of the case, or so many days earlier, or one near it; a small number."""
    assert axis.unit is not None
    wanted: Number = 0
    if axis.unit == "date":
        wanted = day_of(inputs).toordinal() - earlier
    elif axis.unit == "instant":
        wanted = position(london_midnight(day_of(inputs)), "instant") + _NOON - earlier * 2 * _NOON
    if cell.high is not None:
        wanted = min(wanted, cell.high)
    if cell.low is not None:
        wanted = max(wanted, cell.low)
    return value_at(wanted, fact, axis.unit)
