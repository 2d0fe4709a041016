"""Grounds on which the time between two days is what something asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from riskengine.authoring.coverage_bench import CoverageBench, Ground, day_of, knowing
from riskengine.authoring.coverage_goals import Goal
from riskengine.authoring.coverage_wants import At, Decides, Inside, NodeIs
from riskengine.calendar import london_date
from riskengine.compiling.program import Node, Ref
from riskengine.evaluating.axes import domain, value_at
from riskengine.evaluating.inputs import Inputs
from riskengine.evaluating.measures import measure_of
from riskengine.facts import Number
from riskengine.quantities import QUANTITY_KINDS

__all__ = ["between"]


def between(bench: CoverageBench, want: Goal, ground: Ground) -> Iterator[Ground]:
    """The ground with the days known between which a want asks for a certain time."""
    for ref, numbers in _asked(bench, want, ground.inputs):
        quantity = bench.program.quantities[ref.index]
        if QUANTITY_KINDS[quantity.kind].takes == "moments":
            for number in numbers:
                yield from _pinned(bench, ground, ref, number)


def _asked(bench: CoverageBench, want: Goal, inputs: Inputs) -> Iterator[tuple[Ref, tuple[Number, ...]]]:
    """The quantities that a want is about, each with the numbers worth trying."""
    nodes: list[Node] = []
    match want:
        case At(subject, operand, _, offset, step):
            number = _number(operand, inputs)
            if subject.kind == "quantity" and number is not None:
                yield subject, (number + offset * step,)
        case Inside(subject, stretches):
            if subject.kind == "quantity":
                yield subject, tuple(end for stretch in stretches for end in stretch if end is not None)
        case Decides(_, comparison):
            nodes.append(bench.program.nodes[comparison])
        case NodeIs(node):
            nodes.append(bench.program.nodes[node])
    for each in nodes:
        if each.kind == "compare" and each.subject is not None and each.subject.kind == "quantity":
            found = (_number(operand, inputs) for operand in each.operands)
            yield each.subject, tuple(number + step for number in found if number is not None for step in (0, -1, 1))


def _number(ref: Ref, inputs: Inputs) -> Number | None:
    """A number that is known before anything else is."""
    value = inputs.parameters[ref.index] if ref.kind == "parameter" else ref.value
    return value if isinstance(value, Number) and not isinstance(value, bool) else None


def _pinned(bench: CoverageBench, ground: Ground, ref: Ref, number: Number) -> Iterator[Ground]:
    """The days known: what ends the time near the day of the case, what starts it so long before."""
    quantity, inputs = bench.program.quantities[ref.index], ground.inputs
    start, end = quantity.inputs
    measure = measure_of(quantity.kind, inputs.jurisdiction)
    first, last, facts = _day(start, inputs), _day(end, inputs), dict[int, int]()
    if first is None:
        if last is None:
            last = facts[end.index] = _near(_domain(bench, end, inputs), inputs)
        fixed = date.fromordinal(last)
        place = _where(lambda day: measure(date.fromordinal(day), fixed), _domain(bench, start, inputs), number, falls=True)
        search = start
    elif last is None:
        fixed = date.fromordinal(first)
        place = _where(lambda day: measure(fixed, date.fromordinal(day)), _domain(bench, end, inputs), number, falls=False)
        search = end
    else:
        return
    if place is not None:
        facts[search.index] = place
        known = {slot: value_at(day, bench.program.facts[slot], "date") for slot, day in facts.items()}
        yield Ground(knowing(inputs, known), ground.grade)


def _near(ends: tuple[int, int], inputs: Inputs) -> int:
    """The day of the case, or the one nearest to it."""
    return min(max(day_of(inputs).toordinal(), ends[0]), ends[1])


def _day(ref: Ref, inputs: Inputs) -> int | None:
    value = ref.value if ref.kind == "constant" else inputs.values[ref.index]
    return london_date(value).toordinal() if isinstance(value, date) else None


def _domain(bench: CoverageBench, ref: Ref, inputs: Inputs) -> tuple[int, int]:
    whole = domain(bench.program.facts[ref.index], "date", inputs, bench.program.as_of_slot)
    assert whole.low is not None
    assert whole.high is not None
    return int(whole.low), int(whole.high)


def _where(far: Callable[[int], Number | None], ends: tuple[int, int], number: Number, *, falls: bool) -> int | None:
    """The place from which on the time is no longer below `number`, or not above it any more; None where it never is that."""
    low, high = ends
    while low < high:
        middle = (low + high + 1) // 2 if falls else (low + high) // 2
        found = far(middle)
        if found is None:
            return None
        if falls:
            low, high = (middle, high) if found >= number else (low, middle - 1)
        else:
            low, high = (low, middle) if found >= number else (middle + 1, high)
    return low if far(low) == number else None
