"""The same rules as one plain Python function, as somebody would write it who has no engine.

It gives the grade and the rules that apply, and nothing else: no reasons, no citations, no notion of a fact
that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from benchmarks.model import Model
from benchmarks.vocabulary import GRADES

__all__ = ["Plain", "handwritten", "source_of"]

Plain = Callable[[Mapping[str, Any]], tuple[str, list[str]]]
_SIGNS = {"at_least": ">=", "less_than": "<", "on_or_after": ">=", "is": "=="}
_LEVELS = ("none", "c", "b", "a")


def handwritten(model: Model) -> Plain:
    """The function, ready to be called with a complete case's facts."""
    space: dict[str, Any] = {"date": date}
    exec(compile(source_of(model), "<handwritten>", "exec"), space)  # noqa: S102 - our own text
    function: Plain = space["assess"]
    return function


def source_of(model: Model) -> str:
    """The function's text.

    >>> from benchmarks.model import make_model
    >>> print(source_of(make_model(2, 12)).splitlines()[2])
    def assess(case):
    """
    days: dict[date, str] = {}
    body = [
        "    born, referred = case['date_of_birth'], case['referral_received']",
        "    age = referred.year - born.year - ((referred.month, referred.day) < (born.month, born.day))",
        f"    indicators = {' + '.join(f'case[{name!r}]' for name in model.indicators)}",
    ]
    body += [f"    {name} = {_condition(condition, days)}" for name, condition in model.definitions.items()]
    body += ["    grade = 0", "    rules = []"]
    for rule in model.rules:
        body += [f"    if {_condition(rule.when, days)}:", f"        rules.append({rule.id!r})"]
        body += [f"        grade = max(grade, {GRADES.index(rule.minimum)})"]
    head = [f"{name} = date({day.year}, {day.month}, {day.day})" for day, name in days.items()]
    head += [f"GRADES = {GRADES!r}", "def assess(case):"]
    return "\n".join([*head, *body, "    return GRADES[grade], rules", ""])


def _condition(condition: Mapping[str, Any], days: dict[date, str]) -> str:
    ((key, value),) = condition.items()
    match key:
        case "all" | "any":
            word = " and " if key == "all" else " or "
            return word.join(
                f"({_condition(part, days)})" if len(part) > 1 or "any" in part else _inner(part, days, key) for part in value
            )
        case "not":
            return f"not {_inner(value, days, key)}"
        case "at_least":
            return f"{' + '.join(_inner(part, days, key) for part in value['of'])} >= {value['n']}"
        case "holds":
            return str(value)
    return _comparison(key, value, days)


def _inner(condition: Mapping[str, Any], days: dict[date, str], parent: str) -> str:
    """A part, in brackets where Python would read it otherwise."""
    text = _condition(condition, days)
    simple = " " not in text or (parent in ("all", "any") and not {"any", "all", "at_least"} & set(condition))
    return text if simple else f"({text})"


def _comparison(name: str, operation: Mapping[str, Any], days: dict[date, str]) -> str:
    ((operator, operand),) = operation.items()
    left = name if name in ("age", "indicators") else f"case[{name!r}]"
    if operand is True:
        return left
    if operator == "in":
        return f"{left} in {tuple(operand)!r}"
    if operator == "contains_any":
        return "(" + " or ".join(f"{each!r} in {left}" for each in operand) + ")"
    if operand in _LEVELS:
        return f"{left} in {_LEVELS[_LEVELS.index(operand) :]!r}"
    if isinstance(operand, date):
        operand = days.setdefault(operand, f"DAY_{len(days)}")
    return f"{left} {_SIGNS[operator]} {operand}"
