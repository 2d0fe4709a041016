"""The fast evaluator: a program compiled once to Python functions, equal to the reference on everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from riskengine import calendar
from riskengine.compiling.program import Program, Ref, Step
from riskengine.deferring import deferred
from riskengine.evaluating.complete import CompleteWriter
from riskengine.evaluating.completions import settle, settled_truths
from riskengine.evaluating.domains import moment_ends, number_ends
from riskengine.evaluating.exact import minus, plus, times
from riskengine.evaluating.inputs import FALSE_LEVEL, TRUE_LEVEL, UNKNOWN_LEVEL, Evaluation, Inputs, Span
from riskengine.evaluating.known import settled_complete
from riskengine.evaluating.measures import measure_of
from riskengine.evaluating.reference import points_span
from riskengine.evaluating.settled import Settled
from riskengine.evaluating.source import CHUNK, Writer
from riskengine.evaluating.spans import NOT_APPLICABLE, OPEN, compare_spans, known, quantity_span, span_between
from riskengine.quantities import QUANTITY_KINDS
from riskengine.truth import Truth, all_of

__all__ = ["FastEvaluator"]

_Run = Callable[[Sequence[Any], Sequence[Any], list[int], list[Any], list[Any], str], None]


class FastEvaluator:
    """One program, compiled. Safe to share between threads; pickling keeps the program and compiles anew."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._whole = self._compile_whole() if len(program.steps) <= CHUNK else None
        self._early = self._compile(program.steps) if self._whole is None else ()
        self._late = self._compile(program.late_steps)
        self._clock_nodes = tuple(clock.node for clock in program.clocks)
        self._complete, self._clocks = self._compile_complete()

    def __reduce__(self) -> tuple[type[FastEvaluator], tuple[Program]]:
        return FastEvaluator, (self.program,)

    def evaluate(self, program: Program, inputs: Inputs) -> Evaluation:
        """The same as `reference.evaluate`, faster. Raises ValueError for a program other than the one that was compiled."""
        self._refuse_other(program)
        if self._whole is not None:
            return Evaluation(*self._whole(inputs.values, inputs.parameters, inputs.jurisdiction))
        levels = [UNKNOWN_LEVEL] * len(program.nodes)
        quantities: list[Any] = [OPEN] * len(program.quantities)
        scores: list[Any] = [OPEN] * len(program.scores)
        return self._run(self._early, inputs, levels, quantities, scores)

    def evaluate_late(self, program: Program, inputs: Inputs, evaluation: Evaluation) -> Evaluation:
        """The same as `reference.evaluate_late`, faster."""
        self._refuse_other(program)
        quantities, scores = list(map(_bare, evaluation.quantities)), list(map(_bare, evaluation.scores))
        return self._run(self._late, inputs, list(evaluation.levels), quantities, scores)

    def settle(self, program: Program, inputs: Inputs) -> tuple[Evaluation, Settled]:
        """The evaluation, and the same as `completions.settle`; where nothing is missing, the evaluation only once it is read."""
        self._refuse_other(program)
        found = self._complete(inputs.values, inputs.parameters, inputs.jurisdiction)
        if found is None:
            evaluation = self.evaluate(program, inputs)
            return evaluation, settle(program, inputs, evaluation)
        evaluation = deferred(Evaluation, partial(self.evaluate, program, inputs))
        return evaluation, settled_complete(program, inputs, evaluation, found)

    def clock_truths(self, program: Program, inputs: Inputs, evaluation: Evaluation, grade: int) -> Sequence[Truth]:
        """The settled truths of the conditions of time limits where a grade, by its index, is the one that counts."""
        self._refuse_other(program)
        found: Sequence[Truth] | None = self._clocks(inputs.values, inputs.parameters, inputs.jurisdiction, program.grades[grade])
        if found is not None:
            return found
        graded = inputs.graded(program.grades[grade])
        return settled_truths(program, graded, self.evaluate_late(program, graded, evaluation), self._clock_nodes)

    def _refuse_other(self, program: Program) -> None:
        if program is not self.program:
            raise ValueError("this evaluator was compiled for another program")

    def _run(
        self, runs: Sequence[_Run], inputs: Inputs, levels: list[int], quantities: list[Any], scores: list[Any]
    ) -> Evaluation:
        for run in runs:
            run(inputs.values, inputs.parameters, levels, quantities, scores, inputs.jurisdiction)
        return Evaluation(tuple(levels), tuple(map(_span, quantities)), tuple(map(_span, scores)))

    def _compile(self, steps: Sequence[Step]) -> tuple[_Run, ...]:
        writer = Writer(self.program)
        writer.names |= self._functions()
        chunks = [steps[start : start + CHUNK] for start in range(0, len(steps), CHUNK)]
        sources = [writer.function(f"run{number}", chunk) for number, chunk in enumerate(chunks)]
        space = _executed(sources, writer)
        return tuple(space[f"run{number}"] for number in range(len(chunks)))

    def _compile_whole(self) -> Callable[..., tuple[Any, Any, Any]]:
        writer = Writer(self.program)
        writer.names |= self._functions()
        whole: Callable[..., tuple[Any, Any, Any]] = _executed([writer.whole_function("whole")], writer)["whole"]
        return whole

    def _compile_complete(self) -> tuple[Callable[..., Any], Callable[..., Any]]:
        """Plain truths; none for a program that is large, or has conditions on scores, whose causes take completions."""
        if self._whole is None:
            return _never, _never
        writer = CompleteWriter(self.program)
        writer.names |= self._functions()
        sources = [writer.truths_function("clocks", self._clock_nodes)]
        if not self.program.compared:
            sources.append(writer.complete_function("complete"))
        space = _executed(sources, writer)
        return space.get("complete", _never), space["clocks"]

    def _functions(self) -> dict[str, object]:
        return {
            "NOT": (3, 1, 1, 0),
            "OPEN": OPEN,
            "Span": Span,
            "span": _span,
            "london_date": calendar.london_date,
            "days_between": calendar.days_between,
            "months_between": calendar.months_between,
            "years_between": calendar.years_between,
            "working_days_between": _working_days,
            "minus": minus,
            "plus": plus,
            "times": times,
            "compare": partial(_compare, self.program),
            "at_least": _at_least,
            "more_than": _more_than,
            "less_than": _less_than,
            "at_most": _at_most,
            "quantity": partial(_quantity, self.program),
            "points": partial(_points, self.program),
        }


