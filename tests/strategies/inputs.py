"""A situation as the evaluators take it."""

from __future__ import annotations

from riskengine.compiling.program import Program
from riskengine.evaluating.inputs import Inputs
from riskengine.facts import FactState
from tests.oracle import Situation
from tests.oracle_worlds import parameter_value

__all__ = ["inputs_of"]


def inputs_of(program: Program, situation: Situation) -> Inputs:
    """What is known, by the slots of a program."""
    values = [situation.known.get(fact.name) for fact in program.facts]
    values[program.as_of_slot] = situation.as_of
    return Inputs(
        values=tuple(values),
        states=tuple(_state(situation, fact.name, value is not None) for fact, value in zip(program.facts, values, strict=True)),
        parameters=tuple(parameter_value(situation.ruleset, name, situation.as_of) for name in program.parameters),
        jurisdiction=situation.jurisdiction,
    )


def _state(situation: Situation, name: str, known: bool) -> FactState:
    if known:
        return FactState.KNOWN
    return FactState.UNKNOWN if name in situation.asked else FactState.NOT_ASKED
