"""What it means that an answer agrees with the truth: equal where it says exact, else never narrower."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riskengine.compiling.program import Program
from riskengine.evaluating.settled import Settled
from riskengine.truth import Truth
from tests.oracle import Exact

__all__ = ["TRUTHS", "disagreements", "named"]

TRUTHS = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}


def named(program: Program, settled: Settled) -> dict[str, Any]:
    """An answer with names in place of numbers."""
    facts = [fact.name for fact in program.facts]
    rules = [rule.rule.id for rule in program.rules]
    return {
        "scope": settled.scope,
        "outcomes": dict(zip(rules, settled.outcomes, strict=True)),
        "least": settled.least,
        "most": settled.most,
        "most_counting": settled.most_counting,
        "scores": {score.name: tuple(ends) for score, ends in zip(program.scores, settled.scores, strict=True)},
        "decisive": {rules[number] for number in settled.decisive},
        "forcing": {rules[number] for number in settled.forcing},
        "relevant": {facts[each.slot]: (each.why, each.could_reach) for each in settled.relevant},
        "order": [facts[each.slot] for each in settled.relevant],
        "accepted": {(facts[slot], rules[number]) for slot, number in settled.accepted},
        "closed": {facts[slot] for slot in settled.not_applicable},
        "open": {facts[slot] for slot in settled.gate_open},
    }


def disagreements(program: Program, settled: Settled, truth: Exact) -> list[str]:
    """Everything in which an answer differs from the truth, in words."""
    answer = named(program, settled)
    return list(_exact(answer, truth) if settled.exact else _bounds(answer, truth))


def _exact(answer: dict[str, Any], truth: Exact) -> Iterator[str]:
    expected = {"scope": TRUTHS[truth.scope], "outcomes": dict(truth.outcomes), "least": truth.least, "most": truth.most}
    expected |= {
        "closed": {name for name, gate in truth.gates.items() if gate is False},
        "open": {name for name, gate in truth.gates.items() if gate is None},
    }
    if truth.least >= 0:
        expected |= {"scores": dict(truth.scores), "decisive": truth.decisive}
        expected |= {} if truth.forcing is None else {"forcing": truth.forcing}
        expected |= {"relevant": dict(truth.relevant), "accepted": truth.accepted, "most_counting": truth.most_counting}
    for key, value in expected.items():
        if answer[key] != value:
            yield f"{key}: said {answer[key]}, is {value}"
    if truth.least >= 0:
        yield from _order(answer, truth)


def _order(answer: dict[str, Any], truth: Exact) -> Iterator[str]:
    """Relevant facts by what they could reach, then by what is left at worst, then by name; gates first."""
    order = answer["order"]
    ungated = [name for name in order if name not in truth.gated_by]
    keys = [(-truth.relevant[name][1], truth.worst[name], name) for name in ungated if name in truth.relevant]
    if not truth.gated_by and keys != sorted(keys):
        yield f"order: {order}, keys {keys}"
    for name, gates in truth.gated_by.items():
        late = [gate for gate in gates if gate in order and name in order and order.index(gate) > order.index(name)]
        if late:
            yield f"order: {name} before its gates {late}"


def _bounds(answer: dict[str, Any], truth: Exact) -> Iterator[str]:
    """Bounds may be wider than the truth, never narrower."""
    if answer["scope"] is not Truth.UNKNOWN and answer["scope"] is not TRUTHS[truth.scope]:
        yield f"scope: said {answer['scope']}, is {truth.scope}"
    for name, outcome in answer["outcomes"].items():
        if outcome in ("applies", "does_not_apply") and outcome != truth.outcomes[name]:
            yield f"outcome of {name}: said {outcome}, is {truth.outcomes[name]}"
    closed = {name for name in answer["closed"] if truth.gates[name] is not False}
    if closed:
        yield f"closed: said {closed}, which are not"
    if truth.least >= 0:
        yield from _range(answer, truth)


def _range(answer: dict[str, Any], truth: Exact) -> Iterator[str]:
    if not answer["least"] <= truth.least or not answer["most"] >= truth.most:
        yield f"range: said {answer['least']} to {answer['most']}, is {truth.least} to {truth.most}"
    if not answer["most_counting"] >= truth.most_counting:
        yield f"most with accepted rules: said {answer['most_counting']}, is {truth.most_counting}"
    for name, (low, high) in truth.scores.items():
        least, most = answer["scores"][name]
        if (least is not None and least > low) or (most is not None and most < high):
            yield f"score {name}: said {least} to {most}, is {low} to {high}"
    for name, (_, reach) in truth.relevant.items():
        if name not in answer["relevant"]:
            yield f"relevant: {name} is not listed"
        elif answer["relevant"][name][1] < reach:
            yield f"relevant: {name} could reach {reach}, said {answer['relevant'][name][1]}"
