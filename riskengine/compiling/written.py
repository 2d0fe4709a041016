"""Every condition of a rule set as written, with what it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.compiling.program import Program
from riskengine.conditions import Condition
from riskengine.diagnostics import Place
from riskengine.records import record

__all__ = ["Written", "written_conditions"]


@record
class Written:
    """A whole condition: what it belongs to in words, its node, and where what it belongs to stands."""

    what: str
    condition: Condition
    node: int
    place: Place


def written_conditions(program: Program) -> Iterator[Written]:
    """The gates, definitions, scope, rules, time limits and claims of a program."""
    ruleset = program.ruleset
    for slot, gate in enumerate(program.gates):
        fact = program.facts[slot]
        if gate >= 0 and fact.applies_when is not None:
            yield Written(f"the gate of `{fact.name}`", fact.applies_when, gate, fact.place)
    for name, node in program.definitions.items():
        yield Written(f"`{name}`", ruleset.definitions[name].condition, node, ruleset.definitions[name].place)
    yield Written("the scope", ruleset.scope.when, program.scope, ruleset.scope.place)
    for rule in program.rules:
        yield Written(f"the condition of rule {rule.rule.id}", rule.rule.when, rule.node, rule.rule.place)
    for timed in program.clocks:
        yield Written(f"the condition of time limit {timed.clock.id}", timed.clock.when, timed.node, timed.clock.place)
    for claim in program.invariants:
        yield Written(f"what claim {claim.invariant.id} is given", claim.invariant.given, claim.given, claim.invariant.place)
