"""An edition as durable-rules is given it: probes of small whole numbers, and gates that join them, in layers.

Nothing here knows what a condition means: `drawing` does. A gate is all of its parts, each as it is or turned round, and
has two rails: a pattern that matches where it is certainly true, and one that matches where it is certainly false. Where
neither matches it is unsettled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from riskengine.records import record
from riskengine.ruleset import Rule, RuleSet

__all__ = [
    "FALSE_CODE",
    "TRUE_CODE",
    "Atom",
    "Circuit",
    "End",
    "Fixed",
    "Gate",
    "Number",
    "Pair",
    "Part",
    "Probe",
    "Value",
    "Wire",
    "negated",
]

TRUE_CODE, FALSE_CODE = 1, 2
"""What stands for a truth that is settled. One that is not is absent. They are no truths of Python's: to durable-rules,
`true` is 1."""

Operation = Literal["==", "!=", "<", "<=", ">", ">="]


class Probe(NamedTuple):
    """A comparison that durable-rules makes: it holds only where the slot has a number."""

    operation: Operation
    slot: int
    code: int


class Atom(NamedTuple):
    """A smallest condition: the probe that holds where it is certainly true, and the one where it is certainly false."""

    true: Probe
    false: Probe


class Wire(NamedTuple):
    """A gate as it is, or turned round."""

    gate: int
    positive: bool


class Fixed(NamedTuple):
    """A condition that is the same in every case."""

    value: bool


Part = Atom | Wire | Fixed


def negated(part: Part) -> Part:
    """The same turned round: the two rails change places, and what is unsettled stays so.

    >>> negated(negated(Wire(3, True)))
    Wire(gate=3, positive=True)
    """
    match part:
        case Atom(true, false):
            return Atom(false, true)
        case Wire(gate, positive):
            return Wire(gate, not positive)
        case Fixed(value):
            return Fixed(not value)


@record
class Gate:
    """All of its parts. `layer` is the first in which every part has been concluded; its truth goes to `slot`."""

    parts: tuple[Atom | Wire, ...]
    layer: int
    slot: int


@record
class Value:
    """A recorded value's place: `kind` says how values of the fact (or the parameter) `name` become whole numbers.

    `boolean`, `choice` and `text` by what they are, `option` by whether it is among those chosen; `number`, `parameter`,
    `day` and `instant` by their place among those that the rules name.
    """

    kind: Literal["boolean", "choice", "option", "text", "number", "parameter", "day", "instant"]
    name: str
    option: str
    slot: int


@record
class Number:
    """A number that is worked out once, before its layer, from what has been concluded by then.

    `kind` is `quantity`, `score` or `count`: the number of `parts` that are true. Its least goes to the slot `low`, its
    greatest to `high`, and whether it applies to `applies`.
    """

    kind: Literal["quantity", "score", "count"]
    name: str
    parts: tuple[Part, ...]
    layer: int
    low: int
    high: int
    applies: int


class End(NamedTuple):
    """What a pair compares: a fact's number, day or instant, a parameter, or the least or greatest of a number."""

    kind: Literal["number", "parameter", "day", "instant", "least", "greatest"]
    name: str


@record
class Pair:
    """How one end lies to another: 1 below, 2 the same, 3 above; absent where either is not known."""

    first: End
    second: End
    layer: int
    slot: int


@record
class Circuit:
    """A whole edition. `axes` hold, in order, the numbers, days, instants and texts that conditions name.

    `givers` are the rules that give points to each score, and `gated` has the gate of each fact that has one. `layers` says
    how many layers there are, `slots` how many slots.
    """

    ruleset: RuleSet
    givers: Mapping[str, tuple[Rule, ...]]
    scope: Part
    rules: Mapping[str, Part]
    definitions: Mapping[str, Part]
    gated: Mapping[str, Part]
    gates: tuple[Gate, ...]
    values: tuple[Value, ...]
    numbers: tuple[Number, ...]
    pairs: tuple[Pair, ...]
    axes: Mapping[str, tuple[Any, ...]]
    layers: int
    slots: int
