"""`clocks.yaml` and `invariants.yaml`: time limits, and claims that must hold for every case."""

from __future__ import annotations

from riskengine.conditions import Always, Condition
from riskengine.diagnostics import nearest
from riskengine.loading.conditions import read_condition, read_condition_entries
from riskengine.loading.kinds import cites, read_id, read_integer, read_name, read_text
from riskengine.loading.nodes import MapNode, Node, Reading
from riskengine.loading.phrases import read_template
from riskengine.loading.quantities import read_parameter_reference
from riskengine.loading.shape import as_mapping, read_shape, shape
from riskengine.quantities import QuantityInput
from riskengine.ruleset import Clock, Invariant

__all__ = ["LONGEST", "UNITS", "read_clock", "read_invariant"]

UNITS = ("hours", "days", "working_days", "months")
LONGEST = 100_000
"""The longest time limit, in its own unit."""


def _read_within(reading: Reading, node: Node) -> tuple[str, QuantityInput] | None:
    mapping = as_mapping(reading, node, "`within`")
    if mapping is None:
        return None
    unknown = [entry.key for name, entry in mapping.entries.items() if name not in UNITS]
    if unknown or len(mapping.entries) != 1:
        at = unknown[0] if unknown else mapping
        hint = nearest(unknown[0].text, UNITS) if unknown else ""
        reading.report(
            "RE246", at, "`within` takes one of " + ", ".join(f"`{unit}`" for unit in UNITS), hint or "write `{days: 7}`"
        )
        return None
    ((unit, entry),) = mapping.entries.items()
    length = _read_length(reading, entry.value)
    return None if length is None else (unit, length)


def _read_length(reading: Reading, node: Node) -> QuantityInput | None:
    if type(node) is MapNode:
        return read_parameter_reference(reading, node)
    number = read_integer(reading, node)
    if number is None:
        return None
    if 0 <= number <= LONGEST:
        return QuantityInput(literal=number, place=reading.place(node))
    reading.report("RE247", node, f"{number} cannot be the length of a time limit", f"it is from 0 to {LONGEST:,}")
    return None


_CLOCK = shape(
    "a clock",
    {"id": read_id, "title": read_text, "starts": read_name, "within": _read_within, "cites": cites},
    {"when": read_condition, "stops": read_name, "because": read_template},
)


def read_clock(reading: Reading, node: Node) -> Clock | None:
    """One time limit. Without `when` it is for every case; without `stops` nothing on record stops it."""
    values = read_shape(reading, node, _CLOCK)
    if values is None:
        return None
    place = reading.place(node)
    unit, within = values.pop("within")
    values = {"when": Always(place), "stops": None, **values}
    entries = node.entries if type(node) is MapNode else {}
    places = {name: reading.place(entry.value) for name, entry in entries.items()}
    return Clock(unit=unit, within=within, place=place, places=places, **values)


def _read_then(reading: Reading, node: Node) -> tuple[str | None, Condition | None] | None:
    mapping = as_mapping(reading, node, "`then`")
    if mapping is None:
        return None
    if not mapping.entries:
        reading.report("RE254", mapping, "this invariant claims nothing", "write `minimum_grade: ...`, a condition, or both")
        return None
    grade: str | None = None
    if "minimum_grade" in mapping.entries:
        grade = read_name(reading, mapping.entries["minimum_grade"].value)
        if grade is None:
            return None
    rest = [entry for name, entry in mapping.entries.items() if name != "minimum_grade"]
    if not rest:
        return (grade, None)
    condition = read_condition_entries(reading, mapping, rest)
    return None if condition is None else (grade, condition)


_INVARIANT = shape(
    "an invariant", {"id": read_id, "claim": read_text, "given": read_condition, "then": _read_then}, {"cites": cites}
)


def read_invariant(reading: Reading, node: Node) -> Invariant | None:
    """One claim."""
    values = read_shape(reading, node, _INVARIANT)
    if values is None:
        return None
    grade, then = values.pop("then")
    return Invariant(minimum_grade=grade, then=then, place=reading.place(node), **values)
