"""Cases drawn at random to try claims on: seeded, from where conditions can tell values apart, towards what a claim is about.

A domain is cut as completions cut it (language 3.3). Most values drawn are quiet ones, which ask for nothing: a case in
which everything is alarming breaks no claim.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from riskengine.authoring.sampling_trials import Bench, blank
from riskengine.authoring.sampling_values import any_value, has_values, quiet_value
from riskengine.compiling.program import Node
from riskengine.evaluating.axes import Axis
from riskengine.evaluating.inputs import FALSE_LEVEL, TRUE_LEVEL, Inputs
from riskengine.facts import FactState, Value

__all__ = ["Sampler", "domains"]

_BATCH = 20
"""So many cases share a day, a jurisdiction and one cutting of the domains."""
_TRIES = 24
_YEARS = 3
_KNOWN = (0.3, 0.7, 0.7, 0.9, 0.9, 0.97, 0.97, *(1.0,) * 13)
"""How much of a case is known beyond what the claim is about. In the first case of every batch nothing is."""
_QUIET = (1.0, 0.97, 0.85, 0.5)
"""How much of that asks for nothing."""


def domains(bench: Bench) -> dict[int, Axis]:
    """The domain of every fact that some condition reads, cut where nothing else is known, by slot."""
    ruleset = bench.program.ruleset
    return bench.axes(blank(bench.program, ruleset.effective_from, ruleset.jurisdictions[0]))


class Sampler:
    """Draws cases of one edition's vocabulary. The same seed draws the same cases, whatever the hash seed."""

    def __init__(self, bench: Bench, seed: str) -> None:
        self.bench = bench
        self.program = bench.program
        self.random = random.Random(seed)  # noqa: S311 - draws that can be repeated are the point
        self._left = 0
        self.ground = blank(self.program, self.program.ruleset.effective_from, self.program.ruleset.jurisdictions[0])
        self.axes: dict[int, Axis] = {}  # of the facts that some condition reads
        self._fixed: dict[int, Value] = {}

    def cases(self, number: int, wishes: Sequence[int] = (), about: Sequence[int] = ()) -> Iterator[Inputs]:
        """So many cases, in most of which the nodes `wishes` are true and the rule set covers the case.

        The facts in the slots `about` have any of their values. No known fact is one that is not applicable,
        so that every case could be recorded without contradiction.
        """
        for _ in range(number):
            self._turn()
            chosen: dict[int, Value] = {}
            for node in (*wishes, self.program.scope):
                self._grant(node, chosen, want=True)
            chosen |= {slot: value for slot in about if slot not in chosen and (value := self.value(slot)) is not None}
            yield self._applicable(self._filled(chosen))

    def value(self, slot: int) -> Value | None:
        """A value of a fact, from any of its cells; None where no condition reads it."""
        axis = self.axes.get(slot)
        return None if axis is None else any_value(self.program.facts[slot], axis, self.random)

    # the ground on which cases are drawn

    def _turn(self) -> None:
        if self._left == 0:
            self._left = _BATCH
            ruleset = self.program.ruleset
            self.ground = blank(self.program, self._day(), self.random.choice(ruleset.jurisdictions))
            self._fixed = {}
            self.axes = self._drawable(self.bench.axes(self.ground))
            self._cut_tangled()
        self._left -= 1

    def _day(self) -> date:
        """A day on which the edition is in force: its first or last, one on which a parameter changes, or any."""
        ruleset = self.program.ruleset
        first = ruleset.effective_from
        last = ruleset.effective_until or first + timedelta(days=365 * _YEARS)
        changes = [each.start for name in sorted(ruleset.parameters) for each in ruleset.parameters[name].values]
        days = [first, last, *(day for day in changes if first < day <= last)]
        anywhere = first + timedelta(days=self.random.randint(0, (last - first).days))
        return self.random.choice([*days, anywhere, anywhere])

    def _cut_tangled(self) -> None:
        """Where two facts enter one number, fix some of them and cut the others by that."""
        tangled = [slot for slot, axis in self.axes.items() if axis.whole is not None and axis.size == 1]
        for slot in tangled:
            value = self.value(slot)
            if value is not None and self.random.random() < 1 / 2:
                self._fixed[slot] = value
        if self._fixed:
            self.axes |= self._drawable(self.bench.axes(self._with(self._fixed)))

    def _drawable(self, axes: dict[int, Axis]) -> dict[int, Axis]:
        """The axes of facts that can have a value on this day."""
        as_of = self.ground.values[self.program.as_of_slot]
        assert isinstance(as_of, date)
        return {slot: axis for slot, axis in axes.items() if has_values(self.program.facts[slot], as_of)}

    # what the claim is about

    def _grant(self, index: int, chosen: dict[int, Value], *, want: bool) -> None:
        """Choose values under which a node has the truth wanted, as far as choices made before allow."""
        node = self.program.nodes[index]
        match node.kind:
            case "compare":
                self._grant_comparison(index, node, chosen, want=want)
            case "not":
                self._grant(node.children[0], chosen, want=not want)
            case "holds":
                self._grant(node.children[0], chosen, want=want)
            case _:
                of_children = want if node.kind != "none" else not want
                for child in self._some(node, want=want):
                    self._grant(child, chosen, want=of_children)

    def _some(self, node: Node, *, want: bool) -> list[int]:
        """As many parts of a node as must have the truth that is wanted of them, in any order."""
        total = len(node.children)
        needed = {"all": total, "any": 1, "none": 1, "at_least": node.n}.get(node.kind, 0)
        if node.kind == "none":
            needed = total if want else 1
        elif not want:
            needed = total - needed + 1
        return self.random.sample(node.children, min(max(needed, 0), total))

    def _grant_comparison(self, index: int, node: Node, chosen: dict[int, Value], *, want: bool) -> None:
        assert node.subject is not None
        if want:
            for ref in (node.subject, *node.operands):
                if ref.kind == "fact" and self.program.gates[ref.index] >= 0:
                    self._grant(self.program.gates[ref.index], chosen, want=True)
        slots = [slot for slot in self.program.node_support[index] if slot in self.axes and slot not in chosen]
        level = TRUE_LEVEL if want else FALSE_LEVEL
        for _ in range(_TRIES if slots else 0):
            drawn = {slot: value for slot in slots if (value := self.value(slot)) is not None}
            if self.bench.evaluation(self._with(chosen | drawn)).levels[index] == level:
                chosen |= drawn
                return

    # the rest of the case

    def _filled(self, chosen: dict[int, Value]) -> Inputs:
        """The case with some of what is not chosen known, most of it quiet."""
        known, quiet = self.random.choice(_KNOWN), self.random.choice(_QUIET)
        if self._left == _BATCH - 1:
            known = 0
        found = dict(chosen)
        asked = []
        for slot, axis in self.axes.items():
            if slot in found:
                continue
            if slot in self._fixed and known:
                found[slot] = self._fixed[slot]
            elif self.random.random() >= known:
                asked += [slot] if self.random.random() < 1 / 2 else []
            else:
                fact = self.program.facts[slot]
                calm = self.random.random() < quiet
                found[slot] = quiet_value(fact, axis, self.random) if calm else any_value(fact, axis, self.random)
        return self._with(found, asked)

    def _with(self, values: dict[int, Value], asked: Sequence[int] = ()) -> Inputs:
        now, states = list(self.ground.values), list(self.ground.states)
        for slot in asked:
            states[slot] = FactState.UNKNOWN
        for slot, value in values.items():
            now[slot], states[slot] = value, FactState.KNOWN
        return replace(self.ground, values=tuple(now), states=tuple(states))

    def _applicable(self, inputs: Inputs) -> Inputs:
        """The same without what is known of facts that are not applicable."""
        levels = self.bench.evaluation(inputs).levels
        closed = {slot for slot, gate in self.program.gated if levels[gate] == FALSE_LEVEL and inputs.values[slot] is not None}
        if not closed:
            return inputs
        values = tuple(None if slot in closed else value for slot, value in enumerate(inputs.values))
        states = tuple(FactState.NOT_ASKED if slot in closed else state for slot, state in enumerate(inputs.states))
        return replace(inputs, values=values, states=states)
