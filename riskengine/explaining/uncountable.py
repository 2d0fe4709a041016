"""What keeps a condition open although nothing is left to ask: a number without a value, working days beyond the table."""

from __future__ import annotations

from collections.abc import Iterator

from riskengine.compiling.program import Ref
from riskengine.deciding.ruling import Judgement
from riskengine.explaining.knowledge import node_refs
from riskengine.truth import Truth

__all__ = ["WORKING_DAYS", "open_whatever_the_answers", "uncountable"]

WORKING_DAYS = ""
"""Stands in the place of a parameter's name for working days that no table of bank holidays covers."""


def open_whatever_the_answers(judgement: Judgement) -> dict[str, tuple[str, ...]]:
    """The ids of rules and time limits that no answer could settle, by what keeps them open: see `uncountable`."""
    found: dict[str, list[str]] = {}
    program = judgement.program
    for index, rule in enumerate(program.rules):
        if judgement.settled.outcomes[index] == "unsettled":
            for name in uncountable(judgement, rule.node):
                found.setdefault(name, []).append(rule.rule.id)
    for clock in program.clocks:
        for name in uncountable(judgement, clock.node):
            found.setdefault(name, []).append(clock.clock.id)
    return {name: tuple(sorted(ids)) for name, ids in sorted(found.items())}


def uncountable(judgement: Judgement, node: int) -> tuple[str, ...]:
    """The parameters without a value that keep a node's truth open, and `WORKING_DAYS` where days that cannot be counted do."""
    return tuple(sorted(set(_in_node(judgement, node))))


def _in_node(judgement: Judgement, number: int) -> Iterator[str]:
    if judgement.evaluation.truth(number) is not Truth.UNKNOWN:
        return
    node = judgement.program.nodes[number]
    for child in node.children:
        yield from _in_node(judgement, child)
    for ref in node_refs(node):
        yield from _in_ref(judgement, ref)


def _in_ref(judgement: Judgement, ref: Ref) -> Iterator[str]:
    program = judgement.program
    match ref.kind:
        case "parameter":
            if judgement.bound.inputs.parameters[ref.index] is None:
                yield program.parameters[ref.index]
        case "node":
            yield from _in_node(judgement, ref.index)
        case "quantity":
            quantity, span = program.quantities[ref.index], judgement.evaluation.quantities[ref.index]
            for part in quantity.inputs:
                yield from _in_ref(judgement, part)
            open_ = span.low is None or span.low != span.high
            if quantity.kind == "working_days_between" and open_ and _all_known(judgement, quantity.inputs):
                yield WORKING_DAYS


def _all_known(judgement: Judgement, refs: tuple[Ref, ...]) -> bool:
    values = judgement.bound.inputs.values
    return all(ref.kind != "fact" or values[ref.index] is not None for ref in refs)
