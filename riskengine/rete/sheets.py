"""A circuit as rule sets of durable-rules: sheets small enough for it, and two rules for each gate.

What a case comes to is asserted layer by layer, each layer as a few facts, the sheets. Every rule asks for one sheet by its
number. Measured on 2.0.28: a fact holds at most 255 properties, at most 64 probes may match it at a time, a rule set holds at
most 4,096 rules, at most 512 probes may follow one another's, and names are told apart by 32 bits of a hash.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from riskengine.records import record
from riskengine.rete.circuit import FALSE_CODE, TRUE_CODE, Atom, Circuit, Gate, Probe, Wire

__all__ = ["NAMES", "Sheet", "Wing", "definition_of", "wings_of"]

_ROOM = 54
"""How many probes may match one sheet."""
_MOST_RULES = 1_500
_MOST_SHEETS = 150

NAMES = tuple(f"p{number}" for number in range(_ROOM))
"""The names of a sheet's properties: few, and always the same, so that a test can hold that none is taken for another."""

_OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


@record
class Sheet:
    """One fact: the slots that its gates ask for, in the order of `NAMES`, and the numbers of the gates."""

    number: int
    slots: tuple[int, ...]
    gates: tuple[int, ...]


@record
class Wing:
    """The sheets of one layer that one rule set of durable-rules, `home`, concludes."""

    layer: int
    home: int
    sheets: tuple[Sheet, ...]


def wings_of(circuit: Circuit) -> tuple[Wing, ...]:
    """Every layer in order, each in one wing or several."""
    found: list[Wing] = []
    home = rules = sheets = 0
    for layer in range(1, circuit.layers + 1):
        here: list[Sheet] = []
        for sheet in _sheets(circuit, layer):
            if rules + 2 * len(sheet.gates) > _MOST_RULES or sheets >= _MOST_SHEETS:
                if here:
                    found.append(Wing(layer, home, tuple(here)))
                home, rules, sheets, here = home + 1, 0, 0, []
            sheets += 1
            rules += 2 * len(sheet.gates)
            here.append(Sheet(sheets, sheet.slots, sheet.gates))
        if here:
            found.append(Wing(layer, home, tuple(here)))
    return tuple(found)


def _sheets(circuit: Circuit, layer: int) -> Iterator[Sheet]:
    slots: dict[int, None] = {}
    gates: list[int] = []
    weight = 0
    for number, gate in enumerate(circuit.gates):
        if gate.layer != layer:
            continue
        needed = dict.fromkeys(probe.slot for part in gate.parts for probe in rails(circuit, part))
        # All of its parts may match, or each of them alone and what joins them.
        heavy = 2 * len(gate.parts) + 1
        if gates and (weight + heavy > _ROOM or len(slots | needed) > len(NAMES)):
            yield Sheet(0, tuple(slots), tuple(gates))
            slots, gates, weight = {}, [], 0
        slots |= needed
        gates.append(number)
        weight += heavy
    if gates:
        yield Sheet(0, tuple(slots), tuple(gates))


def rails(circuit: Circuit, part: Atom | Wire) -> tuple[Probe, Probe]:
    """The probe that holds where a part is certainly true, and the one where it is certainly false."""
    if isinstance(part, Atom):
        return part.true, part.false
    slot = circuit.gates[part.gate].slot
    true, false = Probe("==", slot, TRUE_CODE), Probe("==", slot, FALSE_CODE)
    return (true, false) if part.positive else (false, true)


def definition_of(circuit: Circuit, wings: Sequence[Wing]) -> str:
    """The JSON of one rule set of durable-rules: what its wings conclude.

    The rule `t7` fires where gate 7 is certainly true, `f7` where it is certainly false. `w2` fires last of all in layer 2.
    """
    rules: dict[str, Any] = {}
    for wing in wings:
        for sheet in wing.sheets:
            names = dict(zip(sheet.slots, NAMES, strict=False))
            for number in sheet.gates:
                true, false = _patterns(circuit, circuit.gates[number], names)
                on = {"s": sheet.number}
                rules[f"t{number}"] = {"all": [{"m": {"$and": [on, *true]}}]}
                rules[f"f{number}"] = {"all": [{"m": {"$and": [on, false[0] if len(false) == 1 else {"$or": false}]}}]}
        rules[f"w{wing.layer}"] = {"all": [{"m": {"w": wing.layer}}], "pri": 1}
    return json.dumps(rules, separators=(",", ":"))


def _patterns(circuit: Circuit, gate: Gate, names: dict[int, str]) -> tuple[list[Any], list[Any]]:
    """The probes that must all hold for a gate to be true, and those of which one makes it false."""
    both = [rails(circuit, part) for part in gate.parts]
    return [_pattern(true, names) for true, _ in both], [_pattern(false, names) for _, false in both]


def _pattern(probe: Probe, names: dict[int, str]) -> dict[str, Any]:
    compared = {names[probe.slot]: probe.code}
    return compared if probe.operation == "==" else {_OPERATORS[probe.operation]: compared}
