"""Every completion at once: one bit for each, so that a condition's truth over all of them is two integers.

The cells of the axes span a cube; completion number i is bit i. A condition has a mask of the completions in
which it is certainly true and one of those in which it is certainly false; a completion in neither is
undecided, because a cell was not cut finely enough. `all` is `&`, `any` is `|`: Python works on whole masks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from riskengine.compiling.program import CompiledRule, Node, Program, Ref
from riskengine.evaluating.axes import Axis, domain, position, value_at
from riskengine.evaluating.inputs import Evaluation, Inputs, Span
from riskengine.evaluating.measures import measure_of
from riskengine.evaluating.parts import MOST_PARTS, Mask, Parts, Sums, hull, is_known, merge, put
from riskengine.evaluating.reference import points_span
from riskengine.evaluating.spans import NOT_APPLICABLE, OPEN, compare_spans, known, quantity_span, span_between
from riskengine.facts import Fact, Number, Value
from riskengine.operators import OPERATORS
from riskengine.quantities import QUANTITY_KINDS
from riskengine.truth import Truth

__all__ = ["Cube"]

_MOST_COMBINED = 4096
_LINE_OPERATORS = {"before": "less_than", "after": "more_than", "on_or_before": "at_most", "on_or_after": "at_least"}
_LINES = frozenset({"number", "date", "datetime"})


class Cube:
    """The completions of some facts that are not known; what is known keeps its value.

    A fact that is not known and has no axis here is undecided everywhere.
    """

    def __init__(self, program: Program, inputs: Inputs, evaluation: Evaluation, axes: Sequence[Axis]) -> None:
        self.program = program
        self.inputs = inputs
        self.levels = evaluation.levels
        self.evaluation = evaluation
        self.axes = {axis.slot: axis for axis in axes}
        self.strides: dict[int, int] = {}
        size = 1
        for axis in axes:
            self.strides[axis.slot] = size
            size *= axis.size
        self.size = size
        self.full = (1 << size) - 1
        self._nodes: dict[int, Mask] = {}
        self._quantities: dict[int, Parts] = {}
        self._scores: dict[int, Parts] = {}
        self._cells: dict[tuple[int, int], int] = {}
        self._known: dict[int, Mask] = {0: (0, self.full), 3: (self.full, 0)}

    def cell(self, slot: int, index: int) -> int:
        """The completions in which the fact lies in its cell number `index`."""
        mask = self._cells.get((slot, index))
        if mask is None:
            stride, count = self.strides[slot], self.axes[slot].size
            mask, width = ((1 << stride) - 1) << (index * stride), stride * count
            while width < self.size:
                mask |= mask << width
                width *= 2
            mask &= self.full
            self._cells[slot, index] = mask
        return mask

    def collapse(self, mask: int, slot: int) -> int:
        """Where along the fact's axis some completion is in `mask`: told in its cell number 0."""
        stride, found = self.strides[slot], mask
        for index in range(1, self.axes[slot].size):
            found |= mask >> (index * stride)
        return found & self.cell(slot, 0)

    def node(self, index: int) -> Mask:
        """The masks of a node. A node that is known keeps its truth without being worked out again."""
        level = self.levels[index]
        if level != 1:
            return self._known[level]
        mask = self._nodes.get(index)
        if mask is None:
            mask = self._nodes[index] = self._work_out(self.program.nodes[index])
        return mask

    def _work_out(self, node: Node) -> Mask:
        match node.kind:
            case "compare":
                return self._compare(node)
            case "holds":
                return self.node(node.children[0])
            case "not":
                true, false = self.node(node.children[0])
                return false, true
            case "all":
                return self.all_of(map(self.node, node.children))
            case "any":
                return self.any_of(map(self.node, node.children))
            case "none":
                true, false = self.any_of(map(self.node, node.children))
                return false, true
            case "at_least":
                return self._at_least(node.n, [self.node(child) for child in node.children])
        return self.full, 0

    def all_of(self, parts: Iterable[Mask]) -> Mask:
        """The masks of `all`."""
        true, false = self.full, 0
        for part in parts:
            true &= part[0]
            false |= part[1]
        return true, false

    def any_of(self, parts: Iterable[Mask]) -> Mask:
        """The masks of `any`."""
        true, false = 0, self.full
        for part in parts:
            true |= part[0]
            false &= part[1]
        return true, false

    def _at_least(self, n: int, parts: Sequence[Mask]) -> Mask:
        enough = self._reach(n, [part[0] for part in parts])
        possible = self._reach(n, [self.full & ~part[1] for part in parts])
        return enough, self.full & ~possible

    def _reach(self, n: int, masks: Sequence[int]) -> int:
        """The completions that are in at least n of the masks."""
        reached = [self.full, *([0] * n)]
        for mask in masks:
            for count in range(n, 0, -1):
                reached[count] |= reached[count - 1] & mask
        return reached[n]

    def _compare(self, node: Node) -> Mask:
        assert node.subject is not None
        refs = (node.subject, *node.operands)
        gates = [self.node(gate) for ref in refs if (gate := self._gate(ref)) >= 0]
        raw = self._compare_lines(node, refs) if node.axis in _LINES else self._compare_values(node)
        return self.all_of((raw, *gates)) if gates else raw

    def _gate(self, ref: Ref) -> int:
        return self.program.gates[ref.index] if ref.kind == "fact" else -1

    def _compare_values(self, node: Node) -> Mask:
        """A comparison on a fact whose values lie on no line: each cell's value is tried."""
        assert node.subject is not None
        slot = node.subject.index
        value = self.inputs.values[slot]
        if value is not None:
            return (self.full, 0) if _holds(node, value) else (0, self.full)
        axis = self.axes.get(slot)
        if axis is None or not axis.values:
            return 0, 0
        true = 0
        for index, each in enumerate(axis.values):
            if _holds(node, each):
                true |= self.cell(slot, index)
        return true, self.full & ~true

    def _compare_lines(self, node: Node, refs: Sequence[Ref]) -> Mask:
        operator = _LINE_OPERATORS.get(node.operator, node.operator)
        unit = {"number": "number", "date": "date", "datetime": "instant"}[node.axis]
        choices = [self.parts(ref, unit) for ref in refs]
        true = false = 0
        for spans, mask in self._combine(choices):
            applies = all(span.applies is not Truth.FALSE for span in spans)
            certain = all(span.applies is Truth.TRUE for span in spans)
            truth = compare_spans(operator, spans[0], spans[1:]) if applies else Truth.FALSE
            if truth is Truth.FALSE:
                false |= mask
            elif truth is Truth.TRUE and certain:
                true |= mask
        return true, false

    def _combine(self, choices: Sequence[Parts]) -> list[tuple[tuple[Span, ...], int]]:
        """Every combination of spans that some completion has. Too many are put together, which stays sound."""
        combined: list[tuple[tuple[Span, ...], int]] = [((), self.full)]
        for parts in choices:
            few = parts if len(combined) * len(parts) <= _MOST_COMBINED else [hull(parts)]
            combined = [((*spans, span), both) for spans, mask in combined for span, part in few if (both := mask & part)]
        return combined

    def parts(self, ref: Ref, unit: str) -> Parts:
        """A number or moment over the completions, on the line of `unit`, gates of facts left aside."""
        match ref.kind:
            case "quantity":
                return self.quantity(ref.index)
            case "score":
                return self.score(ref.index)
            case "constant":
                value: Value | None = ref.value
            case "parameter":
                value = self.inputs.parameters[ref.index]
            case _:
                value = self.inputs.values[ref.index]
                if value is None:
                    return self._fact_parts(ref.index, unit)
        if value is None:
            return [(OPEN, self.full)]
        return [(known(_place(value, unit)), self.full)]

    def _fact_parts(self, slot: int, unit: str) -> Parts:
        axis = self.axes.get(slot)
        if axis is None or not axis.line or axis.unit is None:
            return [(OPEN, self.full)]
        fact = self.program.facts[slot]
        return [
            (span if axis.unit != "instant" or unit != "date" else _by_day(span, fact), self.cell(slot, index))
            for index, span in enumerate(axis.line)
        ]

    def _input_parts(self, ref: Ref) -> Parts:
        """A number used in arithmetic: a gate that is not settled makes it perhaps not applicable."""
        if ref.kind != "fact":
            return self.parts(ref, "number")
        value = self.inputs.values[ref.index]
        if value is None and ref.index not in self.axes:
            fact = self.program.facts[ref.index]
            parts: Parts = [(Span(fact.minimum, fact.maximum), self.full)]
        else:
            parts = self.parts(ref, "number")
        return self._gated(ref, parts)

    def _gated(self, ref: Ref, parts: Parts) -> Parts:
        gate = self._gate(ref)
        if gate < 0:
            return parts
        true, false = self.node(gate)
        undecided = self.full & ~(true | false)
        gated = [(span, mask & true) for span, mask in parts]
        gated += [(span._replace(applies=Truth.UNKNOWN), mask & undecided) for span, mask in parts]
        return [(span, mask) for span, mask in [*gated, (NOT_APPLICABLE, false)] if mask]

    def quantity(self, index: int) -> Parts:
        """A quantity over the completions."""
        parts = self._quantities.get(index)
        if parts is None and is_known(self.evaluation.quantities[index]):
            parts = self._quantities[index] = [(self.evaluation.quantities[index], self.full)]
        if parts is None:
            parts = self._quantities[index] = merge(self._work_out_quantity(index))
        return parts

    def _work_out_quantity(self, index: int) -> Parts:
        quantity = self.program.quantities[index]
        if quantity.kind == "count_true":
            return self._count([self.node(ref.index) for ref in quantity.inputs])
        if QUANTITY_KINDS[quantity.kind].takes == "moments":
            return self._moments(quantity.kind, quantity.inputs)
        choices = [self._input_parts(ref) for ref in quantity.inputs]
        return [(quantity_span(quantity.kind, spans), mask) for spans, mask in self._combine(choices)]

    def _count(self, masks: Sequence[Mask]) -> Parts:
        counts: dict[Span, int] = {known(0): self.full}
        for true, false in masks:
            further: dict[Span, int] = {}
            undecided = self.full & ~(true | false)
            for span, mask in counts.items():
                assert span.low is not None
                assert span.high is not None
                for low, high, part in ((1, 1, true), (0, 0, false), (0, 1, undecided)):
                    put(further, Span(span.low + low, span.high + high), mask & part)
            counts = further
        return list(counts.items())

    def _moments(self, kind: str, inputs: Sequence[Ref]) -> Parts:
        measure = measure_of(kind, self.inputs.jurisdiction)
        choices = [self._gated(ref, self._days(ref)) for ref in inputs]
        found: Parts = []
        for (start, end), mask in self._combine(choices):
            applies = min((start.applies, end.applies), key=lambda truth: truth.value)
            if applies is Truth.FALSE:
                found.append((NOT_APPLICABLE, mask))
                continue
            ends = [date.fromordinal(int(place)) for place in (*start[:2], *end[:2]) if place is not None]
            found.append((span_between(measure, (ends[0], ends[1]), (ends[2], ends[3]), applies), mask))
        return found

    def _days(self, ref: Ref) -> Parts:
        """A moment as ordinals of days; one that is not known and has no axis lies in its domain."""
        if ref.kind == "fact" and self.inputs.values[ref.index] is None and ref.index not in self.axes:
            fact = self.program.facts[ref.index]
            return [(domain(fact, "date", self.inputs, self.program.as_of_slot), self.full)]
        return self.parts(ref, "date")

    def score(self, index: int) -> Parts:
        """A score over the completions, as conditions see it: no rule is presumed or accepted."""
        parts = self._scores.get(index)
        if parts is None:
            parts = self._scores[index] = self.score_of(index, {})
        return parts

    def score_of(self, index: int, fixed: Mapping[int, Mask]) -> Parts:
        """A score over the completions, where the rules in `fixed` have those masks instead of their own."""
        score = self.program.scores[index]
        base: Number = 0
        sums: Sums = {(0, 0): self.full}
        for number in score.rules:
            rule = self.program.rules[number]
            true, false = fixed.get(number) or self.node(rule.node)
            if false == self.full:
                continue
            points = rule.effect.points.get(score.name, 0)
            if points and true == self.full:
                base += points
            elif points:
                sums = self._add(sums, [(points, points, self.full)], true, false)
            if rule.points_by is not None and rule.points_by.score == index:
                sums = self._add(sums, self._points_by(rule), true, false)
        return [(Span(low + base, high + base), mask) for (low, high), mask in sums.items()]

    def _points_by(self, rule: CompiledRule) -> list[tuple[Number, Number, int]]:
        """The points that a rule gives by ranges, over the completions."""
        by = rule.effect.points_by
        assert by is not None
        assert rule.points_by is not None
        given: Sums = {}
        for span, mask in self._input_parts(rule.points_by.subject):
            points = points_span(by, span)
            assert points.low is not None
            assert points.high is not None
            put(given, (points.low, points.high), mask)
        return [(low, high, mask) for (low, high), mask in given.items()]

    def _add(self, sums: Sums, given: Sequence[tuple[Number, Number, int]], true: int, false: int) -> Sums:
        """Add points where a rule is true, none where it is false, some or none where that is undecided."""
        undecided = self.full & ~(true | false)
        further: Sums = {}
        for (low, high), mask in sums.items():
            put(further, (low, high), mask & false)
            for least, most, part in given:
                both = mask & part
                put(further, (low + least, high + most), both & true)
                if undecided:
                    put(further, (low + min(0, least), high + max(0, most)), both & undecided)
        if len(further) <= MOST_PARTS:
            return further
        return {(min(low for low, _ in further), max(high for _, high in further)): self.full}


def _place(value: Value, unit: str) -> Number:
    if unit == "number":
        assert not isinstance(value, bool)
        return value  # type: ignore[return-value]
    return position(value, "date" if unit == "date" else "instant")


def _by_day(span: Span, fact: Fact) -> Span:
    """A stretch of instants as the days that it touches."""
    ends = [None if place is None else position(value_at(place, fact, "instant"), "date") for place in span[:2]]
    return Span(ends[0], ends[1])


def _holds(node: Node, value: Value) -> bool:
    """Whether a comparison with constants holds of a known value."""
    row = OPERATORS[node.operator]
    others: list[object] = [ref.value for ref in node.operands]
    left: object = value
    if node.axis == "ordered":
        left, others = node.options.index(str(value)), [node.options.index(str(other)) for other in others]
    match row.operand:
        case "one":
            return row.holds(left, others[0])
        case "list":
            return row.holds(left, frozenset(others))
        case "bounds":
            return row.holds(left, tuple(others))
