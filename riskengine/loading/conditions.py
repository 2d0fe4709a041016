"""From nodes to the condition tree."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from riskengine.conditions import (
    All,
    Always,
    Any,
    AtLeast,
    Compare,
    Condition,
    Holds,
    Literal,
    NoneOf,
    Not,
    Operand,
    Parameter,
    Reference,
)
from riskengine.diagnostics import nearest
from riskengine.loading.kinds import read_integer, read_name
from riskengine.loading.names import CONDITION_KEYS, OPERAND_KEYS, RESERVED, is_name, name_help
from riskengine.loading.nodes import BrokenNode, Entry, ListNode, MapNode, Mark, Node, Reading, ScalarNode
from riskengine.loading.shape import as_list, kind_of, read_shape, shape, shown
from riskengine.operators import OPERATORS, Operator

__all__ = ["read_condition", "read_condition_entries", "read_operand"]


class _Stretch(NamedTuple):
    start: Mark
    end: Mark


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
        return _comparison(reading, key, value) if _is_subject(reading, key) else None
    place = reading.place(_Stretch(key.start, value.end))
    match name:
        case "all" | "any" | "none":
            parts = _parts(reading, value, name)
            if parts is None:
                return None
            return {"all": All, "any": Any, "none": NoneOf}[name](parts, place)
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
        return AtLeast(n, parts, reading.place(_Stretch(key.start, node.end)))
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


def _comparison(reading: Reading, key: ScalarNode, value: Node) -> Condition | None:
    stretch = _Stretch(key.start, value.end)
    match value:
        case ScalarNode():
            operand = read_operand(reading, value, OPERATORS["is"])
            return None if operand is None else Compare(key.text, "is", (operand,), reading.place(stretch))
        case ListNode(items):
            holds_mappings = any(type(item) is MapNode for item in items)
            meant = nearest(key.text, CONDITION_KEYS) if holds_mappings else ""
            reading.report("RE257", value, f"`{key.text}` is compared with a list", meant or f"write `{key.text}: {{in: [...]}}`")
        case MapNode(entries) if not entries:
            reading.report("RE228", value, f"there is no comparison for `{key.text}`", f"write `{key.text}: {{is: ...}}`")
        case MapNode(entries):
            single = len(entries) == 1
            parts = [
                _operation(reading, key, entry, stretch if single else _Stretch(entry.key.start, entry.value.end))
                for entry in entries.values()
            ]
            whole = tuple(part for part in parts if part is not None)
            if len(whole) == len(parts):
                return whole[0] if single else All(whole, reading.place(stretch))
    return None


def _operation(reading: Reading, subject: ScalarNode, entry: Entry, stretch: _Stretch) -> Compare | None:
    operator = OPERATORS.get(entry.key.text)
    if operator is None:
        word = entry.key.text
        hint = nearest(word, OPERATORS) or _operator_help(subject.text, word)
        reading.report("RE229", entry.key, f"there is no operator `{shown(word)}`", hint)
        return None
    operands = _operands(reading, entry.key, entry.value, operator)
    return None if operands is None else Compare(subject.text, operator.name, operands, reading.place(stretch))


def _operator_help(subject: str, word: str) -> str:
    if word in OPERAND_KEYS:
        return f"write `{subject}: {{is: {{{word}: ...}}}}`"
    return "the operators are " + ", ".join(f"`{name}`" for name in OPERATORS)


def _operands(reading: Reading, key: ScalarNode, node: Node, operator: Operator) -> tuple[Operand, ...] | None:
    if operator.operand == "one":
        if type(node) is ListNode:
            many = {"is": "in", "is_not": "not_in", "contains": "contains_any"}.get(operator.name)
            hint = f"`{many}` takes a list" if many else "write one value"
            reading.report("RE233", node, f"`{operator.name}` takes one value, and this is a list", hint)
            return None
        operand = read_operand(reading, node, operator)
        return None if operand is None else (operand,)
    if type(node) is ListNode and not node.items:
        reading.report(
            "RE231",
            node,
            f"`{operator.name}` has nothing to compare with",
            "a comparison with an empty list is always the same: leave it out",
        )
        return None
    if operator.operand == "bounds":
        return _bounds(reading, node, operator)
    found = as_list(reading, node, f"`{operator.name}`")
    if found is None:
        return None
    operands = [read_operand(reading, item, operator) for item in found.items]
    whole = tuple(operand for operand in operands if operand is not None)
    return whole if len(whole) == len(operands) and _differ(reading, found, whole) else None


def _differ(reading: Reading, node: ListNode, operands: tuple[Operand, ...]) -> bool:
    seen: dict[Operand, Node] = {}
    for operand, item in zip(operands, node.items, strict=True):
        if operand in seen:
            related = ((reading.place(seen[operand]), "first here"),)
            reading.report("RE218", item, f"{kind_of(item)} is in this list twice", "delete one of the two", related)
            return False
        seen[operand] = item
    return True


def _bounds(reading: Reading, node: Node, operator: Operator) -> tuple[Operand, ...] | None:
    if type(node) is BrokenNode:
        return None
    if type(node) is not ListNode or len(node.items) != 2:
        given = f"a list of {len(node.items)}" if type(node) is ListNode else kind_of(node)
        reading.report(
            "RE232",
            node,
            f"`between` takes a list of two, the lowest and the highest, and this is {given}",
            "write `{between: [1, 5]}`",
        )
        return None
    low, high = (read_operand(reading, item, operator) for item in node.items)
    if low is None or high is None:
        return None
    if isinstance(low, Literal) and isinstance(high, Literal) and is_reversed(low.value, high.value):
        reading.report("RE234", node, "the second bound is lower than the first, so nothing is between them", "swap them")
        return None
    return (low, high)


def is_reversed(low: object, high: object) -> bool:
    """Whether two numbers, two dates or two datetimes are in the wrong order; False for all else.

    >>> is_reversed(5, 1), is_reversed(1, "x")
    (True, False)
    """
    if isinstance(low, str | bool) or isinstance(high, str | bool):
        return False
    if isinstance(low, date) != isinstance(high, date) or isinstance(low, datetime) != isinstance(high, datetime):
        return False
    return bool(low > high)  # type: ignore[operator]


def read_operand(reading: Reading, node: Node, operator: Operator) -> Operand | None:
    """What stands on the right of an operator: a literal, `{param: name}` or `{fact: name}`."""
    match node:
        case ScalarNode(value=None):
            reading.report(
                "RE230",
                node,
                "nothing can be compared with `null`: an unknown fact is neither equal nor unequal to anything",
                "leave it out: what is not known is dealt with by itself",
            )
        case ScalarNode(value=value):
            return Literal(value)
        case ListNode():
            reading.report("RE233", node, "one value is expected here, and this is a list", "write one value")
        case MapNode() if not operator.refers:
            reading.report("RE235", node, f"`{operator.name}` takes values only, no parameters or facts", "write the values out")
        case MapNode(entries):
            return _reference(reading, node, entries)
    return None


def _reference(reading: Reading, node: MapNode, entries: dict[str, Entry]) -> Operand | None:
    if len(entries) != 1 or not OPERAND_KEYS.issuperset(entries):
        wrong = next((entry.key for name, entry in entries.items() if name not in OPERAND_KEYS), node)
        reading.report(
            "RE236", wrong, "this is neither a value nor one `param` or `fact`", "write `{param: name}` or `{fact: name}`"
        )
        return None
    ((kind, entry),) = entries.items()
    name = read_name(reading, entry.value)
    if name is None:
        return None
    return Parameter(name) if kind == "param" else Reference(name)
