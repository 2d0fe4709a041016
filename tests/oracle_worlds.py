"""One complete case, evaluated slowly in two values: the half of the oracle that language.md 3.1 to 3.4 describes.

It is written from the language's definition alone. It reads the rule set as written, never the compiled
program, and shares no code with the evaluators that it checks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from riskengine import calendar
from riskengine.conditions import All, Always, AtLeast, Compare, Condition, Holds, Literal, NoneOf, Not, Operand, Parameter
from riskengine.conditions import Any as AnyOf
from riskengine.quantities import Quantity, QuantityInput
from riskengine.ruleset import Rule, RuleSet

__all__ = [
    "NOT_APPLICABLE",
    "World",
    "anniversary",
    "applies",
    "contribution",
    "days_of",
    "gives",
    "grade_of",
    "holds",
    "parameter_value",
    "rule_holds",
    "score_of",
    "value_of",
]

NOT_APPLICABLE = object()
_LONDON = ZoneInfo("Europe/London")


@dataclass(slots=True)
class World:
    """One completion: a value for every fact."""

    ruleset: RuleSet
    values: Mapping[str, Any]
    as_of: date
    jurisdiction: str
    seen: dict[str, Any] = field(default_factory=dict)


def holds(world: World, condition: Condition) -> bool:
    """Whether the condition is true."""
    match condition:
        case Always():
            return True
        case All(parts):
            return all(holds(world, part) for part in parts)
        case AnyOf(parts):
            return any(holds(world, part) for part in parts)
        case NoneOf(parts):
            return not any(holds(world, part) for part in parts)
        case Not(part):
            return not holds(world, part)
        case AtLeast(n, parts):
            return sum(holds(world, part) for part in parts) >= n
        case Holds(name):
            return _definition(world, name)
        case Compare(subject, operator, operands):
            return _compare(world, subject, operator, operands)


def _definition(world: World, name: str) -> bool:
    key = f"define {name}"
    if key not in world.seen:
        world.seen[key] = holds(world, world.ruleset.definitions[name].condition)
    return bool(world.seen[key])


def applies(world: World, fact: str) -> bool:
    """Whether the fact's gate holds."""
    key = f"gate {fact}"
    if key not in world.seen:
        gate = world.ruleset.facts[fact].applies_when
        world.seen[key] = gate is None or holds(world, gate)
    return bool(world.seen[key])


def value_of(world: World, name: str) -> Any:
    """The value of a fact, quantity or score, or NOT_APPLICABLE; the grade that counts by its place."""
    ruleset = world.ruleset
    if name == "as_of":
        return world.as_of
    if name == "grade":
        return world.ruleset.grades.index(world.values["grade"])
    if name in ruleset.facts:
        return world.values[name] if applies(world, name) else NOT_APPLICABLE
    if name not in world.seen:
        if name in ruleset.quantities:
            world.seen[name] = _quantity(world, ruleset.quantities[name])
        else:
            world.seen[name] = score_of(world, name)
    return world.seen[name]


def parameter_value(ruleset: RuleSet, name: str, day: date) -> int | Decimal | None:
    """The value of a parameter that is in force on a day."""
    started = [each.value for each in ruleset.parameters[name].values if each.start <= day]
    return started[-1] if started else None


def _operand(world: World, operand: Operand) -> Any:
    match operand:
        case Literal(value):
            return value
        case Parameter(name):
            return parameter_value(world.ruleset, name, world.as_of)
        case _:
            return value_of(world, operand.name)


def _compare(world: World, subject: str, operator: str, operands: Sequence[Operand]) -> bool:
    values = [value_of(world, subject), *(_operand(world, operand) for operand in operands)]
    if any(value is NOT_APPLICABLE for value in values):
        return False
    if any(isinstance(value, date) for value in values):
        values = _same_moments(values)
    if subject == "grade":
        values[1:] = [world.ruleset.grades.index(value) for value in values[1:]]
    fact = world.ruleset.facts.get(subject)
    if fact is not None and fact.ordered and operator not in ("is", "is_not", "in", "not_in"):
        values = [fact.options.index(value) for value in values]
    if isinstance(values[0], frozenset) and operator in ("is", "is_not"):
        values[1:] = [value if isinstance(value, frozenset) else frozenset({value}) for value in values[1:]]
    return _relation(operator, values[0], values[1:])


def _same_moments(values: Sequence[Any]) -> list[Any]:
    """Instants where all are datetimes, else calendar days in London."""
    if all(isinstance(value, datetime) for value in values):
        return list(values)
    return [days_of(value) for value in values]


def days_of(moment: date) -> date:
    """The calendar day of a date, or of a datetime in London."""
    return moment.astimezone(_LONDON).date() if isinstance(moment, datetime) else moment


def _relation(operator: str, value: Any, others: Sequence[Any]) -> bool:
    match operator:
        case "in":
            return value in list(others)
        case "not_in":
            return value not in list(others)
        case "between":
            return bool(others[0] <= value <= others[1])
        case "contains" | "contains_all":
            return all(other in value for other in others)
        case "contains_any":
            return any(other in value for other in others)
    return _relation_to_one(operator, value, others[0])


