"""What the tables cover: operators by types and states, quantities, outcomes, verdicts, findings, states of time limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from riskengine.conditions import Compare, Condition, Holds, Not, children
from riskengine.deciding.ruling import Judgement
from riskengine.facts import FactState
from riskengine.ruleset import RuleSet
from riskengine.truth import Truth
from tests.conformance.evaluators import Ours
from tests.conformance.tables import Case, Table

__all__ = ["STATES", "clock_units", "compared", "expected", "kinds"]

STATES = ("known", "unknown", "not_asked", "not_applicable", "gate_open")
"""What may be known of a fact that is compared; with `gate_open` it is recorded, and whether it applies is not settled."""


def compared(tables: Iterable[Table]) -> set[tuple[str, str, str]]:
    """Every (operator, type of fact, state) of which a table expects a truth."""
    found: set[tuple[str, str, str]] = set()
    for table in tables:
        for case in table.cases:
            judgement = _judged(table, case)
            if judgement is not None:
                found |= set(_of_case(judgement, case.expect.get("truths", {})))
    return found


def _judged(table: Table, case: Case) -> Judgement | None:
    if "truths" not in case.expect or "refused" in case.expect:
        return None
    return Ours(fast=False).decide(table, case).ruling.judgement


def _of_case(judgement: Judgement, truths: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    ruleset = judgement.program.ruleset
    conditions = {name: each.condition for name, each in ruleset.definitions.items()}
    conditions |= {rule.id: rule.when for rule in ruleset.rules}
    for name in truths:
        for compare in _comparisons(ruleset, conditions[name]):
            fact = ruleset.facts.get(compare.subject)
            if fact is not None:
                yield compare.operator, fact.type.value, _state(judgement, compare.subject)


def _comparisons(ruleset: RuleSet, condition: Condition) -> Iterator[Compare]:
    match condition:
        case Compare():
            yield condition
        case Holds(name):
            yield from _comparisons(ruleset, ruleset.definitions[name].condition)
        case Not(part):
            yield from _comparisons(ruleset, part)
        case _:
            for part in children(condition):
                yield from _comparisons(ruleset, part)


def _state(judgement: Judgement, name: str) -> str:
    slot = judgement.program.slots[name]
    gate = judgement.program.gates[slot]
    state = judgement.bound.inputs.states[slot]
    truth = Truth.TRUE if gate < 0 else judgement.evaluation.truth(gate)
    if truth is Truth.FALSE:
        return "not_applicable"
    if truth is Truth.UNKNOWN and state is FactState.KNOWN:
        return "gate_open"
    return {FactState.KNOWN: "known", FactState.UNKNOWN: "unknown", FactState.NOT_ASKED: "not_asked"}[state]


def kinds(tables: Iterable[Table]) -> set[str]:
    """The kinds of the quantities of which a table expects a number."""
    return {
        kind
        for table in tables
        for case in table.cases
        for name in case.expect.get("quantities", {})
        for kind in table.editions[0]["quantities"][name]
    }


def expected(tables: Iterable[Table], key: str) -> set[Any]:
    """Everything that tables expect under a key: names of findings, outcomes, verdicts, states of time limits."""
    found: set[Any] = set()
    for table in tables:
        for case in table.cases:
            found |= set(_values(case.expect.get(key)))
    return found


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _values(each["state"] if isinstance(each, Mapping) and "state" in each else each)
    elif isinstance(value, list):
        yield from value
    elif value is not None:
        yield value


def clock_units(tables: Iterable[Table]) -> set[tuple[str, str]]:
    """Every (unit, state) of a time limit that a table expects."""
    found = set()
    for table in tables:
        clocks = table.editions[0].get("clocks", {})
        for case in table.cases:
            for name, value in case.expect.get("clocks", {}).items():
                (unit,) = clocks[name]["within"]
                found.add((unit, value if isinstance(value, str) else value.get("state", "")))
    return found
