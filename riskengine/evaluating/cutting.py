"""Which facts that are not known matter to some conditions, and where their domains are to be cut.

Three ways, each exact: at the values that conditions compare a fact with; where a number worked out from
this one fact crosses such a value (found by bisection: every kind of quantity rises or falls with an input
that it uses once); and, for facts compared with each other, at as many places in every stretch as there are
such facts, so that every order among them occurs. Anything else stays a stretch in which a comparison may be
undecided: the answer is then a bound.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from riskengine import calendar
from riskengine.compiling.program import Node, Program, Ref
from riskengine.evaluating.axes import (
    STEP,
    Axis,
    Unit,
    after,
    domain,
    line_axis,
    point_axis,
    position,
    unit_of,
    value_at,
    value_axis,
)
from riskengine.evaluating.cube import Cube
from riskengine.evaluating.directly import number_of
from riskengine.evaluating.inputs import FALSE_LEVEL, UNKNOWN_LEVEL, Evaluation, Inputs, Span
from riskengine.facts import Number, Value
from riskengine.truth import Truth

__all__ = ["cut", "cut_alike"]

_LINES = frozenset({"number", "date", "datetime"})
_FEW = 64
"""A whole-number fact in arithmetic with another unknown one is taken value by value up to this many."""
_STARTS_AT = frozenset({"at_least", "less_than", "on_or_after", "before"})
_STARTS_AFTER = frozenset({"more_than", "at_most", "after", "on_or_before"})


def cut(program: Program, inputs: Inputs, evaluation: Evaluation, nodes: Iterable[int], scores: Iterable[int] = ()) -> list[Axis]:
    """The axes, by slot, of every fact that is not known and on which these nodes and scores depend."""
    needs = _Needs(program, inputs, evaluation)
    for node in nodes:
        needs.visit(node)
    for score in scores:
        needs.visit_score(score)
    return needs.axes()


def cut_alike(program: Program, inputs: Inputs, evaluation: Evaluation, slot: int) -> Axis | None:
    """The axis of one fact that is not known, cut so that no rule can tell two values of a cell apart.

    None where there is no such axis of few cells: the fact is weighed together with another one that is not known, or it
    has too many values. An axis of one cell means that no answer matters to the scope, a rule or a score.
    """
    needs = _Needs(program, inputs, evaluation)
    for node in (*program.rule_nodes, program.scope):
        needs.visit(node)
    for score in range(len(program.scores)):
        needs.visit_score(score)
    return needs.axis_alike(slot)


class _NotOneNumberError(Exception):
    """Something else that is not known enters the number too, so bisection would not be exact."""


class _Needs:
    """What the conditions ask of each fact that is not known, gathered in one walk."""

    def __init__(self, program: Program, inputs: Inputs, evaluation: Evaluation) -> None:
        self.program = program
        self.inputs = inputs
        self.evaluation = evaluation
        self.seen: set[int] = set()
        self.seen_quantities: set[int] = set()
        self.seen_scores: set[int] = set()
        self.slots: set[int] = set()
        self.constants: dict[int, list[Value]] = defaultdict(list)
        self.whole_sets: set[int] = set()
        self.by_instant: set[int] = set()
        self.comparisons: list[tuple[str, tuple[Ref, ...], str]] = []
        self.bands: list[tuple[Ref, list[Number], list[Number]]] = []

    # gathering

    def visit(self, index: int) -> None:
        """Gather what a node needs, if its truth is not known already."""
        if index in self.seen or self.evaluation.levels[index] != UNKNOWN_LEVEL:
            return
        self.seen.add(index)
        node = self.program.nodes[index]
        if node.kind == "compare":
            self._visit_comparison(node)
        for child in node.children:
            self.visit(child)

    def _visit_comparison(self, node: Node) -> None:
        assert node.subject is not None
        refs = (node.subject, *node.operands)
        for ref in refs:
            self._visit_ref(ref)
        if node.axis in _LINES:
            self.comparisons.append((node.operator, refs, node.axis))
            if node.axis == "datetime":
                self.by_instant.update(ref.index for ref in refs if ref.kind == "fact")
            return
        slot = node.subject.index
        self.constants[slot] += [ref.value for ref in node.operands if ref.value is not None]
        if node.operator in ("is", "is_not"):
            self.whole_sets.add(slot)

    def _visit_ref(self, ref: Ref) -> None:
        match ref.kind:
            case "fact":
                self._visit_fact(ref.index)
            case "quantity":
                self._visit_quantity(ref.index)
            case "score":
                self.visit_score(ref.index)
            case "node":
                self.visit(ref.index)

    def _visit_fact(self, slot: int) -> None:
        if self.inputs.values[slot] is None:
            self.slots.add(slot)
        if self.program.gates[slot] >= 0:
            self.visit(self.program.gates[slot])

    def _visit_quantity(self, index: int) -> None:
        if index in self.seen_quantities:
            return
        self.seen_quantities.add(index)
        for ref in self.program.quantities[index].inputs:
            self._visit_ref(ref)

    def visit_score(self, index: int) -> None:
        """Gather what a score needs: its rules' conditions and what their points go by."""
        if index in self.seen_scores:
            return
        self.seen_scores.add(index)
        for number in self.program.scores[index].rules:
            rule = self.program.rules[number]
            if self.evaluation.levels[rule.node] == FALSE_LEVEL:
                continue
            self.visit(rule.node)
            if rule.points_by is not None and rule.points_by.score == index:
                self._visit_ref(rule.points_by.subject)
                assert rule.effect.points_by is not None
                bands = rule.effect.points_by.bands
                lows = [band.low for band in bands if band.low is not None]
                highs = [band.high for band in bands if band.high is not None]
                self.bands.append((rule.points_by.subject, lows, highs))

    # cutting

    def axes(self) -> list[Axis]:
        """One axis for each fact gathered."""
        starts, classes, tangled = self._cuts()
        return [self._axis(slot, starts[slot], classes.get(slot, ()), tangled) for slot in sorted(self.slots)]

    def axis_alike(self, slot: int) -> Axis | None:
        """The axis of one fact, None where values of one cell need not be alike."""
        starts, classes, tangled = self._cuts()
        axis = self._axis(slot, starts[slot], classes.get(slot, ()), tangled)
        if axis.unit is None:
            options = frozenset(self.program.facts[slot].options)
            stands_in = slot in self.whole_sets and axis.values and isinstance(axis.values[-1], frozenset)
            return axis if axis.values and not (stands_in and axis.values[-1] != options) else None
        if len(classes.get(slot, ())) > 1:
            return None
        by_value = all(span.low == span.high for span in axis.line)
        return axis if slot not in tangled or by_value else None

    def _cuts(self) -> tuple[dict[int, set[Number]], dict[int, tuple[int, ...]], set[int]]:
        """Where cells start, which facts are compared with each other, and which are worked out together."""
        starts: dict[int, set[Number]] = defaultdict(set)
        links: list[tuple[int, ...]] = []
        tangled: set[int] = set()
        for operator, refs, axis in self.comparisons:
            self._cut_comparison(operator, refs, axis, starts, links, tangled)
        for subject, lows, highs in self.bands:
            self._cut_crossing(subject, lows, highs, starts, tangled)
        return starts, self._share(links, starts, tangled), tangled

    def _unit(self, slot: int) -> Unit | None:
        return unit_of(self.program.facts[slot], by_instant=slot in self.by_instant)

    def _domain(self, slot: int, unit: Unit) -> Span:
        return domain(self.program.facts[slot], unit, self.inputs, self.program.as_of_slot)

    def _axis(self, slot: int, starts: set[Number], rivals: Sequence[int], tangled: set[int]) -> Axis:
        unit = self._unit(slot)
        if unit is None:
            fact = self.program.facts[slot]
            return value_axis(slot, fact, self.constants[slot], exact_sets=slot in self.whole_sets)
        whole = self._domain(slot, unit)
        if len(rivals) > 1:
            return point_axis(slot, unit, whole, starts, len(rivals))
        if slot in tangled and unit != "decimal" and whole.low is not None and whole.high is not None:
            width = int(whole.high) - int(whole.low) + 1
            if width <= _FEW:
                return point_axis(slot, unit, whole, (), width)
        return line_axis(slot, unit, whole, starts)

    def _cut_comparison(
        self,
        operator: str,
        refs: tuple[Ref, ...],
        axis: str,
        starts: dict[int, set[Number]],
        links: list[tuple[int, ...]],
        tangled: set[int],
    ) -> None:
        uses = Counter(slot for ref in refs for slot in self._unknown(ref))
        direct = [ref.index for ref in refs if ref.kind == "fact" and ref.index in uses]
        if sum(uses.values()) > 1 and (len(direct) < sum(uses.values()) or max(uses.values()) > 1):
            tangled.update(uses)
            return
        if len(direct) > 1:
            links.append(tuple(direct))
        for ref in refs:
            others = [place for other in refs if other is not ref for place in self._places(other, axis)]
            lows, highs = _edges(operator, others, swapped=ref is not refs[0])
            self._cut_crossing(ref, lows, highs, starts, tangled, axis)

    def _unknown(self, ref: Ref) -> list[int]:
        """The facts on lines, not known, that a reference uses, once for each use."""
        if ref.kind == "fact":
            return [ref.index] if self.inputs.values[ref.index] is None else []
        if ref.kind == "quantity":
            return [slot for each in self.program.quantities[ref.index].inputs for slot in self._unknown(each)]
        # A score goes by bands, at whose ends its facts are cut already.
        return []

    def _places(self, ref: Ref, axis: str) -> list[Number]:
        """Where a value that is known lies."""
        match ref.kind:
            case "constant":
                value: Value | None = ref.value
            case "parameter":
                value = self.inputs.parameters[ref.index]
            case "quantity":
                span = self.evaluation.quantities[ref.index]
                return [] if span.low is None or span.low != span.high else [span.low]
            case "score":
                return []
            case _:
                value = self.inputs.values[ref.index]
        if value is None:
            return []
        if axis == "number":
            return [value]  # type: ignore[list-item]
        return [position(value, "date" if axis == "date" else "instant")]

    def _cut_crossing(
        self,
        ref: Ref,
        lows: Sequence[Number],
        highs: Sequence[Number],
        starts: dict[int, set[Number]],
        tangled: set[int],
        axis: str = "number",
    ) -> None:
        """Cut where `ref` comes to at least each of `lows`, and where it comes to more than each of `highs`."""
        slots = self._unknown(ref)
        if not slots:
            return
        slot = slots[0]
        unit = self._unit(slot)
        if len(slots) > 1 or unit is None:
            tangled.update(slots)
        elif ref.kind == "fact":
            starts[slot] |= _direct(lows, highs, unit, axis)
        else:
            crossings = self._crossings(ref, slot, unit, lows, highs)
            if crossings is None:
                tangled.add(slot)
            else:
                starts[slot] |= crossings

    def _crossings(self, ref: Ref, slot: int, unit: Unit, lows: Sequence[Number], highs: Sequence[Number]) -> set[Number] | None:
        """Where the number crosses these; None where it is not one number for each place."""
        whole = self._domain(slot, unit)
        if whole.low is None or whole.high is None:
            return None
        tests: list[Callable[[Number], bool]] = [lambda value, low=low: value >= low for low in lows]  # type: ignore[misc]
        tests += [lambda value, high=high: value > high for high in highs]  # type: ignore[misc]
        number = self._number_at(ref, slot, unit)
        try:
            return set().union(*(_crossing(number, unit, whole, test) for test in tests))
        except _NotOneNumberError:
            return None

    def _number_at(self, ref: Ref, slot: int, unit: Unit) -> Callable[[Number], Number]:
        """The number that `ref` comes to, as a function of the place of the fact. The function raises _NotOneNumberError."""
        fact = self.program.facts[slot]
        directly = number_of(self.program, self.inputs, self.evaluation, ref.index, slot)

        def number_at(place: Number) -> Number:
            number = directly(value_at(place, fact, unit)) if directly is not None else None
            return self._slowly(ref, slot, unit, place) if number is None else number

        return number_at

    def _slowly(self, ref: Ref, slot: int, unit: Unit, place: Number) -> Number:
        """What the cube makes of a number at one place."""
        cube = Cube(self.program, self.inputs, self.evaluation, [Axis(slot, unit, (Span(place, place),))])
        spans = {span[:2] for span, _ in cube.quantity(ref.index) if span.applies is not Truth.FALSE}
        low, high = spans.pop() if len(spans) == 1 else (None, None)
        if low is None or low != high:
            raise _NotOneNumberError
        return low

    def _share(
        self, links: Sequence[tuple[int, ...]], starts: dict[int, set[Number]], tangled: set[int]
    ) -> dict[int, tuple[int, ...]]:
        """Facts compared with each other, in classes; each is cut where any of its class is.

        Places may stand for a stretch only where nothing but order is asked of every fact of the class.
        """
        classes: dict[int, set[int]] = {}
        for link in links:
            joined = set(link).union(*(classes.get(slot, set()) for slot in link))
            classes.update(dict.fromkeys(joined, joined))
        for members in {id(group): group for group in classes.values()}.values():
            units = {self._unit(slot) for slot in members}
            unit = next(iter(units))
            if len(units) > 1 or unit is None or members & tangled:
                classes.update({slot: {slot} for slot in members})
                continue
            together: set[Number] = set().union(*(starts[slot] for slot in members))
            for slot in members:
                whole = self._domain(slot, unit)
                ends = (whole.low, None if whole.high is None else after(whole.high, unit))
                together |= {place for place in ends if place is not None}
            for slot in members:
                starts[slot] |= together
        return {slot: tuple(sorted(group)) for slot, group in classes.items()}