def _relation_to_one(operator: str, value: Any, other: Any) -> bool:
    match operator:
        case "is":
            return bool(value == other)
        case "is_not":
            return bool(value != other)
        case "more_than" | "after":
            return bool(value > other)
        case "at_least" | "on_or_after":
            return bool(value >= other)
        case "less_than" | "before":
            return bool(value < other)
        case "at_most" | "on_or_before":
            return bool(value <= other)
    raise ValueError(operator)


def _quantity(world: World, quantity: Quantity) -> Any:
    if quantity.kind == "count_true":
        return sum(_counts(world, part.name or "") for part in quantity.inputs)
    values = [_input(world, part) for part in quantity.inputs]
    present = [value for value in values if value is not NOT_APPLICABLE]
    match quantity.kind:
        case "sum":
            return sum(present)
        case "minimum_of":
            return min(present) if present else NOT_APPLICABLE
        case "maximum_of":
            return max(present) if present else NOT_APPLICABLE
    if len(present) < len(values):
        return NOT_APPLICABLE
    return _arithmetic(world, quantity.kind, values)


def _counts(world: World, name: str) -> bool:
    """A definition that is true, or a fact that applies and is true."""
    if name in world.ruleset.definitions:
        return _definition(world, name)
    return value_of(world, name) is True


def _input(world: World, part: QuantityInput) -> Any:
    if part.name is not None:
        return value_of(world, part.name)
    if part.parameter is not None:
        return parameter_value(world.ruleset, part.parameter, world.as_of)
    return part.literal


def _arithmetic(world: World, kind: str, values: Sequence[Any]) -> Any:
    match kind:
        case "difference":
            return values[0] - values[1]
        case "product":
            result = 1
            for value in values:
                result = result * value
            return result
    start, end = days_of(values[0]), days_of(values[1])
    match kind:
        case "days_between":
            return (end - start).days
        case "working_days_between":
            return calendar.working_days_between(start, end, world.jurisdiction)
        case "months_between":
            return _completed(start, end, 1)
        case "years_between":
            return _completed(start, end, 12)
    raise ValueError(kind)


def _completed(start: date, end: date, months: int) -> int:
    """Completed periods of so many months, counted one by one; antisymmetric."""
    if start > end:
        return -_completed(end, start, months)
    count = max(0, (end.year - start.year) * 12 // months - 14)
    while anniversary(start, (count + 1) * months) <= end:
        count += 1
    return count


def anniversary(start: date, months: int) -> date:
    """The same day so many months on; a day that the month lacks counts on the 1st of the next."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    day = first + timedelta(start.day - 1)
    if day.month == first.month:
        return day
    return (first + timedelta(31)).replace(day=1)


def contribution(world: World, rule: Rule, score: str) -> Any:
    """The points that the rule gives to the score if it applies."""
    points: Any = rule.effect.points.get(score, 0)
    by = rule.effect.points_by
    if by is None or by.score != score:
        return points
    value = value_of(world, by.subject)
    if value is NOT_APPLICABLE:
        return points
    for band in by.bands:
        if _within(value, band.low, band.high):
            return points + band.points
    return points + (by.otherwise or 0)


def _within(value: Any, low: Any, high: Any) -> bool:
    """Whether a number lies between two ends, both included, None open."""
    return (low is None or value >= low) and (high is None or value <= high)


def gives(rule: Rule, score: str) -> bool:
    """Whether the rule has points for the score."""
    by = rule.effect.points_by
    return score in rule.effect.points or (by is not None and by.score == score)


def score_of(world: World, score: str, extra: Collection[str] = (), drop: Collection[str] = ()) -> Any:
    """A score; rules in `extra` count as true, rules in `drop` not at all."""
    total: Any = 0
    for rule in world.ruleset.rules:
        if rule.id in drop or not gives(rule, score):
            continue
        if rule.id in extra or rule_holds(world, rule):
            total += contribution(world, rule, score)
    return total


def rule_holds(world: World, rule: Rule) -> bool:
    """Whether the rule's condition is true."""
    key = f"rule {rule.id}"
    if key not in world.seen:
        world.seen[key] = holds(world, rule.when)
    return bool(world.seen[key])


def grade_of(world: World, extra: Collection[str] = (), drop: Collection[str] = ()) -> int:
    """The grade under one completion (3.4); rules in `extra` are fixed as true, rules in `drop` left out."""
    ruleset = world.ruleset
    found = [0]
    for rule in ruleset.rules:
        if rule.id in drop or rule.effect.minimum_grade is None:
            continue
        if rule.id in extra or rule_holds(world, rule):
            found.append(ruleset.grades.index(rule.effect.minimum_grade))
    for name, score in ruleset.scores.items():
        total = score_of(world, name, extra, drop)
        fallen = [band for band in score.bands if _within(total, band.low, band.high)]
        found += [ruleset.grades.index(band.grade) for band in fallen]
    return max(found)
