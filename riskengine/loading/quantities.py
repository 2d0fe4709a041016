"""The named things of `ruleset.yaml` that are worked out: definitions and quantities."""

from __future__ import annotations

from datetime import date

from riskengine.diagnostics import nearest
from riskengine.loading.conditions import read_condition_entries
from riskengine.loading.kinds import read_name
from riskengine.loading.named import read_named
from riskengine.loading.nodes import BrokenNode, Entry, ListNode, MapNode, Node, Reading, ScalarNode
from riskengine.loading.phrases import read_filled, read_phrases
from riskengine.loading.shape import as_list, as_mapping, kind_of, shown
from riskengine.quantities import QUANTITY_KINDS, Quantity, QuantityInput, QuantityKind
from riskengine.ruleset import Definition

__all__ = ["read_definitions", "read_parameter_reference", "read_quantities"]

_read_definition_phrases = read_phrases("a definition", "true", "false", "unknown")
_read_quantity_phrase = read_filled(("value",))


def _read_definition(reading: Reading, key: ScalarNode, node: Node) -> Definition | None:
    mapping = as_mapping(reading, node, "a definition")
    if mapping is None:
        return None
    parts = [entry for name, entry in mapping.entries.items() if name != "phrases"]
    if not parts:
        reading.report(
            "RE228", mapping, f"`{key.text}` has no condition", "write it beside `phrases`: `any: [...]`, or `{fact: value}`"
        )
        return None
    phrases = _read_definition_phrases(reading, mapping.entries["phrases"].value) if "phrases" in mapping.entries else {}
    condition = read_condition_entries(reading, mapping, parts)
    if condition is None or phrases is None:
        return None
    return Definition(key.text, condition, phrases, reading.place(key))


def _read_quantity(reading: Reading, key: ScalarNode, node: Node) -> Quantity | None:
    mapping = as_mapping(reading, node, "a quantity")
    if mapping is None:
        return None
    phrase: str | None = ""
    if "phrase" in mapping.entries:
        phrase = _read_quantity_phrase(reading, mapping.entries["phrase"].value)
    entry = _kind_entry(reading, key, mapping)
    if entry is None:
        return None
    inputs = _read_inputs(reading, entry.value, QUANTITY_KINDS[entry.key.text])
    if inputs is None or phrase is None:
        return None
    return Quantity(key.text, entry.key.text, inputs, phrase, reading.place(key))


def _kind_entry(reading: Reading, key: ScalarNode, mapping: MapNode) -> Entry | None:
    kinds = [entry for name, entry in mapping.entries.items() if name != "phrase"]
    for entry in kinds:
        if entry.key.text not in QUANTITY_KINDS:
            hint = nearest(entry.key.text, QUANTITY_KINDS) or "the kinds are " + ", ".join(f"`{name}`" for name in QUANTITY_KINDS)
            reading.report("RE242", entry.key, f"there is no kind of quantity `{shown(entry.key.text)}`", hint)
            return None
    if len(kinds) == 1:
        return kinds[0]
    at = kinds[1].key if kinds else key
    reading.report(
        "RE242",
        at,
        f"`{key.text}` must have one kind, and it has {len(kinds)}",
        "give each quantity a name of its own, and use that as an input",
    )
    return None


def _read_inputs(reading: Reading, node: Node, kind: QuantityKind) -> tuple[QuantityInput, ...] | None:
    found = as_list(reading, node, f"`{kind.name}`")
    if found is None:
        return None
    if kind.inputs is not None and len(found.items) != kind.inputs:
        hint = "the first is the earlier" if kind.takes == "moments" else "the second is taken from the first"
        reading.report("RE243", found, f"`{kind.name}` takes {kind.inputs} inputs, and this has {len(found.items)}", hint)
        return None
    inputs = [_read_input(reading, item, kind) for item in found.items]
    whole = tuple(one for one in inputs if one is not None)
    return whole if len(whole) == len(inputs) and (kind.name != "count_true" or _differ(reading, found, whole)) else None


def _differ(reading: Reading, node: ListNode, inputs: tuple[QuantityInput, ...]) -> bool:
    seen: dict[str | None, Node] = {}
    for one, item in zip(inputs, node.items, strict=True):
        if one.name in seen:
            related = ((reading.place(seen[one.name]), "first here"),)
            reading.report("RE218", item, f"`{one.name}` is counted twice", "delete one of the two", related)
            return False
        seen[one.name] = item
    return True


def _read_input(reading: Reading, node: Node, kind: QuantityKind) -> QuantityInput | None:
    if type(node) is MapNode and kind.takes == "numbers":
        return read_parameter_reference(reading, node)
    if type(node) is ScalarNode and isinstance(node.value, str):
        name = read_name(reading, node)
        return None if name is None else QuantityInput(name=name, place=reading.place(node))
    if type(node) is ScalarNode and node.value is not None and not isinstance(node.value, bool | str) and _fits(node, kind):
        return QuantityInput(literal=node.value, place=reading.place(node))
    if type(node) is not BrokenNode:
        what = {
            "truths": "the names of facts and definitions",
            "numbers": "names, numbers and parameters",
            "moments": "names and dates",
        }[kind.takes]
        reading.report("RE244", node, f"`{kind.name}` cannot take {kind_of(node)}", f"it takes {what}")
    return None


def _fits(node: ScalarNode, kind: QuantityKind) -> bool:
    return kind.takes == ("moments" if isinstance(node.value, date) else "numbers")


def read_parameter_reference(reading: Reading, node: Node) -> QuantityInput | None:
    """`{param: name}`."""
    if type(node) is MapNode and len(node.entries) == 1 and "param" in node.entries:
        name = read_name(reading, node.entries["param"].value)
        return None if name is None else QuantityInput(parameter=name, place=reading.place(node))
    if type(node) is not BrokenNode:
        reading.report(
            "RE236", node, "this is neither a value nor one `param`", "write `{param: name}`, or a name without braces"
        )
    return None


read_definitions = read_named("`define`", "a definition", _read_definition)
read_quantities = read_named("`quantities`", "a quantity", _read_quantity)