def _never(*_: object) -> None:
    """In place of a function that there is not: it leaves every case to the full evaluator."""


def _executed(sources: Sequence[str], writer: Writer) -> dict[str, Any]:
    """What the sources define. They hold numbers and names of our own only, nothing of a rule file's text."""
    space: dict[str, Any] = {"__builtins__": {"min": min, "max": max}, **writer.names}
    for source in sources:
        exec(compile(source, "<rule set>", "exec"), space)  # noqa: S102 - see above
    return space


def _bare(span: Span) -> object:
    """A known number as itself, as the compiled functions use it."""
    if span.low is not None and span.low == span.high and span.applies is Truth.TRUE:
        return span.low
    return span


def _span(value: Any) -> Span:
    return value if value.__class__ is Span else tuple.__new__(Span, (value, value, Truth.TRUE))


def _compare(program: Program, index: int, values: Sequence[Any], parameters: Sequence[Any], spans: Sequence[Any]) -> int:
    """A comparison in which some number is not known."""
    node = program.nodes[index]
    assert node.subject is not None
    waiting = iter(spans)
    parts = [_side(ref, values, parameters, waiting) for ref in (node.subject, *node.operands)]
    truth = compare_spans(node.operator, parts[0], parts[1:])
    return all_of([truth, *(part.applies for part in parts)]).value


def _at_least(span: Span, edge: Any) -> int:
    """Whether a number of which a span is known is at least another. The level, as for the three below."""
    low, high, applies = span
    level = TRUE_LEVEL if low is not None and low >= edge else FALSE_LEVEL if high is not None and high < edge else UNKNOWN_LEVEL
    return level & applies.value


