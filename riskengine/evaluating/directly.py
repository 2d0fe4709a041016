"""A number as a function of the one fact that is not known: what the search for its crossings asks many times over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from riskengine.compiling.program import CompiledQuantity, Program, Ref
from riskengine.evaluating.exact import minus, plus, times
from riskengine.evaluating.inputs import TRUE_LEVEL, Evaluation, Inputs
from riskengine.evaluating.measures import measure_of
from riskengine.evaluating.parts import is_known
from riskengine.facts import Number, Value
from riskengine.quantities import QUANTITY_KINDS

__all__ = ["number_of"]

_KINDS: dict[str, Callable[..., Number]] = {
    "sum": plus,
    "product": times,
    "difference": minus,
    "minimum_of": lambda *numbers: min(numbers),
    "maximum_of": lambda *numbers: max(numbers),
}

_Of = Callable[[Value], Value | None]
"""What a reference comes to, given the value of the fact."""


def number_of(
    program: Program, inputs: Inputs, evaluation: Evaluation, index: int, slot: int
) -> Callable[[Value], Number | None] | None:
    """What a quantity comes to where the fact in `slot`, which is not known, has a value; None where the holiday table ends.

    There is no such function where it takes more than values: a gate that is not certainly open, truths to be
    counted, another fact that is not known.
    """
    quantity = program.quantities[index]
    span = evaluation.quantities[index]
    if is_known(span):
        return lambda _: span.low
    if quantity.kind == "count_true":
        return None
    parts = [_part(program, inputs, evaluation, ref, slot) for ref in quantity.inputs]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    if QUANTITY_KINDS[quantity.kind].takes == "moments":
        return _between(quantity, inputs.jurisdiction, found)
    return _arithmetic(_KINDS[quantity.kind], found)


def _between(quantity: CompiledQuantity, jurisdiction: str, parts: Sequence[_Of | Value]) -> Callable[[Value], Number | None]:
    """The time between two moments, each of which is the fact itself or is known."""
    measure: Callable[[Any, Any], Number | None] = measure_of(quantity.kind, jurisdiction)
    start, end = parts
    if start is _itself:
        return (lambda value: measure(value, value)) if end is _itself else lambda value: measure(value, end)
    return (lambda value: measure(start, value)) if end is _itself else lambda _: measure(start, end)


def _arithmetic(function: Callable[..., Number], parts: Sequence[_Of | Value]) -> Callable[[Value], Number | None]:
    def number(value: Value) -> Number | None:
        numbers = [part(value) if callable(part) else part for part in parts]
        return None if None in numbers else function(*numbers)

    return number


def _itself(value: Value) -> Value:
    return value


def _part(program: Program, inputs: Inputs, evaluation: Evaluation, ref: Ref, slot: int) -> _Of | Value | None:
    """An input: a function of the fact's value, a value that is known, or None where it is neither."""
    match ref.kind:
        case "constant":
            return ref.value
        case "parameter":
            return inputs.parameters[ref.index]
        case "quantity":
            return number_of(program, inputs, evaluation, ref.index, slot)
        case "fact":
            gate = program.gates[ref.index]
            if gate >= 0 and evaluation.levels[gate] != TRUE_LEVEL:
                return None
            return _itself if ref.index == slot else inputs.values[ref.index]
    return None
