"""The plain reference evaluator: one function, one `match`, one truth value for every node.

It is written to be read against language.md section 3; every other evaluator is tested against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from riskengine import calendar
from riskengine.compiling.program import Node, Program, Ref, Step
from riskengine.evaluating.domains import moment_ends, number_ends
from riskengine.evaluating.inputs import Evaluation, Inputs, Span
from riskengine.evaluating.measures import measure_of
from riskengine.evaluating.spans import (
    NOT_APPLICABLE,
    OPEN,
    add_spans,
    compare_spans,
    count_span,
    known,
    quantity_span,
    span_between,
)
from riskengine.facts import Number, Value
from riskengine.operators import OPERATORS
from riskengine.quantities import QUANTITY_KINDS
from riskengine.records import field, working
from riskengine.ruleset import PointsBy
from riskengine.truth import Truth, all_of, any_of, at_least, negate, truth_of

__all__ = ["evaluate", "evaluate_late", "points_given", "points_span", "truth_of_parts"]


@working
class _Work:
    """The truths and spans worked out so far."""

    program: Program
    inputs: Inputs
    truths: list[Truth]
    quantities: list[Span]
    scores: list[Span]
    ordinals: dict[tuple[str, ...], dict[str, int]] = field(default_factory=dict)


def evaluate(program: Program, inputs: Inputs) -> Evaluation:
    """Work out the truth of every node and the span of every quantity and score.

    Nodes that only clocks and invariants need are unknown until `evaluate_late`.
    """
    work = _Work(
        program,
        inputs,
        [Truth.UNKNOWN] * len(program.nodes),
        [OPEN] * len(program.quantities),
        [OPEN] * len(program.scores),
    )
    return _run(work, program.steps)


def evaluate_late(program: Program, inputs: Inputs, evaluation: Evaluation) -> Evaluation:
    """Work out the rest, with the grade that counts in its slot of `inputs`."""
    return _run(_resumed(program, inputs, evaluation), program.late_steps)


def _resumed(program: Program, inputs: Inputs, evaluation: Evaluation) -> _Work:
    """What was worked out before, to go on from."""
    truths = [Truth(level) for level in evaluation.levels]
    return _Work(program, inputs, truths, list(evaluation.quantities), list(evaluation.scores))


def _run(work: _Work, steps: Sequence[Step]) -> Evaluation:
    for step in steps:
        match step.kind:
            case "node":
                work.truths[step.index] = _node(work, work.program.nodes[step.index])
            case "quantity":
                work.quantities[step.index] = _quantity(work, step.index)
            case "score":
                work.scores[step.index] = _score(work, step.index)
    return Evaluation(tuple(truth.value for truth in work.truths), tuple(work.quantities), tuple(work.scores))


def _node(work: _Work, node: Node) -> Truth:
    """The truth of one node, every node that it needs being worked out."""
    if node.kind == "compare":
        return _compare(work, node)
    return truth_of_parts(node, [work.truths[child] for child in node.children])


def truth_of_parts(node: Node, parts: Sequence[Truth]) -> Truth:
    """The truth that a node other than a comparison has by those of its children (language 3.2)."""
    match node.kind:
        case "always":
            return Truth.TRUE
        case "holds":
            return parts[0]
        case "not":
            return negate(parts[0])
        case "all":
            return all_of(parts)
        case "any":
            return any_of(parts)
        case "none":
            return negate(any_of(parts))
        case "at_least":
            return at_least(node.n, parts)
    raise ValueError(f"there is no node of kind {node.kind}")


def _compare(work: _Work, node: Node) -> Truth:
    """The gates hold and the comparison does; what is not known makes it unknown, never false."""
    assert node.subject is not None
    refs = (node.subject, *node.operands)
    applies = all_of(_applies(work, ref) for ref in refs)
    if node.axis == "number":
        spans = [_number(work, ref) for ref in refs]
        return all_of((applies, compare_spans(node.operator, spans[0], spans[1:])))
    values = [_value(work, node, ref) for ref in refs]
    if None in values:
        return all_of((applies, Truth.UNKNOWN))
    return all_of((applies, _compare_known(node.operator, values[0], values[1:])))


def _compare_known(operator: str, value: object, others: Sequence[object]) -> Truth:
    row = OPERATORS[operator]
    match row.operand:
        case "one":
            return truth_of(row.holds(value, others[0]))
        case "list":
            return truth_of(row.holds(value, frozenset(others)))
        case "bounds":
            return truth_of(row.holds(value, tuple(others)))


def _applies(work: _Work, ref: Ref) -> Truth:
    """Whether what `ref` names is applicable."""
    match ref.kind:
        case "fact":
            gate = work.program.gates[ref.index]
            return Truth.TRUE if gate < 0 else work.truths[gate]
        case "quantity":
            return work.quantities[ref.index].applies
    return Truth.TRUE


def _value(work: _Work, node: Node, ref: Ref) -> object | None:
    """A known value as the node's axis compares it, None where it is not known."""
    value: Value | None = ref.value if ref.kind == "constant" else work.inputs.values[ref.index]
    if node.axis == "ordered" and isinstance(value, str):
        return _ordinal(work, node.options, value)
    if node.axis == "date" and isinstance(value, date):
        return calendar.london_date(value)
    return value