def _more_than(span: Span, edge: Any) -> int:
    low, high, applies = span
    level = TRUE_LEVEL if low is not None and low > edge else FALSE_LEVEL if high is not None and high <= edge else UNKNOWN_LEVEL
    return level & applies.value


def _less_than(span: Span, edge: Any) -> int:
    low, high, applies = span
    level = TRUE_LEVEL if high is not None and high < edge else FALSE_LEVEL if low is not None and low >= edge else UNKNOWN_LEVEL
    return level & applies.value


def _at_most(span: Span, edge: Any) -> int:
    low, high, applies = span
    level = TRUE_LEVEL if high is not None and high <= edge else FALSE_LEVEL if low is not None and low > edge else UNKNOWN_LEVEL
    return level & applies.value


def _working_days(start: Any, end: Any, jurisdiction: str) -> Any:
    return measure_of("working_days_between", jurisdiction)(start, end)


def _side(ref: Ref, values: Sequence[Any], parameters: Sequence[Any], waiting: Any) -> Span:
    match ref.kind:
        case "fact":
            value = values[ref.index]
        case "parameter":
            value = parameters[ref.index]
        case "constant":
            value = ref.value
        case _:
            return _span(next(waiting))
    return OPEN if value is None else known(value)


def _quantity(
    program: Program,
    index: int,
    values: Sequence[Any],
    parameters: Sequence[Any],
    jurisdiction: str,
    spans: Sequence[Any],
    gates: Sequence[int],
) -> Span:
    """A number of which some input is not known or not applicable."""
    quantity = program.quantities[index]
    waiting, levels = iter(spans), iter(gates)
    applies = [_applies(program, ref, levels) for ref in quantity.inputs]
    if QUANTITY_KINDS[quantity.kind].takes == "moments":
        ends = [_days(program, ref, values) for ref in quantity.inputs]
        return span_between(measure_of(quantity.kind, jurisdiction), ends[0], ends[1], all_of(applies))
    parts = []
    for ref, truth in zip(quantity.inputs, applies, strict=True):
        if ref.kind == "fact" and (truth is Truth.FALSE or values[ref.index] is None):
            ends_ = number_ends(program.facts[ref.index])
            parts.append(NOT_APPLICABLE if truth is Truth.FALSE else Span(*ends_, truth))
        else:
            part = _side(ref, values, parameters, waiting)
            parts.append(part._replace(applies=truth) if ref.kind == "fact" else part)
    return quantity_span(quantity.kind, parts)


def _applies(program: Program, ref: Ref, levels: Any) -> Truth:
    return Truth(next(levels)) if ref.kind == "fact" and program.gates[ref.index] >= 0 else Truth.TRUE


def _days(program: Program, ref: Ref, values: Sequence[Any]) -> tuple[Any, Any]:
    value = ref.value if ref.kind == "constant" else values[ref.index]
    if value is None:
        ends = moment_ends(program.facts[ref.index], values[program.as_of_slot])
        return calendar.london_date(ends[0]), calendar.london_date(ends[1])
    day = calendar.london_date(value)  # type: ignore[arg-type]
    return day, day


def _points(program: Program, number: int, level: int, subject: Any, gate: int) -> tuple[Any, Any]:
    """What `points_by` of a rule gives."""
    rule = program.rules[number]
    by = rule.effect.points_by
    assert rule.points_by is not None
    assert by is not None
    span = subject if subject.__class__ is Span else None
    if span is None and subject is not None:
        span = Span(subject, subject, Truth(gate))
    elif span is None:
        span = Span(*number_ends(program.facts[rule.points_by.subject.index]), Truth(gate))
    points = points_span(by, span)
    if level == TRUE_LEVEL:
        return points.low, points.high
    if level == FALSE_LEVEL:
        return 0, 0
    assert points.low is not None
    assert points.high is not None
    return min(0, points.low), max(0, points.high)