def _crossing(number_at: Callable[[Number], Number], unit: Unit, whole: Span, test: Callable[[Number], bool]) -> set[Number]:
    """The first place from which the test's outcome differs from that at the start of the domain."""
    step: Number = STEP if unit == "decimal" else 1
    start = whole.low
    assert start is not None
    assert whole.high is not None
    low, high = 0, int((whole.high - start) / step if unit == "decimal" else whole.high - start)
    first = test(number_at(start))
    if test(number_at(start + step * high)) == first:
        return set()
    while high - low > 1:
        middle = (low + high) // 2
        if test(number_at(start + step * middle)) == first:
            low = middle
        else:
            high = middle
    return {start + step * high}


def _edges(operator: str, places: Sequence[Number], *, swapped: bool) -> tuple[list[Number], list[Number]]:
    """Where the outcome of a comparison changes: on reaching a place (first list), on passing it (second)."""
    some = list(places)
    if operator in _STARTS_AT:
        return ([], some) if swapped else (some, [])
    if operator in _STARTS_AFTER:
        return (some, []) if swapped else ([], some)
    if operator == "between" and not swapped and some[1:]:
        return some[:1], some[1:]
    return some, some


def _direct(lows: Sequence[Number], highs: Sequence[Number], unit: Unit, axis: str) -> set[Number]:
    """The starts of cells for a fact that is compared itself."""
    if unit == "instant" and axis == "date":
        return {_midnight(day) for day in lows} | {_midnight(after(day, "date")) for day in highs}
    return {_ceiling(place, unit) for place in lows} | {_above(place, unit) for place in highs}


def _midnight(day: Number) -> Number:
    """The microsecond at which a London day starts."""
    return position(calendar.london_midnight(date.fromordinal(int(day))), "instant")


def _ceiling(place: Number, unit: Unit) -> Number:
    """The first place of the unit that is not below a number."""
    return place if unit == "decimal" or place == int(place) else int(place // 1) + (1 if place > 0 else 0)


def _above(place: Number, unit: Unit) -> Number:
    """The first place of the unit that is above a number."""
    return after(place, unit) if unit == "decimal" or place == int(place) else _ceiling(place, unit)
