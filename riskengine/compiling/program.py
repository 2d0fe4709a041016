"""The Program: one edition with names resolved, types checked, and every node numbered.

Plain frozen data. Nodes are in an order in which every node comes after what it needs; `steps` orders
nodes, quantities and scores together, so that one pass over it evaluates everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Literal

from riskengine.diagnostics import NOWHERE, Place
from riskengine.facts import Fact, Value
from riskengine.records import field, record
from riskengine.ruleset import Clock, Effect, Invariant, Rule, RuleSet

__all__ = [
    "CompiledBands",
    "CompiledClock",
    "CompiledInvariant",
    "CompiledQuantity",
    "CompiledRule",
    "CompiledScore",
    "Node",
    "Program",
    "Ref",
    "Step",
]


@record
class Ref:
    """Where a value comes from: a fact's slot, a quantity, a score, a parameter, a node, or a constant.

    `index` counts in the program's tuple of that kind; a constant carries `value` instead.
    """

    kind: Literal["fact", "quantity", "score", "parameter", "node", "constant"]
    index: int = -1
    value: Value | None = None


@record
class Node:
    """One numbered condition.

    `kind` is `compare`, `all`, `any`, `none`, `not`, `at_least`, `holds` or `always`. `children` are node
    numbers (a `holds` has the root of its definition as its only child). A comparison has `subject`,
    `operator` and `operands`; `axis` says how values compare: `boolean`, `number`, `choice`, `ordered`
    (by position among `options`), `choices`, `date` (calendar days; datetimes by their Europe/London
    date), `datetime` (instants) or `text`. Constants are already of the axis: an ordered choice stays its
    text, a date a date, a datetime an aware UTC datetime.
    """

    kind: str
    children: tuple[int, ...] = ()
    n: int = 0
    subject: Ref | None = None
    operator: str = ""
    operands: tuple[Ref, ...] = ()
    axis: str = ""
    options: tuple[str, ...] = ()
    name: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@record
class CompiledQuantity:
    """A named number: its kind (a key of `QUANTITY_KINDS`) and where its inputs come from.

    `count_true` takes nodes: a fact that it counts has a comparison node of its own.
    """

    name: str
    kind: str
    inputs: tuple[Ref, ...]
    place: Place = field(default=NOWHERE, compare=False)


@record
class CompiledBands:
    """`points_by`, resolved: `subject` a fact or quantity, `score` an index."""

    rule: int
    subject: Ref
    score: int


@record
class CompiledRule:
    """A rule with the number of its condition's node; `minimum` is the index of its minimum grade, or -1.

    `support` are the slots of the facts on which its condition can depend, gates, definitions,
    quantities and scores followed through; sorted.
    """

    rule: Rule
    node: int
    minimum: int
    support: tuple[int, ...]
    requires: tuple[int, ...] = ()
    points_by: CompiledBands | None = None

    @property
    def effect(self) -> Effect:
        """The effect as written."""
        return self.rule.effect


@record
class CompiledScore:
    """A score: the rules that give points to it, by index, and the bands' grades as indexes.

    `bands` holds (low, high, grade index), both ends included, None open, lowest first.
    """

    name: str
    rules: tuple[int, ...]
    bands: tuple[tuple[object, object, int], ...]
    support: tuple[int, ...]


@record
class CompiledClock:
    """A time limit with its condition's node, and the slots of its start and stop (-1: none)."""

    clock: Clock
    node: int
    starts: int
    stops: int
    within: Ref
    support: tuple[int, ...]


@record
class CompiledInvariant:
    """A claim: where node `given` holds, node `then` holds (-1: none) and the least is `minimum` (-1: none)."""

    invariant: Invariant
    given: int
    then: int
    minimum: int
    support: tuple[int, ...]


@record
class Step:
    """One step of evaluation: work out node, quantity or score number `index`."""

    kind: Literal["node", "quantity", "score"]
    index: int


