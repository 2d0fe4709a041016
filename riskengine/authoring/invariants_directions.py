"""What the direction of a fact implies: the weightier of two of its values never lowers the least required.

A fact's direction says what a greater value may do to the grade. So for `raises` a greater value is the weightier one, for
`lowers` a smaller one. Of two cases that differ in such a fact alone, the one with the weightier value never asks for less;
nor does a case in which the weightiest value is learnt, which was not known before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from riskengine.authoring.invariants_claims import Claim, Outcome
from riskengine.authoring.sampling import domains
from riskengine.authoring.sampling_trials import Bench, Trial
from riskengine.authoring.sampling_values import greater, representatives
from riskengine.evaluating.inputs import Inputs
from riskengine.explaining.values import grade_text, name_text, value_text
from riskengine.facts import FactState, Value
from riskengine.truth import Truth

__all__ = ["directed_claims"]

_MOST_VALUES = 6
"""So many values of a fact are held against the one in a case; the lightest are the most telling."""


def directed_claims(bench: Bench) -> Iterator[Claim]:
    """One claim for each fact with a direction on which the grade can depend, by name."""
    program = bench.program
    graded = {slot for rule in program.rules if rule.minimum > 0 for slot in rule.support}
    graded |= {slot for score in program.banded for slot in program.scores[score].support}
    axes = domains(bench)
    for slot, fact in sorted(enumerate(program.facts), key=lambda pair: pair[1].name):
        if fact.direction == "either" or slot not in graded or slot not in axes:
            continue
        values = representatives(fact, axes[slot])
        gate = program.gates[slot]
        yield Claim(
            id=fact.name,
            kind="direction",
            text=f"{_more(fact.direction)} of “{name_text(fact.name)}” never lowers what guidance requires",
            place=fact.place,
            wishes=() if gate < 0 else (gate,),
            about=(slot,),
            outcome=partial(_outcome, bench, slot, values),
            officer=lambda _: -1,
            why=partial(_why, bench, slot, values),
        )


def _more(direction: str) -> str:
    return "A greater value" if direction == "raises" else "A smaller value"


def _outcome(bench: Bench, slot: int, values: tuple[Value, ...], inputs: Inputs) -> Outcome:
    if inputs.values[slot] is None:
        return "elsewhere"
    with_it = bench.trial(inputs)
    if with_it.scope is not Truth.TRUE:
        return "elsewhere"
    lighter = list(_lighter(bench, slot, values, inputs))
    if not lighter:
        return "elsewhere"
    if any(each.least > with_it.ceiling for each in lighter):
        return "refuted"
    return "holds" if all(each.ceiling <= with_it.least for each in lighter) else "undecided"


def _lighter(bench: Bench, slot: int, values: tuple[Value, ...], inputs: Inputs) -> Iterator[Trial]:
    """The same case with values that weigh less; and with none, where no value weighs more."""
    fact, value = bench.program.facts[slot], inputs.values[slot]
    assert value is not None
    raises = fact.direction == "raises"
    less = [each for each in values if greater(fact, each, value) is raises]
    more = [each for each in values if greater(fact, value, each) is raises]
    others: list[Value | None] = [*(less if raises else reversed(less))][:_MOST_VALUES]
    for other in [*others, *([] if more else [None])]:
        trial = bench.trial(_with(inputs, slot, other))
        if trial.scope is Truth.TRUE:
            yield trial


def _with(inputs: Inputs, slot: int, value: Value | None) -> Inputs:
    now, states = list(inputs.values), list(inputs.states)
    now[slot], states[slot] = value, FactState.UNKNOWN if value is None else FactState.KNOWN
    return replace(inputs, values=tuple(now), states=tuple(states))


def _why(bench: Bench, slot: int, values: tuple[Value, ...], inputs: Inputs) -> str:
    grades, fact = bench.program.grades, bench.program.facts[slot]
    least = bench.trial(inputs).ceiling
    other = next(each for each in _lighter(bench, slot, values, inputs) if each.least > least)
    said = other.inputs.values[slot]
    instead = "were not known" if said is None else f"were “{value_text(said)}” instead"
    return (
        f"Guidance as encoded requires at least {grade_text(grades[least])} here. "
        f"If “{name_text(fact.name)}” {instead}, it would require at least {grade_text(grades[other.least])}."
    )
