"""What the second evaluator says of one case: a truth for every condition that has a name, and a span for every number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from riskengine.facts import AS_OF
from riskengine.records import record
from riskengine.rete.axes import day_of, place_of
from riskengine.rete.circuit import FALSE_CODE, TRUE_CODE, Circuit, End, Fixed, Part, Wire
from riskengine.rete.circuit import Value as Slot
from riskengine.rete.knowledge import Knowledge
from riskengine.rete.network import Network
from riskengine.rete.numbers import Arithmetic, counted
from riskengine.rete.spans import Span

__all__ = ["Conclusions", "conclude"]

_TRUTHS: Mapping[int | None, bool | None] = {TRUE_CODE: True, FALSE_CODE: False, None: None}


@record
class Conclusions:
    """Truths are None where they are unsettled. `gates` has the facts that have one."""

    knowledge: Knowledge
    scope: bool | None
    rules: Mapping[str, bool | None]
    definitions: Mapping[str, bool | None]
    gates: Mapping[str, bool | None]
    quantities: Mapping[str, Span]
    scores: Mapping[str, Span]
    arithmetic: Arithmetic

    @property
    def complete(self) -> bool:
        """Whether everything is settled, node by node."""
        truths = [self.scope, *self.rules.values(), *self.definitions.values(), *self.gates.values()]
        return None not in truths and all(span.low == span.high for span in self.scores.values())


def conclude(network: Network, knowledge: Knowledge) -> Conclusions:
    """Work out one case. Raises DisagreementError where durable-rules fails."""
    work = _Work(network.circuit, knowledge)
    network.conclude(work.codes, work.before)
    return work.conclusions()


class _Work:
    """One case being worked out."""

    def __init__(self, circuit: Circuit, knowledge: Knowledge) -> None:
        self.circuit = circuit
        self.knowledge = knowledge
        self.codes: list[int | None] = [None] * circuit.slots
        self.spans: dict[tuple[str, str], Span] = {}
        self.arithmetic = Arithmetic(circuit.ruleset, circuit.givers, knowledge, self._gate, partial(self._span, "quantity"))
        for value in circuit.values:
            self.codes[value.slot] = _code(circuit, knowledge, value)

    def before(self, layer: int) -> None:
        """Work out the numbers of a layer."""
        for number in self.circuit.numbers:
            if number.layer == layer:
                truths = [self._truth(part) for part in number.parts]
                if number.kind == "score":
                    span = self.arithmetic.of_score(number.name, self._by_rule(number.name, truths))
                elif number.parts:
                    span = counted(truths)
                else:
                    span = self.arithmetic.of_quantity(number.name)
                self._put(number.low, number.high, number.applies, span)
                self.spans[number.kind, number.name] = span
        for pair in self.circuit.pairs:
            if pair.layer == layer:
                first, second = self._end(pair.first), self._end(pair.second)
                if first is not None and second is not None:
                    self.codes[pair.slot] = 2 + (first > second) - (first < second)

    def conclusions(self) -> Conclusions:
        """Everything, by name."""
        circuit = self.circuit
        return Conclusions(
            knowledge=self.knowledge,
            scope=self._truth(circuit.scope),
            rules=self._named(circuit.rules),
            definitions=self._named(circuit.definitions),
            gates=self._named(circuit.gated),
            quantities={name: self.spans["quantity", name] for name in circuit.ruleset.quantities},
            scores={name: self.spans["score", name] for name in circuit.ruleset.scores},
            arithmetic=self.arithmetic,
        )

    def _by_rule(self, score: str, truths: Sequence[bool | None]) -> dict[str, bool | None]:
        return {rule.id: truth for rule, truth in zip(self.circuit.givers[score], truths, strict=True)}

    def _named(self, parts: Mapping[str, Part]) -> dict[str, bool | None]:
        return {name: self._truth(part) for name, part in parts.items()}

    def _truth(self, part: Part) -> bool | None:
        """What has been concluded of a part that is a gate."""
        match part:
            case Fixed(value):
                return value
            case Wire(gate, positive):
                truth = _TRUTHS[self.codes[self.circuit.gates[gate].slot]]
                return truth if truth is None or positive else not truth
        raise ValueError("only the truth of a gate is concluded")

    def _gate(self, fact: str) -> bool | None:
        part = self.circuit.gated.get(fact)
        return True if part is None else self._truth(part)

    def _span(self, kind: str, name: str) -> Span:
        return self.spans[kind, name]

    def _put(self, low: int, high: int, applies: int, span: Span) -> None:
        axis = self.circuit.axes["number"]
        if span.applies is not False:
            self.codes[low] = None if span.low is None else place_of(axis, span.low)
            self.codes[high] = None if span.high is None else place_of(axis, span.high)
        self.codes[applies] = None if span.applies is None else TRUE_CODE if span.applies else FALSE_CODE

    def _end(self, end: End) -> Any:
        match end.kind:
            case "parameter":
                return self.knowledge.parameters[end.name]
            case "least" | "greatest":
                kind = "quantity" if end.name in self.circuit.ruleset.quantities else "score"
                span = self.spans[kind, end.name]
                return None if span.applies is False else span.low if end.kind == "least" else span.high
        value = _recorded(self.knowledge, end.name)
        return day_of(value) if end.kind == "day" and value is not None else value


def _recorded(knowledge: Knowledge, name: str) -> Any:
    return knowledge.as_of if name == AS_OF else knowledge.values.get(name)


def _code(circuit: Circuit, knowledge: Knowledge, slot: Slot) -> int | None:
    """A recorded value as durable-rules gets it; None where it is not known."""
    value: Any = knowledge.parameters[slot.name] if slot.kind == "parameter" else _recorded(knowledge, slot.name)
    if value is None:
        return None
    match slot.kind:
        case "boolean":
            return TRUE_CODE if value else FALSE_CODE
        case "option":
            return TRUE_CODE if slot.option in value else FALSE_CODE
        case "choice":
            return circuit.ruleset.facts[slot.name].options.index(value) + 1
        case "text":
            axis = circuit.axes[f"text {slot.name}"]
            found = bisect_left(axis, value)
            return found + 1 if found < len(axis) and axis[found] == value else len(axis) + 1
        case "day":
            return place_of(circuit.axes["day"], day_of(value))
        case "instant":
            return place_of(circuit.axes["instant"], value)
    return place_of(circuit.axes["number"], value)
