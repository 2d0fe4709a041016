"""A number worked out directly, where every input has a value: what bisection asks many times over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from riskengine import calendar
from riskengine.compiling.program import Program, Ref
from riskengine.evaluating.exact import minus, plus, times
from riskengine.evaluating.inputs import TRUE_LEVEL, Evaluation, Inputs
from riskengine.evaluating.measures import measure_of
from riskengine.evaluating.parts import is_known
from riskengine.facts import Number, Value
from riskengine.quantities import QUANTITY_KINDS

__all__ = ["number_at"]

_KINDS: dict[str, Callable[..., Number]] = {
    "sum": plus,
    "product": times,
    "difference": minus,
    "minimum_of": lambda *numbers: min(numbers),
    "maximum_of": lambda *numbers: max(numbers),
}


def number_at(program: Program, inputs: Inputs, evaluation: Evaluation, ref: Ref, given: tuple[int, Value]) -> Number | None:
    """What a quantity comes to where one fact that is not known, by its slot, has the value given.

    None where that takes more than values: a gate that is not certainly open, truths to be counted, another
    fact that is not known.
    """
    quantity = program.quantities[ref.index]
    if is_known(evaluation.quantities[ref.index]):
        return evaluation.quantities[ref.index].low
    if quantity.kind == "count_true":
        return None
    values = [_value(program, inputs, evaluation, each, given) for each in quantity.inputs]
    if QUANTITY_KINDS[quantity.kind].takes == "moments":
        return _between(quantity.kind, inputs.jurisdiction, values)
    numbers = [value for value in values if isinstance(value, Number)]
    return _KINDS[quantity.kind](*numbers) if len(numbers) == len(values) else None


def _between(kind: str, jurisdiction: str, values: Sequence[Value | None]) -> Number | None:
    days = [calendar.london_date(value) for value in values if isinstance(value, date)]
    return measure_of(kind, jurisdiction)(*days) if len(days) == len(values) else None


def _value(program: Program, inputs: Inputs, evaluation: Evaluation, ref: Ref, given: tuple[int, Value]) -> Value | None:
    match ref.kind:
        case "constant":
            return ref.value
        case "parameter":
            return inputs.parameters[ref.index]
        case "quantity":
            return number_at(program, inputs, evaluation, ref, given)
        case "fact":
            gate = program.gates[ref.index]
            if gate >= 0 and evaluation.levels[gate] != TRUE_LEVEL:
                return None
            return given[1] if ref.index == given[0] else inputs.values[ref.index]
    return None
