"""Whether a recorded departure from guidance counts (language 3.8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from riskengine.case import Assessment, Departure
from riskengine.compiling.program import Program
from riskengine.deciding.messages import Message, Part, tell

__all__ = ["departure_problems"]


def departure_problems(
    program: Program,
    assessment: Assessment,
    departure: Departure,
    day: date,
    officer: int,
    least_without: Callable[[frozenset[int]], int],
) -> tuple[Message, ...]:
    """Why the departure does not count, in plain English; empty where it does.

    `least_without` gives the least required without some rules, as an index. `day` is the last day on which
    it may have been authorised.
    """
    problems = [*_people(assessment, departure), *_reasons(program, departure), *_authorised(departure, day)]
    problems += _rules(program, departure, officer, least_without)
    return tuple(problems)


def _people(assessment: Assessment, departure: Departure) -> list[Message]:
    problems = []
    if not departure.by.strip():
        problems.append(tell("nobody"))
    supervisor = _plain(departure.authorised_by)
    if not supervisor:
        problems.append(tell("unauthorised"))
    elif supervisor in (_plain(departure.by), _plain(assessment.assessed_by)):
        problems.append(tell("authorised_alone"))
    return problems


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _reasons(program: Program, departure: Departure) -> list[Message]:
    problems = []
    codes = program.ruleset.reason_codes
    if not departure.reason_code:
        problems.append(tell("no_code"))
    elif departure.reason_code not in codes:
        known = tuple(sorted(codes))
        problems.append(tell("other_code", codes=Part("names", known, ", ".join(known))) if known else tell("no_codes"))
    if not departure.reason.strip():
        problems.append(tell("no_reason"))
    return problems


def _authorised(departure: Departure, day: date) -> list[Message]:
    if departure.authorised_on is None:
        return [tell("no_day")]
    if departure.authorised_on > day:
        return [tell("too_late")]
    return []


def _rules(program: Program, departure: Departure, officer: int, least_without: Callable[[frozenset[int]], int]) -> list[Message]:
    numbers = {rule.rule.id: number for number, rule in enumerate(program.rules)}
    if not departure.rules:
        return [tell("no_rule")]
    unknown = [name for name in departure.rules if name not in numbers]
    if unknown:
        return [tell("unknown_rule", id=Part("text", None, name)) for name in unknown]
    firm = [name for name in departure.rules if program.rules[numbers[name]].rule.discretion == "none"]
    problems = [tell("firm_rule", id=Part("text", None, name)) for name in firm]
    if least_without(frozenset(numbers[name] for name in departure.rules)) > officer:
        problems.append(tell("other_rules"))
    return problems
