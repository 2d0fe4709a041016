"""The numbers, days, instants and texts that an edition's conditions name, in order; and where another lies among them.

durable-rules keeps numbers in 64 bits, and on some systems in 32. So that no number of any length is ever rounded, it is
given the place of a value among those that the rules name: a whole number that compares with theirs as the value does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any
from unicodedata import normalize

from riskengine.conditions import AtLeast, Compare, Condition, Holds, Literal, Reference, children
from riskengine.facts import FactType
from riskengine.ruleset import RuleSet

__all__ = ["axes_of", "conditions_of", "day_of", "facts_behind", "london", "place_of"]


@cache
def london() -> tzinfo:
    """The time zone, which is read where a time is met."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/London")


def place_of(axis: Sequence[Any], value: Any) -> int:
    """The place of a value: odd for one that the axis holds, even between two; 2 and more.

    >>> [place_of((5, 7), value) for value in (4, 5, 6, 7, 8)]
    [2, 3, 4, 5, 6]
    """
    found = bisect_left(axis, value)
    return 2 * found + (3 if found < len(axis) and axis[found] == value else 2)


def day_of(moment: date) -> date:
    """The London day of a date or of an aware datetime."""
    return moment.astimezone(london()).date() if isinstance(moment, datetime) else moment


def conditions_of(ruleset: RuleSet) -> Iterator[Condition]:
    """Every condition that has a part in the grade, with everything in it."""
    waiting: list[Condition] = [ruleset.scope.when]
    waiting += [each.condition for each in ruleset.definitions.values()]
    waiting += [fact.applies_when for fact in ruleset.facts.values() if fact.applies_when is not None]
    waiting += [rule.when for rule in ruleset.rules]
    while waiting:
        condition = waiting.pop()
        yield condition
        waiting += children(condition)


def facts_behind(ruleset: RuleSet, condition: Condition) -> set[str]:
    """Every fact that a condition can depend on, through definitions, gates, quantities and scores."""
    conditions, names = [condition], list[str]()
    seen: set[str] = set()
    while conditions or names:
        if conditions:
            found = conditions.pop()
            conditions += children(found)
            match found:
                case Holds(name):
                    names.append(name)
                case Compare(subject, _, operands):
                    names += [subject, *(each.name for each in operands if isinstance(each, Reference))]
        elif (name := names.pop()) not in seen:
            seen.add(name)
            more, further = _behind(ruleset, name)
            conditions += more
            names += further
    return seen & set(ruleset.facts)


def _behind(ruleset: RuleSet, name: str) -> tuple[list[Condition], list[str]]:
    """The conditions and the names that something named rests on."""
    if name in ruleset.definitions:
        return [ruleset.definitions[name].condition], []
    if name in ruleset.quantities:
        return [], [each.name for each in ruleset.quantities[name].inputs if each.name is not None]
    if name in ruleset.facts:
        gate = ruleset.facts[name].applies_when
        return [] if gate is None else [gate], []
    by = [(rule, rule.effect.points_by) for rule in ruleset.rules]
    given = [(rule, each) for rule, each in by if name in rule.effect.points or (each is not None and each.score == name)]
    return [rule.when for rule, _ in given], [each.subject for _, each in given if each is not None and each.score == name]


def axes_of(ruleset: RuleSet) -> Mapping[str, tuple[Any, ...]]:
    """What conditions name: `number`, `day`, `instant`, and `text` with the name of its fact."""
    found: dict[str, set[Any]] = {"number": set(), "day": set(), "instant": set()}
    for condition in conditions_of(ruleset):
        match condition:
            case AtLeast(n):
                found["number"].add(n)
            case Compare(subject, _, operands):
                fact = ruleset.facts.get(subject)
                is_text = fact is not None and fact.type is FactType.TEXT
                for operand in operands:
                    if isinstance(operand, Literal):
                        _note(found, f"text {subject}" if is_text else "", operand.value)
    return {axis: tuple(sorted(values)) for axis, values in found.items()}


def _note(found: dict[str, set[Any]], text: str, value: object) -> None:
    match value:
        case bool():
            return
        case int() | Decimal():
            found["number"].add(value)
        case datetime():
            found["instant"].add(value)
        case date():
            found["day"].add(value)
        case str() if text:
            found.setdefault(text, set()).add(normalize("NFC", value))
