"""What was written in a rule file, printed back as plain data: conditions, effects, quantities, values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from riskengine.conditions import (
    All,
    Always,
    AtLeast,
    Compare,
    Condition,
    Holds,
    Literal,
    NoneOf,
    Not,
    Operand,
    Parameter,
    Reference,
)
from riskengine.conditions import Any as AnyOf
from riskengine.operators import OPERATORS
from riskengine.quantities import QuantityInput
from riskengine.ruleset import Effect, PointsBy

__all__ = ["condition_as_written", "effect_as_written", "input_as_written", "plain"]

Data = Any


def plain(value: object) -> Data:
    """A value as JSON has it: decimals, dates and datetimes as text, sets as sorted lists."""
    match value:
        case bool() | int() | str() | None:
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else str(value)
        case datetime() | date():
            return value.isoformat()
        case frozenset():
            return sorted(plain(member) for member in value)
        case _:
            return str(value)


def condition_as_written(condition: Condition) -> Data:
    """The condition as a rule file has it.

    >>> condition_as_written(Compare("age", "at_least", (Literal(18),)))
    {'age': {'at_least': 18}}
    """
    match condition:
        case Compare(subject, operator, operands):
            return {subject: _comparison(operator, operands)}
        case All(parts):
            return {"all": [condition_as_written(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_as_written(part) for part in parts]}
        case NoneOf(parts):
            return {"none": [condition_as_written(part) for part in parts]}
        case Not(part):
            return {"not": condition_as_written(part)}
        case AtLeast(n, parts):
            return {"at_least": {"n": n, "of": [condition_as_written(part) for part in parts]}}
        case Holds(name):
            return {"holds": name}
        case Always():
            return {"always": True}


def _comparison(operator: str, operands: tuple[Operand, ...]) -> Data:
    values = [_operand(operand) for operand in operands]
    if OPERATORS[operator].operand != "one":
        return {operator: values}
    return values[0] if operator == "is" and not isinstance(values[0], Mapping) else {operator: values[0]}


def _operand(operand: Operand) -> Data:
    match operand:
        case Literal(value):
            return plain(value)
        case Parameter(name):
            return {"param": name}
        case Reference(name):
            return {"fact": name}


def input_as_written(given: QuantityInput) -> Data:
    """An input of a quantity or a time limit as a rule file has it."""
    if given.parameter is not None:
        return {"param": given.parameter}
    return given.name if given.name is not None else plain(given.literal)


def effect_as_written(effect: Effect) -> dict[str, Data]:
    """The effect as a rule file has it, without what it does not do."""
    written = {
        "minimum_grade": effect.minimum_grade,
        "points": {score: plain(number) for score, number in effect.points.items()},
        "points_by": _points_by(effect.points_by) if effect.points_by else None,
        "require": list(effect.require),
        "action": [{"do": action.do, **({"cites": list(action.cites)} if action.cites else {})} for action in effect.actions],
        "flag": effect.flag,
        "review": effect.review,
    }
    return {key: value for key, value in written.items() if value}


def _points_by(given: PointsBy) -> dict[str, Data]:
    bands = [{"from": plain(band.low), "to": plain(band.high), "points": plain(band.points)} for band in given.bands]
    written: dict[str, Data] = {"fact": given.subject, "score": given.score}
    written["bands"] = [{key: value for key, value in band.items() if value is not None} for band in bands]
    return {**written, "otherwise": plain(given.otherwise)} if given.otherwise is not None else written