@record
class Program:
    """One edition, compiled.

    `facts` holds the vocabulary by name, then `as_of` (always known) and `grade` (used by clocks only),
    each in its slot. `gates[slot]` is the node that must hold for the fact to apply, or -1. `steps` works
    out everything except what clocks and invariants need beyond that, which `late_steps` works out once
    the grade that counts is in its slot. `node_support[n]` are the slots on which node n can depend.
    """

    ruleset: RuleSet
    facts: tuple[Fact, ...]
    slots: Mapping[str, int]
    gates: tuple[int, ...]
    nodes: tuple[Node, ...]
    quantities: tuple[CompiledQuantity, ...]
    scores: tuple[CompiledScore, ...]
    parameters: tuple[str, ...]
    steps: tuple[Step, ...]
    late_steps: tuple[Step, ...]
    scope: int
    rules: tuple[CompiledRule, ...]
    clocks: tuple[CompiledClock, ...]
    definitions: Mapping[str, int]
    node_support: tuple[tuple[int, ...], ...]
    invariants: tuple[CompiledInvariant, ...] = ()

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades, lowest first."""
        return self.ruleset.grades

    @cached_property
    def grade_words(self) -> tuple[str, ...]:
        """The grades as they are said, lowest first."""
        return tuple(grade.replace("_", " ") for grade in self.grades)

    @cached_property
    def cited_by_rules(self) -> tuple[tuple[str, ...], ...]:
        """What each rule cites, in order."""
        return tuple(tuple(sorted(set(rule.rule.cites))) for rule in self.rules)

    @property
    def as_of_slot(self) -> int:
        """The slot of `as_of`."""
        return len(self.facts) - 2

    @property
    def grade_slot(self) -> int:
        """The slot of `grade`."""
        return len(self.facts) - 1

    @cached_property
    def rule_nodes(self) -> tuple[int, ...]:
        """The node of every rule's condition."""
        return tuple(rule.node for rule in self.rules)

    @cached_property
    def levels_of_rules(self) -> Callable[[tuple[int, ...]], tuple[int, ...]]:
        """Picks the truths of the rules' conditions out of the truths of all nodes."""
        nodes = self.rule_nodes
        if len(nodes) > 1:
            return itemgetter(*nodes)
        return lambda levels: tuple([levels[node] for node in nodes])

    @cached_property
    def parameters_of_rules(self) -> tuple[frozenset[str], ...]:
        """The parameters on which the condition of each rule rests, definitions and quantities followed through."""
        return tuple(frozenset(self._parameters_of(rule.node)) for rule in self.rules)

    def _parameters_of(self, number: int) -> Iterator[str]:
        node = self.nodes[number]
        for child in node.children:
            yield from self._parameters_of(child)
        for ref in (node.subject, *node.operands):
            if ref is not None and ref.kind == "parameter":
                yield self.parameters[ref.index]
            elif ref is not None and ref.kind == "quantity":
                yield from self._parameters_under(ref.index)

    def _parameters_under(self, quantity: int) -> Iterator[str]:
        for ref in self.quantities[quantity].inputs:
            if ref.kind == "parameter":
                yield self.parameters[ref.index]
            elif ref.kind == "quantity":
                yield from self._parameters_under(ref.index)
            elif ref.kind == "node":
                yield from self._parameters_of(ref.index)

    @cached_property
    def floors(self) -> tuple[tuple[int, int], ...]:
        """The rules with a minimum grade above the lowest: (index of the grade, rule), highest grade first."""
        return tuple(
            sorted(
                ((rule.minimum, n) for n, rule in enumerate(self.rules) if rule.minimum > 0), key=lambda pair: (-pair[0], pair[1])
            )
        )

    @cached_property
    def floors_at(self) -> Mapping[int, tuple[int, ...]]:
        """The rules of `floors` by the index of their grade, highest grade first."""
        grades = dict.fromkeys(grade for grade, _ in self.floors)
        return {grade: tuple(number for each, number in self.floors if each == grade) for grade in grades}

    @cached_property
    def gated(self) -> tuple[tuple[int, int], ...]:
        """The facts with a gate: (slot, node of the gate)."""
        return tuple((slot, gate) for slot, gate in enumerate(self.gates) if gate >= 0)

    @cached_property
    def banded(self) -> tuple[int, ...]:
        """The scores with bands, which have a part in the grade."""
        return tuple(number for number, score in enumerate(self.scores) if score.bands)

    @cached_property
    def compared(self) -> frozenset[int]:
        """The scores that conditions compare."""
        refs = (ref for node in self.nodes if node.subject is not None for ref in (node.subject, *node.operands))
        return frozenset(ref.index for ref in refs if ref.kind == "score")

    @cached_property
    def required(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The rules that require facts: (rule, slots)."""
        return tuple((number, rule.requires) for number, rule in enumerate(self.rules) if rule.requires)

    @cached_property
    def speaking(self) -> tuple[int, ...]:
        """The rules with an action, a flag or a review."""
        return tuple(
            number for number, rule in enumerate(self.rules) if rule.effect.actions or rule.effect.flag or rule.effect.review
        )

    @cached_property
    def swings(self) -> tuple[bool, ...]:
        """For every node, whether it compares a fact on no line, and holds of some of its values and not of others."""
        from riskengine.compiling.swings import swings

        return swings(self)

    @cached_property
    def bounded_by_as_of(self) -> tuple[int, ...]:
        """The facts whose domain starts or ends with the day on which the case is judged."""
        return tuple(slot for slot, fact in enumerate(self.facts[:-2]) if "as_of" in (fact.earliest, fact.latest))

    @cached_property
    def compares_as_of(self) -> bool:
        """Whether a condition, a number or a time limit's condition can depend on the day on which the case is judged."""
        return any(self.as_of_slot in support for support in self._supports)

    @cached_property
    def weighed_bounds(self) -> tuple[int, ...]:
        """Those of `bounded_by_as_of` on which some condition or number can depend."""
        return tuple(slot for slot in self.bounded_by_as_of if slot in self.weighed)

    @cached_property
    def weighed(self) -> tuple[int, ...]:
        """The facts on which some condition or number can depend; `as_of` and `grade` are none of them."""
        return tuple(sorted(slot for slot in frozenset().union(*self._supports) if slot < self.as_of_slot))

    @cached_property
    def weighed_parts(self) -> Callable[[tuple[object, ...]], object]:
        """Picks what stands in the slots of `weighed` out of a tuple by slot."""
        return itemgetter(*self.weighed) if self.weighed else len

    @property
    def _supports(self) -> Iterator[tuple[int, ...]]:
        yield from self.node_support
        yield from (score.support for score in self.scores)
