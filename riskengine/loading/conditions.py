"""From nodes to the condition tree."""

from __future__ import annotations

from riskengine.conditions import (
    All,
    Always,
    Any,
    AtLeast,
    Condition,
    Holds,
    NoneOf,
    Not,
)
from riskengine.diagnostics import nearest
from riskengine.loading.comparisons import Stretch, read_comparison
from riskengine.loading.kinds import read_integer, read_name
from riskengine.loading.names import CONDITION_KEYS, RESERVED, is_name, name_help
from riskengine.loading.nodes import BrokenNode, Entry, ListNode, MapNode, Node, Reading, ScalarNode
from riskengine.loading.shape import as_list, kind_of, read_shape, shape, shown
from riskengine.operators import OPERATORS

__all__ = ["read_condition", "read_condition_entries"]


_GROUPS: dict[str, type[All | Any | NoneOf]] = {"all": All, "any": Any, "none": NoneOf}


def read_condition(reading: Reading, node: Node) -> Condition | None:
    """A condition; None with every problem noted."""
    match node:
        case MapNode(entries) if entries:
            return read_condition_entries(reading, node, list(entries.values()))
        case MapNode():
            reading.report(
                "RE228",
                node,
                "this condition is empty, so it would hold for every case",
                "write `{always: true}` if that is meant",
            )
        case ListNode():
            reading.report(
                "RE239",
                node,
                "a condition is expected here, and this is a list of them",
                "write `all:`, `any:` or `none:` before it",
            )
        case ScalarNode(text):
            hint = (
                f"write `{{holds: {text}}}` for a definition, `{{{text}: true}}` for a fact"
                if is_name(text)
                else "write `{fact: value}`"
            )
            reading.report("RE241", node, f"a condition is expected here, and this is {kind_of(node)}", hint)
    return None


def read_condition_entries(reading: Reading, node: Node, entries: list[Entry]) -> Condition | None:
    """The condition that some keys of a mapping make: all of them."""
    parts = [_part(reading, entry) for entry in entries]
    if any(part is None for part in parts):
        return None
    whole = [part for part in parts if part is not None]
    return whole[0] if len(whole) == 1 else All(tuple(whole), reading.place(node))


def _part(reading: Reading, entry: Entry) -> Condition | None:
    key, value = entry
    name = key.text
    if name not in CONDITION_KEYS:
        return read_comparison(reading, key, value) if _is_subject(reading, key) else None
    place = reading.place(Stretch(key.start, value.end))
    match name:
        case "all" | "any" | "none":
            parts = _parts(reading, value, name)
            if parts is None:
                return None
            return _GROUPS[name](parts, place)
        case "not":
            if type(value) is ListNode:
                reading.report("RE239", value, "`not` takes one condition, and this is a list", "`none` takes a list")
                return None
            part = read_condition(reading, value)
            return None if part is None else Not(part, place)
        case "at_least":
            return _at_least(reading, key, value)
        case "holds":
            definition = read_name(reading, value)
            return None if definition is None else Holds(definition, place)
        case _:
            if type(value) is ScalarNode and value.value is True:
                return Always(place)
            if type(value) is not BrokenNode:
                reading.report(
                    "RE237",
                    value,
                    f"`always` takes `true` only, and this is {kind_of(value)}",
                    "`{not: {always: true}}` is never so",
                )
            return None


def _parts(reading: Reading, node: Node, what: str) -> tuple[Condition, ...] | None:
    if type(node) is ListNode and not node.items:
        reading.report("RE228", node, f"`{what}` has no conditions in it", "leave it out, or write what it should hold")
        return None
    if type(node) is MapNode and node.entries:
        reading.report(
            "RE204", node, f"`{what}` takes a list of conditions, and this is a mapping", "put `- ` before each condition"
        )
        return None
    found = as_list(reading, node, f"`{what}`")
    if found is None:
        return None
    parts = [read_condition(reading, item) for item in found.items]
    whole = tuple(part for part in parts if part is not None)
    return whole if len(whole) == len(parts) else None


def _read_parts(reading: Reading, node: Node) -> tuple[Condition, ...] | None:
    return _parts(reading, node, "of")


_AT_LEAST = shape("`at_least`", {"n": read_integer, "of": _read_parts})


def _at_least(reading: Reading, key: ScalarNode, node: Node) -> Condition | None:
    if type(node) is ScalarNode:
        reading.report(
            "RE240",
            key,
            "`at_least` compares a fact, and no fact stands before it",
            "write `{fact: {at_least: ...}}`, or `{at_least: {n: 2, of: [...]}}`",
        )
        return None
    found = read_shape(reading, node, _AT_LEAST)
    if found is None:
        return None
    n, parts = found["n"], found["of"]
    if 1 <= n <= len(parts):
        return AtLeast(n, parts, reading.place(Stretch(key.start, node.end)))
    at = node.entries["n"].value if type(node) is MapNode else node
    reading.report("RE238", at, f"at least {n} of {len(parts)} conditions cannot be asked", f"`n` is from 1 to {len(parts)}")
    return None


def _is_subject(reading: Reading, key: ScalarNode) -> bool:
    name = key.text
    if name in OPERATORS:
        reading.report(
            "RE240", key, f"`{name}` compares a fact, and no fact stands before it", f"write `{{fact: {{{name}: ...}}}}`"
        )
        return False
    if is_name(name) and (name not in RESERVED or name in ("as_of", "grade")):
        return True
    if name in RESERVED:
        reading.report(
            "RE215", key, f"`{name}` is a word of the language, and not a fact", "a condition names a fact, quantity or score"
        )
    else:
        reading.report("RE214", key, f'"{shown(name)}" is not a name', nearest(name.lower(), CONDITION_KEYS) or name_help(name))
    return False
