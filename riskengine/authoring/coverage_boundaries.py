"""Thresholds and bands: at which values a suite is to have a case, on each side of every number, day or grade compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from riskengine.authoring.coverage_owners import Owners, value_text
from riskengine.authoring.coverage_table import Unit, place_of
from riskengine.authoring.coverage_wants import Ask, At, Inside
from riskengine.calendar import london_date
from riskengine.compiling.program import CompiledRule, Node, Program, Ref
from riskengine.diagnostics import Place
from riskengine.facts import Fact, FactType, Number, Value
from riskengine.quantities import QUANTITY_KINDS
from riskengine.ruleset import PointsBy

__all__ = ["band_asks", "boundary_asks", "step_of"]

_BELOW, _ABOVE, _ROUND = (-1, 0), (0, 1), (-1, 0, 1)
_SIDES = {
    **dict.fromkeys(("at_least", "less_than", "on_or_after", "before"), _BELOW),
    **dict.fromkeys(("more_than", "at_most", "after", "on_or_before"), _ABOVE),
    **dict.fromkeys(("is", "is_not", "in", "not_in"), _ROUND),
}
_UNITS: dict[str, Unit] = {"number": "number", "date": "date", "datetime": "instant", "ordered": "ordered"}
_EQUAL = frozenset({"is", "is_not", "in", "not_in"})
_MINUTE = 60_000_000


def boundary_asks(owners: Owners) -> Iterator[Ask]:
    """A case on each side of every threshold: of comparisons, of points by ranges, and of the bands of scores."""
    for node, owner in owners.of_nodes.items():
        if owners.program.nodes[node].kind == "compare":
            yield from _of_comparison(owners, node, owner)
    for rule in owners.program.rules:
        if rule.points_by is not None:
            yield from _of_points(owners, rule)
    for number, score in enumerate(owners.program.scores):
        written = owners.program.ruleset.scores[score.name]
        bands = [(band.low, band.high, band.place) for band in written.bands]
        yield from _of_bands(owners, Ref("score", number), score.name, bands, -1)


def _of_comparison(owners: Owners, index: int, owner: str) -> Iterator[Ask]:
    program, node = owners.program, owners.program.nodes[index]
    unit = _UNITS.get(node.axis)
    if unit is None or node.subject is None or (unit == "ordered" and node.operator in _EQUAL):
        return
    seen: set[Number] = set()
    for number, operand in enumerate(node.operands):
        sides = (_BELOW, _ABOVE)[number] if node.operator == "between" else _SIDES[node.operator]
        step = step_of(program, node.subject, operand, unit)
        for offset in _fitting(program, node.subject, operand, sides):
            at = _at_constant(node, operand, unit, offset, step)
            if at is not None and (at in seen or not _in_domain(program, node, unit, at)):
                continue
            seen |= set() if at is None else {at}
            options = node.options if unit == "ordered" else ()
            anywhere = owners.is_anywhere(index)
            want = At(node.subject, operand, unit, offset, step, index, options=options, anywhere=anywhere)
            what = f"{node.name} {_where(owners, node, operand, offset)}, beside `{owners.said(index)}`"
            yield Ask("boundaries", owner, what, ((want,),), node.place)


def _fitting(program: Program, subject: Ref, operand: Ref, sides: Sequence[int]) -> Sequence[int]:
    """The sides that there are: no whole number is exactly at a threshold that is none."""
    if operand.kind == "constant" and isinstance(operand.value, Decimal) and operand.value != int(operand.value):
        return (-1, 1) if is_whole(program, subject) else sides
    return sides


def _at_constant(node: Node, operand: Ref, unit: Unit, offset: int, step: Number) -> Number | None:
    """The place asked for, where it is one number for every case."""
    if operand.kind != "constant" or operand.value is None:
        return None
    return place_of(operand.value, unit, node.options) + offset * step


def _in_domain(program: Program, node: Node, unit: Unit, place: Number) -> bool:
    """Whether the subject can lie there by its domain; beyond it there is nothing to be on a side of."""
    assert node.subject is not None
    if unit == "ordered":
        return 0 <= place < len(node.options)
    if node.subject.kind != "fact":
        return True
    low, high = _ends(program.facts[node.subject.index], unit)
    return (low is None or place >= low) and (high is None or place <= high)


def _ends(fact: Fact, unit: Unit) -> tuple[Number | None, Number | None]:
    if unit == "number":
        return fact.minimum, fact.maximum
    ends = (end if isinstance(end, date) and unit == "date" else None for end in (fact.earliest, fact.latest))
    first, last = (None if end is None else place_of(london_date(end), "date") for end in ends)
    return first, last


def _where(owners: Owners, node: Node, operand: Ref, offset: int) -> str:
    exact = operand.kind == "constant" and operand.value is not None and node.axis != "datetime"
    if exact and node.axis == "ordered":
        return f"is {node.options[node.options.index(str(operand.value)) + offset]}"
    named = owners.named(operand)
    if exact and isinstance(operand.value, int) and not isinstance(operand.value, bool):
        return f"is {operand.value + offset}"
    if exact and type(operand.value) is date:
        return f"is {date.fromordinal(operand.value.toordinal() + offset)}"
    return {-1: f"is just below {named}", 0: f"is {named}", 1: f"is just above {named}"}[offset]


def step_of(program: Program, subject: Ref, operand: Ref, unit: Unit) -> Number:
    """One step on a line: 1, a day, a minute, or one in the last place to which a decimal threshold is written."""
    if unit == "instant":
        return _MINUTE
    value: Value | None = operand.value if operand.kind == "constant" else None
    if unit == "number" and isinstance(value, Decimal) and not is_whole(program, subject):
        exponent = value.as_tuple().exponent
        return Decimal(1).scaleb(min(0, int(exponent)))
    return 1


def is_whole(program: Program, ref: Ref) -> bool:
    """Whether a number can only be whole."""
    match ref.kind:
        case "constant":
            return isinstance(ref.value, int)
        case "fact":
            return program.facts[ref.index].type is FactType.INTEGER
        case "parameter":
            history = program.ruleset.parameters[program.parameters[ref.index]]
            return all(isinstance(each.value, int) for each in history.values)
        case "quantity":
            quantity = program.quantities[ref.index]
            counts = quantity.kind == "count_true" or QUANTITY_KINDS[quantity.kind].takes == "moments"
            return counts or all(is_whole(program, each) for each in quantity.inputs)
        case "score":
            return all(_gives_whole(program.rules[rule]) for rule in program.scores[ref.index].rules)
    return False


def _gives_whole(rule: CompiledRule) -> bool:
    by = rule.effect.points_by
    given = [*rule.effect.points.values(), *(() if by is None else (band.points for band in by.bands))]
    given += [] if by is None or by.otherwise is None else [by.otherwise]
    return all(isinstance(points, int) for points in given)


_Written = tuple[Number | None, Number | None, Place]


def _of_points(owners: Owners, rule: CompiledRule) -> Iterator[Ask]:
    assert rule.points_by is not None
    by = rule.effect.points_by
    assert by is not None
    bands = [(band.low, band.high, band.place) for band in by.bands]
    yield from _of_bands(owners, rule.points_by.subject, rule.rule.id, bands, rule.node)


def _of_bands(owners: Owners, subject: Ref, owner: str, bands: Sequence[_Written], node: int) -> Iterator[Ask]:
    """Both sides of every end of a band that something can lie beyond."""
    program, seen, name = owners.program, set[Number](), owners.named(subject)
    low, high = _ends(program.facts[subject.index], "number") if subject.kind == "fact" else (None, None)
    for first, last, place in bands:
        for end, sides in ((first, _BELOW), (last, _ABOVE)):
            if end is None or end in (low if sides is _BELOW else None, high if sides is _ABOVE else None):
                continue
            operand = Ref("constant", value=end)
            step = step_of(program, subject, operand, "number")
            for offset in _fitting(program, subject, operand, sides):
                at = end + offset * step
                if at not in seen and (low is None or at >= low) and (high is None or at <= high):
                    seen.add(at)
                    want = At(subject, operand, "number", offset, step, node, must_hold=node >= 0)
                    what = f"{name} is {value_text(at)}, at the end of a band"
                    yield Ask("boundaries", owner, what, ((want,),), place)


def band_asks(owners: Owners) -> Iterator[Ask]:
    """A case in every band of a score, and in every stretch that gives points."""
    for number, score in enumerate(owners.program.scores):
        for band in owners.program.ruleset.scores[score.name].bands:
            want = Inside(Ref("score", number), ((band.low, band.high),))
            what = f"{score.name} is {_stretch(band.low, band.high)} ({band.grade})"
            yield Ask("bands", score.name, what, ((want,),), band.place)
    for rule in owners.program.rules:
        if rule.effect.points_by is not None:
            yield from _stretches(rule, rule.effect.points_by)


def _stretches(rule: CompiledRule, by: PointsBy) -> Iterator[Ask]:
    assert rule.points_by is not None
    subject = rule.points_by.subject
    every = tuple((band.low, band.high) for band in by.bands)
    for band in by.bands:
        want = Inside(subject, ((band.low, band.high),), rule.node)
        what = f"{by.subject} {_stretch(band.low, band.high)} gives {value_text(band.points)} in {rule.rule.id}"
        yield Ask("bands", rule.rule.id, what, ((want,),), band.place)
    if by.otherwise is not None:
        what = f"{by.subject} is in none of the ranges of {rule.rule.id}"
        yield Ask("bands", rule.rule.id, what, ((Inside(subject, every, rule.node, outside=True),),), by.place)


def _stretch(low: Number | None, high: Number | None) -> str:
    """The words for a stretch.

    >>> _stretch(None, 3), _stretch(4, 7), _stretch(8, None)
    ('up to 3', 'from 4 to 7', 'from 8')
    """
    if low is None:
        return "anywhere" if high is None else f"up to {value_text(high)}"
    return f"from {value_text(low)}" + ("" if high is None else f" to {value_text(high)}")
