"""Whether a recorded departure from guidance counts (language 3.8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from riskengine.case import Assessment, Departure
from riskengine.compiling.program import Program

__all__ = ["departure_problems"]


def departure_problems(
    program: Program,
    assessment: Assessment,
    departure: Departure,
    day: date,
    officer: int,
    least_without: Callable[[frozenset[int]], int],
) -> tuple[str, ...]:
    """Why the departure does not count, in plain English; empty where it does.

    `least_without` gives the least required without some rules, as an index. `day` is the last day on which
    it may have been authorised.
    """
    problems = [*_people(assessment, departure), *_reasons(program, departure), *_authorised(departure, day)]
    problems += _rules(program, departure, officer, least_without)
    return tuple(problems)


def _people(assessment: Assessment, departure: Departure) -> list[str]:
    problems = []
    if not departure.by.strip():
        problems.append("it does not say who departed from the guidance")
    supervisor = _plain(departure.authorised_by)
    if not supervisor:
        problems.append("no supervisor authorised it")
    elif supervisor in (_plain(departure.by), _plain(assessment.assessed_by)):
        problems.append("the person who authorised it is the person who made it or who assessed the case")
    return problems


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _reasons(program: Program, departure: Departure) -> list[str]:
    problems = []
    codes = program.ruleset.reason_codes
    if not departure.reason_code:
        problems.append("it has no reason code")
    elif departure.reason_code not in codes:
        problems.append(f"its reason code is not one of {', '.join(sorted(codes)) or 'those of the rule set, which has none'}")
    if not departure.reason.strip():
        problems.append("it gives no reason in words")
    return problems


def _authorised(departure: Departure, day: date) -> list[str]:
    if departure.authorised_on is None:
        return ["it does not say on which day it was authorised"]
    if departure.authorised_on > day:
        return ["it was authorised after the day on which the case is judged"]
    return []


def _rules(program: Program, departure: Departure, officer: int, least_without: Callable[[frozenset[int]], int]) -> list[str]:
    numbers = {rule.rule.id: number for number, rule in enumerate(program.rules)}
    if not departure.rules:
        return ["it names no rule"]
    unknown = [name for name in departure.rules if name not in numbers]
    if unknown:
        return [f"this edition has no rule {name}" for name in unknown]
    firm = [name for name in departure.rules if program.rules[numbers[name]].rule.discretion == "none"]
    problems = [f"rule {name} allows no discretion" for name in firm]
    if least_without(frozenset(numbers[name] for name in departure.rules)) > officer:
        problems.append("other rules, which it does not name, still require a higher grade")
    return problems