def _ordinal(work: _Work, options: tuple[str, ...], value: str) -> int:
    ranks = work.ordinals.setdefault(options, {option: rank for rank, option in enumerate(options)})
    return ranks[value]


def _number(work: _Work, ref: Ref) -> Span:
    """What is known of a number that a condition compares; a fact that is not known has no bounds here."""
    match ref.kind:
        case "quantity":
            return work.quantities[ref.index]
        case "score":
            return work.scores[ref.index]
        case "parameter":
            value: Value | None = work.inputs.parameters[ref.index]
        case "constant":
            value = ref.value
        case _:
            value = work.inputs.values[ref.index]
    return OPEN if value is None else known(value)  # type: ignore[arg-type]


def _quantity(work: _Work, index: int) -> Span:
    quantity = work.program.quantities[index]
    if quantity.kind == "count_true":
        return count_span(work.truths[ref.index] for ref in quantity.inputs)
    if QUANTITY_KINDS[quantity.kind].takes == "moments":
        start, end = quantity.inputs
        applies = all_of((_applies(work, start), _applies(work, end)))
        measure = measure_of(quantity.kind, work.inputs.jurisdiction)
        return span_between(measure, _moment(work, start), _moment(work, end), applies)
    return quantity_span(quantity.kind, [_input(work, ref) for ref in quantity.inputs])


def _input(work: _Work, ref: Ref) -> Span:
    """What is known of a number used in arithmetic: a fact that is not known lies in its domain."""
    if ref.kind != "fact":
        return _number(work, ref)
    applies = _applies(work, ref)
    if applies is Truth.FALSE:
        return NOT_APPLICABLE
    value = work.inputs.values[ref.index]
    if value is None:
        return Span(*number_ends(work.program.facts[ref.index]), applies)
    return Span(value, value, applies)  # type: ignore[arg-type]


def _moment(work: _Work, ref: Ref) -> tuple[date, date]:
    """The earliest and latest day that an input of a time between two days may have."""
    value = ref.value if ref.kind == "constant" else work.inputs.values[ref.index]
    if isinstance(value, date):
        day = calendar.london_date(value)
        return day, day
    ends = moment_ends(work.program.facts[ref.index], work.inputs.values[work.program.as_of_slot])
    return calendar.london_date(ends[0]), calendar.london_date(ends[1])


def _score(work: _Work, index: int) -> Span:
    rules = work.program.scores[index].rules
    return add_spans(_if_true(work.truths[work.program.rules[n].node], span) for n in rules for span in _points(work, n, index))


def points_given(program: Program, inputs: Inputs, evaluation: Evaluation, score: int) -> dict[int, Span]:
    """The points that each rule of a score gives to it where it applies, by the rule's number."""
    work = _resumed(program, inputs, evaluation)
    return {rule: add_spans(_points(work, rule, score)) for rule in program.scores[score].rules}


def _points(work: _Work, number: int, score: int) -> list[Span]:
    """The fixed points of a rule, and those by ranges."""
    rule = work.program.rules[number]
    parts = [known(rule.effect.points.get(work.program.scores[score].name, 0))]
    if rule.points_by is not None and rule.points_by.score == score:
        assert rule.effect.points_by is not None
        parts.append(points_span(rule.effect.points_by, _input(work, rule.points_by.subject)))
    return parts


def _if_true(truth: Truth, span: Span) -> Span:
    """The points of a rule: none where it is false, some or none where that is unknown."""
    if truth is Truth.TRUE:
        return span
    if truth is Truth.FALSE:
        return known(0)
    assert span.low is not None
    assert span.high is not None
    return Span(min(0, span.low), max(0, span.high))


def points_span(points_by: PointsBy, subject: Span) -> Span:
    """The points that `points_by` gives to a number of which a span is known; 0 where it is not applicable."""
    if subject.applies is Truth.FALSE:
        return known(0)
    reached = [band.points for band in points_by.bands if _touches(subject, band.low, band.high)]
    within = any(_inside(subject, band.low, band.high) for band in points_by.bands)
    if points_by.otherwise is not None and not within:
        reached.append(points_by.otherwise)
    if subject.applies is Truth.UNKNOWN or not reached:
        reached.append(0)
    return Span(min(reached), max(reached))


def _touches(span: Span, low: Number | None, high: Number | None) -> bool:
    above = low is None or span.high is None or span.high >= low
    below = high is None or span.low is None or span.low <= high
    return above and below


def _inside(span: Span, low: Number | None, high: Number | None) -> bool:
    above = low is None or (span.low is not None and span.low >= low)
    below = high is None or (span.high is not None and span.high <= high)
    return above and below
